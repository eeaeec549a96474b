package sandbox

import (
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"contra/core/sandbox/books"
	"contra/core/sandbox/faults"
	"contra/core/sandbox/wire"
)

// exchange is one call being served.
type exchange struct {
	p     *Platform
	w     http.ResponseWriter
	r     *http.Request
	entry *entry
	req   wire.Request
	hits  faults.Hits
	sent  func() // called once when the answer has left, or never will
}

const (
	dripGap = 50 * time.Millisecond
	webPage = "<!DOCTYPE html>\n<html><head><title>Service</title></head><body><h1>One moment, please</h1></body></html>\n"
)

func (x *exchange) reject(status int, requestID string, why *books.Refusal) {
	x.entry.set(func(r *Request) { r.Code = why.Code })
	x.answer(status, wire.Rejected(requestID, x.req, why))
}

// answer sends the body, or what the fault of this call makes of it.
func (x *exchange) answer(status int, body []byte) {
	fault := strings.TrimPrefix(strings.TrimPrefix(string(x.hits.Answer), "status_"), "dataapi_")
	plain := strings.TrimSuffix(strings.TrimSuffix(fault, "_after"), "_before")
	switch {
	case plain == "timeout":
		x.left()
		select {
		case <-x.r.Context().Done():
		case <-x.p.stopping:
		}
		x.entry.answered(0, outcomeNone)
		x.reset(nil)
	case faults.Name(fault) == faults.ResetAfter:
		x.reset(body)
	case plain == "reset":
		x.reset(nil)
	case strings.HasPrefix(plain, "http_"):
		code, _ := strconv.Atoi(plain[len("http_"):])
		if code == http.StatusTooManyRequests {
			x.w.Header().Set("Retry-After", "1")
		}
		x.write(code, "text/html", []byte("<html><body>"+http.StatusText(code)+"</body></html>\n"), outcomeAnswered)
	case plain == "html":
		x.write(http.StatusOK, "text/html; charset=utf-8", []byte(webPage), outcomeAnswered)
	case faults.Name(plain) == faults.CutJSON:
		x.write(status, "application/json", body[:len(body)/2], outcomeCut)
	case faults.Name(plain) == faults.SlowDrip:
		x.drip(status, body)
	default:
		x.write(status, "application/json", body, outcomeAnswered)
	}
}

// left tells the rest of the platform that callbacks may follow.
func (x *exchange) left() {
	if x.sent != nil {
		x.sent()
		x.sent = nil
	}
}

func (x *exchange) write(status int, kind string, body []byte, outcome string) {
	x.entry.answered(status, outcome)
	x.w.Header().Set("Content-Type", kind)
	x.w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	x.w.WriteHeader(status)
	x.w.Write(body) // a client that is gone is not the platform's concern
	http.NewResponseController(x.w).Flush()
	x.left()
}

func (x *exchange) drip(status int, body []byte) {
	x.left()
	gap := x.hits.Wait(x.hits.Answer, dripGap)
	x.w.Header().Set("Content-Type", "application/json")
	x.w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	x.w.WriteHeader(status)
	flush := http.NewResponseController(x.w)
	tick := time.NewTicker(gap)
	defer tick.Stop()
	for i := range body {
		x.w.Write(body[i : i+1])
		flush.Flush()
		select {
		case <-tick.C:
		case <-x.r.Context().Done():
			x.entry.answered(status, outcomeCut)
			return
		case <-x.p.stopping:
			x.entry.answered(status, outcomeCut)
			return
		}
	}
	x.entry.answered(status, outcomeAnswered)
}

// reset breaks the connection, after half of the answer if there is one.
func (x *exchange) reset(body []byte) {
	defer x.left()
	x.entry.set(func(r *Request) {
		if r.Outcome == outcomeWaiting {
			r.Outcome = outcomeReset
		}
	})
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		x.left()
		panic(http.ErrAbortHandler) // the server then breaks the connection itself
	}
	defer conn.Close()
	if body != nil {
		conn.Write([]byte("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n"))
		conn.Write(body[:len(body)/2])
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		tcp.SetLinger(0) // closing then sends a reset
	}
}
