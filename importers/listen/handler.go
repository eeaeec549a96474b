package listen

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"

	"contra/core/ledger"
	"contra/importers/callbacks"
)

// Source is the source of messages that came through the listener.
const Source = "listen"

type handler struct {
	secrets callbacks.Secrets
	queue   *queue
	keeper  *keeper
	log     func(string)
}

func (h *handler) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /callbacks", h.callback)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		io.WriteString(w, "ok")
	})
	return mux
}

// callback takes one callback. An answer is a status and nothing else: what is wrong
// is for the log, not for whoever sent it.
func (h *handler) callback(w http.ResponseWriter, r *http.Request) {
	body, status := read(w, r)
	if status != 0 {
		h.log(printable(status, "from", r.RemoteAddr, http.StatusText(status)))
		w.WriteHeader(status)
		return
	}
	m := callbacks.Check(h.secrets, Source, 1, body)
	status, note := h.take(&m)
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "10")
	}
	h.log(describe(status, r.RemoteAddr, &m, note))
	w.WriteHeader(status)
}

// take stores the message, good or bad, and gives the answer's status with a note for the log.
func (h *handler) take(m *ledger.Inbound) (int, string) {
	if m.Reject == nil {
		if err := h.queue.store(*m); err != nil {
			return http.StatusServiceUnavailable, "not stored: " + err.Error()
		}
		return http.StatusOK, ""
	}
	status := http.StatusBadRequest
	switch m.Reject.Reason {
	case ledger.NoSignature, ledger.BadSignature, ledger.UnknownProject, ledger.NoSecret:
		status = http.StatusUnauthorized
	}
	keep, full := h.keeper.keep(m)
	if full {
		return status, "not kept: too many rejected messages since the start"
	}
	if !keep {
		return status, "kept before"
	}
	if err := h.queue.store(*m); err != nil {
		h.keeper.failed(m)
		return http.StatusServiceUnavailable, "not kept: " + err.Error()
	}
	return status, "kept"
}

// read gives the body, or the status that refuses it.
func read(w http.ResponseWriter, r *http.Request) ([]byte, int) {
	if r.ContentLength > maxBody {
		return nil, http.StatusRequestEntityTooLarge
	}
	var in io.Reader = http.MaxBytesReader(w, r.Body, maxBody)
	switch strings.ToLower(r.Header.Get("Content-Encoding")) {
	case "", "identity":
	case "gzip":
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, refused(err)
		}
		in = z
	default:
		return nil, http.StatusUnsupportedMediaType
	}
	body, err := io.ReadAll(io.LimitReader(in, maxBody+1))
	if err != nil {
		return nil, refused(err)
	}
	if len(body) > maxBody {
		return nil, http.StatusRequestEntityTooLarge
	}
	return body, 0
}

func refused(err error) int {
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}
