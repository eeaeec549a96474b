package sandbox

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"contra/core/gate"
	"contra/core/sandbox/books"
	"contra/core/sandbox/wire"
)

const (
	maxBody   = 1 << 20
	graceTime = time.Second
)

// Handler serves Gate's paths, /v2/payment/…/sale, /v2/payment/…/refund and
// /v2/payment/status, the Payment Page at /payment with the wallet at /wallet/…,
// the Data API under /v1/, and the practice paths: /books, /requests, /callbacks,
// /dashboard/… and /practice/….
func (p *Platform) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v2/payment/", p.serveGate)
	p.paymentPage(mux)
	p.dataAPI(mux)
	p.practice(mux)
	return mux
}

// Serve listens on addr, such as "127.0.0.1:0", until the context ends, and
// then closes the platform. wait returns once everything has ended.
func (p *Platform) Serve(ctx context.Context, addr string) (url string, wait func() error, err error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{
		Handler: p.Handler(), ReadHeaderTimeout: 10 * time.Second,
		ErrorLog: log.New(io.Discard, "", 0), // resets are made on purpose
	}
	served, done := make(chan error, 1), make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	go func() {
		var failed error
		select {
		case failed = <-served:
		case <-ctx.Done():
		}
		p.Close()
		grace, cancel := context.WithTimeout(context.Background(), graceTime)
		defer cancel()
		if server.Shutdown(grace) != nil {
			server.Close()
		}
		if errors.Is(failed, http.ErrServerClosed) {
			failed = nil
		}
		done <- failed
	}()
	return "http://" + listener.Addr().String(), func() error { return <-done }, nil
}

func (p *Platform) serveGate(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "the request cannot be read", http.StatusRequestEntityTooLarge)
		return
	}
	req, refusal := wire.Parse(body)
	e := p.log.add(Request{
		At: p.o.Now(), Path: r.URL.Path, Body: string(body),
		Project: req.Project, PaymentID: req.PaymentID, RefundID: req.MerchantRefundID,
	})
	p.o.Log("%s project %d payment %s", r.URL.Path, req.Project, req.PaymentID)
	x := exchange{p: p, w: w, r: r, entry: e, req: req}
	if denied := p.authenticate(body, req, refusal); denied != nil {
		x.reject(p.o.FormErrorStatus, "", denied)
		return
	}
	if refusal != nil {
		x.reject(p.o.RuleErrorStatus, p.books.RequestID(), refusal)
		return
	}
	endpoint, verb, _ := wire.ParsePath(r.URL.Path)
	switch {
	case verb == "refund":
		x.refund(endpoint)
	case verb == "sale":
		x.purchase(endpoint, body)
	case verb == "status" && endpoint == "":
		x.status()
	default:
		x.reject(p.o.RuleErrorStatus, p.books.RequestID(), books.Refuse(books.CodeUnknownMethod, "", "no such path"))
	}
}

// authenticate checks what comes before every rule: JSON, project, signature.
func (p *Platform) authenticate(body []byte, req wire.Request, read *books.Refusal) *books.Refusal {
	if read != nil && (read.Code == books.CodeBadJSON || read.Code == books.CodeNoProject) {
		return read
	}
	secret, known := p.o.Projects[req.Project]
	if !known {
		return books.Refuse(books.CodeNoProject, "general.project_id", "the platform has no such project")
	}
	if req.Signature == "" {
		return books.Refuse(books.CodeEmptySignature, "general.signature", "")
	}
	if _, err := gate.Verify(secret, body); err != nil {
		return books.Refuse(books.CodeBadSignature, "general.signature", "")
	}
	return nil
}

// sign puts the project's signature at the top level of a message.
func (p *Platform) sign(project int64, body []byte) []byte {
	return signed(p.o.Projects[project], body)
}

func signed(secret string, body []byte) []byte {
	message, err := gate.Sign(secret, body, gate.AtTop)
	if err != nil {
		panic(err) // our own message is an object, and a project without a secret cannot sign in
	}
	return message
}
