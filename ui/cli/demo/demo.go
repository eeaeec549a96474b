// Package demo sets up a throw-away ledger beside a stand-in platform: two
// months of made-up payments, their callbacks, and refunds in every state. It
// needs no account, no secret, and no network but this machine.
package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"contra/core/config"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/sandbox"
	"contra/exporters/dashboard"
	"contra/importers/callbacks"
	"contra/importers/card"
	"contra/importers/listen"
	"contra/importers/report"
	"contra/ui/cli/app"
)

// Options sets the demo up. The zero value is fine.
type Options struct {
	Payments int // 0: 400
	Seed     uint64
	Operator string
	Now      time.Time // zero: now
	Log      func(format string, args ...any)
}

// The projects of the demo. Their secrets guard nothing.
var projects = []config.Project{{ID: 1234, Name: "Shop KR", Test: true}, {ID: 5678, Name: "Shop Global", Test: true}}

// The token of the demo's Data API and its secret. They guard nothing either.
const dataToken, dataSecret = "DemoTokenOfTheDataAPI123456789", "demo-data"

const (
	resendAfter = 20 * time.Second // short, so that a person sees it happen
	delay       = 2 * time.Second  // from a refund's acceptance to its end
	part        = 1000             // callbacks in one transaction
)

// Session is a running demo.
type Session struct {
	Desk     *desk.Desk
	Platform *sandbox.Platform
	Payments int // planted on the platform
	Refunds  int // made through Gate
	live     *desk.Intake
	folder   string
	stop     context.CancelFunc
	ends     []func() error // waited for on Close, last first
}

// Start plants the past and plays the scenes. Close ends it all.
func Start(ctx context.Context, o Options) (s *Session, err error) {
	if o.Now.IsZero() {
		o.Now = time.Now().UTC()
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	folder, err := os.MkdirTemp("", "contra-demo-")
	if err != nil {
		return nil, &ledger.Error{Code: ledger.ErrIO, Message: "the demo's folder cannot be made", Err: err}
	}
	// The servers outlive a cancelled start only until Close.
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	s = &Session{folder: folder, stop: stop}
	defer func() {
		if err != nil {
			s.Close()
			s = nil
		}
	}()
	players, err := s.platform(running, o)
	if err != nil {
		return s, err
	}
	if err := s.past(ctx); err != nil {
		return s, err
	}
	if err := s.reports(ctx, o); err != nil {
		return s, err
	}
	if err := s.listen(running, o); err != nil {
		return s, err
	}
	if err := s.play(ctx, players); err != nil {
		return s, err
	}
	return s, s.batches(ctx, players[min(len(players), len(scenes)):])
}

// platform starts the stand-in and opens the ledger that works with it. It gives
// the payments that the scenes are played on.
func (s *Session) platform(ctx context.Context, o Options) ([]sandbox.Payment, error) {
	secrets := map[int64]string{}
	for _, p := range projects {
		secrets[p.ID] = fmt.Sprintf("demo-%d", p.ID)
	}
	past := sandbox.PlantOptions{Count: o.Payments, Seed: o.Seed, Until: o.Now}
	// The same options give the same payments, so the scenes can be cast before the curtain.
	rehearsal := sandbox.New(sandbox.Options{Projects: secrets, Seed: o.Seed})
	players := cast(rehearsal.Plant(past))
	rehearsal.Close()
	faults, err := script(players)
	if err != nil {
		return nil, err
	}
	s.Platform = sandbox.New(sandbox.Options{Projects: secrets, Seed: o.Seed, Delay: delay, Faults: faults, Log: o.Log,
		Tokens: map[string]sandbox.Token{dataToken: {Secret: dataSecret}}})
	s.Payments = len(s.Platform.Plant(past))
	url, wait, err := s.Platform.Serve(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, &ledger.Error{Code: ledger.ErrNetwork, Message: "the demo's platform cannot be served on this machine", Err: err}
	}
	s.ends = append(s.ends, wait)
	c, err := config.Load(filepath.Join(s.folder, "config.toml")) // not there: the defaults
	if err != nil {
		return nil, err
	}
	c.Gate.URL, c.Gate.ResendAfter, c.Gate.Description = url, resendAfter, "Refund (demo)"
	c.Projects = projects
	s.Desk, err = desk.Open(ctx, desk.Options{Ledger: filepath.Join(s.folder, "ledger.db"), Config: c, Operator: o.Operator,
		Files: dashboard.Files{}, Reports: report.Rereader{}, Cards: card.Mask, Program: app.Build().String()})
	if err != nil {
		return nil, err
	}
	s.ends = append(s.ends, s.Desk.Close)
	for id, secret := range secrets {
		s.Desk.Secrets.Put(id, secret)
	}
	s.Desk.Secrets.PutData(dataToken, dataSecret)
	return players, nil
}

// past takes in the callbacks of everything that happened before today, and a
// few that cannot be accepted.
func (s *Session) past(ctx context.Context) (err error) {
	const source = "history.ndjson"
	intake := s.Desk.Intake(source)
	defer func() {
		if closed := intake.Finish(ctx, err); err == nil {
			err = closed
		}
	}()
	line := 0
	var batch []ledger.Inbound
	take := func(raw []byte) error {
		line++
		batch = append(batch, callbacks.Check(s.Desk.Secrets, source, line, raw))
		if len(batch) < part {
			return nil
		}
		err := intake.Store(ctx, batch)
		batch = nil
		return err
	}
	var last []byte
	s.Platform.AllCallbacks(func(raw []byte) bool {
		last = raw
		err = take(raw)
		return err == nil
	})
	for _, raw := range spoiled(last) {
		if err == nil {
			err = take(raw)
		}
	}
	if err != nil || len(batch) == 0 {
		return err
	}
	return intake.Store(ctx, batch)
}

// listen receives the platform's callbacks from now on.
func (s *Session) listen(ctx context.Context, o Options) error {
	s.live = s.Desk.Intake("listen")
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- listen.Listen(ctx, listen.Options{Addr: "127.0.0.1:0", Secrets: s.Desk.Secrets, Sink: s.live, Log: func(line string) { o.Log("%s", line) },
			Ready: func(addr string) { ready <- addr }})
	}()
	select {
	case addr := <-ready:
		s.Platform.SetCallbackURL("http://" + addr + "/callbacks")
	case err := <-ended:
		return &ledger.Error{Code: ledger.ErrNetwork, Message: "the demo cannot listen on this machine", Err: err}
	}
	s.ends = append(s.ends, func() error {
		err := <-ended
		if closed := s.live.Finish(context.WithoutCancel(ctx), err); err == nil {
			err = closed
		}
		return err
	})
	return nil
}

// play makes the refunds of the scenes.
func (s *Session) play(ctx context.Context, on []sandbox.Payment) error {
	for i, p := range on[:min(len(on), len(scenes))] {
		stored, err := s.Desk.Lookup(ctx, p.Project, p.ID)
		if err != nil {
			return err
		}
		_, sent, err := s.Desk.PlanNow(ctx, stored.RowID, scenes[i].share(stored.Amount(stored.Captured)), scenes[i].reason)
		if err != nil {
			return err
		}
		if sent {
			s.Refunds++
		}
	}
	return nil
}

// Close ends the servers and removes everything.
func (s *Session) Close() error {
	s.stop()
	var errs []error
	for i := len(s.ends) - 1; i >= 0; i-- {
		errs = append(errs, s.ends[i]())
	}
	return errors.Join(append(errs, os.RemoveAll(s.folder))...)
}
