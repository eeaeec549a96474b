package sandbox

import (
	"errors"
	"io"
	"net/http"

	"contra/core/sandbox/massfile"
)

func (p *Platform) practiceMass(mux *http.ServeMux) {
	mux.HandleFunc("POST /dashboard/mass-refunds", p.serveUpload)
	mux.HandleFunc("GET /dashboard/mass-refunds", p.serveMassRefunds)
	mux.HandleFunc("GET /dashboard/mass-refunds/{id}", p.serveMassRefund)
}

// serveUpload looks at the file only, not at the type that a client claims for it.
func (p *Platform) serveUpload(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(io.LimitReader(r.Body, massfile.MaxBytes+1))
	if err != nil {
		reply(w, http.StatusBadRequest, problem("broken_upload", "the file did not arrive whole"))
		return
	}
	upload, err := p.UploadMassRefund(r.URL.Query().Get("name"), data)
	var refused *UploadError
	switch {
	case errors.As(err, &refused):
		reply(w, http.StatusUnprocessableEntity, map[string]any{"error": map[string]any{
			"code": "file_refused", "message": refused.Error(), "messages": refused.Messages,
		}})
	case err != nil:
		reply(w, http.StatusConflict, problem("refused", err.Error()))
	default:
		reply(w, http.StatusAccepted, upload)
	}
}

func (p *Platform) serveMassRefunds(w http.ResponseWriter, _ *http.Request) {
	items := p.MassRefunds()
	reply(w, http.StatusOK, listing{items, len(items)})
}

func (p *Platform) serveMassRefund(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	for _, m := range p.MassRefunds() {
		if m.ID == id {
			reply(w, http.StatusOK, m)
			return
		}
	}
	reply(w, http.StatusNotFound, problem("not_found", "there is no mass refund of this id"))
}
