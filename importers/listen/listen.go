// Package listen receives callbacks over HTTP. A callback is answered with 200 only
// once it is stored and synced, so that the platform sends again whatever was not.
package listen

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"time"

	"contra/core/ledger"
	"contra/importers/callbacks"
)

const (
	maxBody        = 1 << 20
	maxHeader      = 16 << 10
	maxConnections = 256
	headerTimeout  = 5 * time.Second
	readTimeout    = 15 * time.Second
	writeTimeout   = time.Minute // the wait for the ledger included
	idleTimeout    = 30 * time.Second
	grace          = 10 * time.Second
	// forgetMissing is how long a project without a secret is taken to have none, so that
	// nobody can keep the keyring busy from outside.
	forgetMissing = 10 * time.Second
)

// Options says where to listen and what to do with what comes.
type Options struct {
	Addr    string // host:port; port 0 takes a free one
	Secrets callbacks.Secrets
	Sink    callbacks.Sink    // called by one goroutine at a time
	Log     func(line string) // one line for each request; nil: none
	Ready   func(addr string) // called once requests are taken; may be nil
	Waiting int               // most rejected messages that one run keeps; 0: 10,000
	Grace   time.Duration     // how long a stop waits for what was accepted; 0: 10 seconds
}

// Listen serves POST /callbacks and GET /healthz until ctx ends. Then it takes no new
// requests and finishes those it has. The error is nil after such a stop, else a
// *ledger.Error.
func Listen(ctx context.Context, o Options) error {
	if o.Log == nil {
		o.Log = func(string) {}
	}
	if o.Grace <= 0 {
		o.Grace = grace
	}
	l, err := net.Listen("tcp", o.Addr)
	if err != nil {
		return &ledger.Error{Code: ledger.ErrNetwork, Message: "cannot listen on " + o.Addr, Hint: "choose another address (HOST:PORT)", Err: err}
	}
	storing, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	q := newQueue(storing, o.Sink)
	h := &handler{
		secrets: callbacks.Remember(o.Secrets, forgetMissing),
		queue:   q,
		keeper:  newKeeper(o.Waiting),
		log:     o.Log,
	}
	s := &http.Server{
		Handler:           h.routes(),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          log.New(lineWriter(o.Log), "", 0),
	}
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(limit(l, maxConnections)) }()
	if o.Ready != nil {
		o.Ready(l.Addr().String())
	}
	select {
	case err = <-failed:
		err = &ledger.Error{Code: ledger.ErrNetwork, Message: "listening failed", Err: err}
	case <-ctx.Done():
	}
	late := stop(s, o.Grace)
	if late != nil {
		abandon()
	}
	if !q.stop(o.Grace) {
		late = errors.New("the ledger does not answer")
	}
	if n := h.keeper.unkept(); n > 0 {
		o.Log(printable("rejected messages that were not kept", n))
	}
	if err == nil && late != nil {
		err = &ledger.Error{Code: ledger.ErrIO, Message: "requests were still open when the time to stop was over", Err: late,
			Hint: "they were not answered with 200, so the platform sends them again"}
	}
	return err
}

// stop waits for open requests, and cuts them off when that takes too long.
func stop(s *http.Server, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := s.Shutdown(ctx)
	if err != nil {
		s.Close()
	}
	return err
}
