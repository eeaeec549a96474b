// Package closing signs months: what is signed, what that needs, and what
// becomes of it when late data comes. The lock itself is in the ledger's file.
package closing

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/recon/run"
	"contra/core/store"
	"contra/core/store/runs"
)

// Closer signs months.
type Closer struct {
	Store   *store.Store
	Runs    *run.Runner
	Program string // name and version, for the record
}

// Readiness is what a month is like before it is signed.
type Readiness struct {
	Month     string
	Run       archive.Run
	Open      []archive.Finding // breaks that somebody still has to do something about
	Undecided int               // of them, those that nobody looked at
	Carried   []Carried         // open breaks of the month before that are not cleared
	Forward   []archive.Forward
	Checks    []recon.Check // the five identities
	Blockers  []string      // why it cannot be signed
	InForce   *archive.Close
	Late      []archive.Late
	Changes   []Change // against what was signed
}

// Look compares the month as it is now and says whether it can be signed.
// Nothing is stored but the comparison.
func (c *Closer) Look(ctx context.Context, month, zone string, progress run.Progress) (Readiness, error) {
	out := Readiness{Month: month}
	q, err := c.Runs.MonthRequest(ctx, month, zone)
	if err != nil {
		return out, err
	}
	if out.Run, err = c.Runs.Run(ctx, q, progress); err != nil {
		return out, err
	}
	return out, c.describe(ctx, &out)
}

func (c *Closer) describe(ctx context.Context, out *Readiness) error {
	inForce, ok, err := runs.InForce(ctx, c.Store, out.Month)
	if err != nil {
		return err
	}
	if ok {
		out.InForce = &inForce
		if out.Late, err = runs.Late(ctx, c.Store, inForce.ID); err != nil {
			return err
		}
	}
	if out.Run.ID == 0 {
		return ledger.Errorf(ledger.ErrReadOnly, "the ledger is open read-only, so nothing can be signed").WithHint("start without --read-only")
	}
	if out.Open, err = runs.Findings(ctx, c.Store, out.Run.ID, runs.Filter{Open: true}, 0, -1); err != nil {
		return err
	}
	for i := range out.Open {
		if out.Open[i].Decision == nil {
			out.Undecided++
		}
	}
	if err := c.roll(ctx, out); err != nil {
		return err
	}
	out.Checks = append(out.Checks, out.Run.Summary.Checks...)
	out.Checks = append(out.Checks, rollChecks(out.Forward)...)
	for _, k := range out.Checks {
		if !k.Holds {
			out.Blockers = append(out.Blockers, "an identity does not hold: "+k.Words)
		}
	}
	if ok {
		out.Changes = compare(inForce.Signed, out)
		if inForce.Standing == archive.Signed {
			out.Blockers = append(out.Blockers, fmt.Sprintf("it is signed, by %s on %s", inForce.Operator, inForce.At.Format("2006-01-02 15:04 MST")))
		}
	}
	return nil
}

// Request says what is signed.
type Request struct {
	Month, Zone, Note string
	Undecided         bool // sign although nobody looked at some breaks
}

// signed is what the audit entry of a signature records.
type signed struct {
	Close     int64             `json:"close"`
	Month     string            `json:"month"`
	Zone      string            `json:"zone"`
	Run       int64             `json:"run"`
	Note      string            `json:"note,omitempty"`
	Signature archive.Signature `json:"signature"`
}

// Sign signs a month as it is now. An identity that does not hold, or a break
// that nobody looked at, is in the way; the latter can be overruled with a note.
func (c *Closer) Sign(ctx context.Context, q Request, progress run.Progress) (archive.Close, error) {
	q.Note = strings.TrimSpace(q.Note)
	look, err := c.Look(ctx, q.Month, q.Zone, progress)
	if err != nil {
		return archive.Close{}, err
	}
	if len(look.Blockers) > 0 {
		code := ledger.ErrState
		if look.InForce != nil && look.InForce.Standing == archive.Signed {
			code = ledger.ErrLocked
		}
		return archive.Close{}, ledger.Errorf(code, "%s cannot be signed: %s", q.Month, strings.Join(look.Blockers, "; ")).WithHint("contra reopen %s takes a signature back", q.Month)
	}
	if look.Undecided > 0 && (!q.Undecided || q.Note == "") {
		return archive.Close{}, ledger.Errorf(ledger.ErrState, "%d breaks of %s are undecided", look.Undecided, q.Month).
			WithHint("decide about them, or sign with --undecided and a note that says why")
	}
	x := archive.Close{Month: q.Month, Zone: look.Run.Zone, Period: look.Run.Period, Run: look.Run.ID, Note: q.Note, Signed: c.signature(&look)}
	err = c.Store.Write(ctx, "signing the month", func(tx *store.Tx) error {
		books, err := store.Books(ctx, tx)
		if err != nil {
			return err
		}
		if books != look.Run.Books {
			return ledger.Errorf(ledger.ErrChanged, "the ledger changed while %s was looked at", q.Month).WithHint("look at it again, then sign")
		}
		seq, head, err := tx.Head(ctx)
		if err != nil {
			return err
		}
		x.Signed.AuditSeq, x.Signed.AuditHead = seq, hex.EncodeToString(head)
		if err := runs.Sign(ctx, tx, &x); err != nil {
			return err
		}
		tx.Record("month.signed", q.Month, signed{x.ID, x.Month, x.Zone, x.Run, x.Note, x.Signed})
		return nil
	})
	return x, err
}

func (c *Closer) signature(look *Readiness) archive.Signature {
	s := look.Run.Summary
	out := archive.Signature{Fingerprint: look.Run.Fingerprint, Rows: s.Rows, Matched: s.Matched, Totals: s.Totals, Counts: s.Counts, Checks: look.Checks,
		Carried: look.Forward, Reports: s.Reports, Program: c.Program, Preparer: look.Run.Operator, Open: []archive.OpenBreak{}}
	for _, f := range look.Open {
		o := open(&f)
		out.Open = append(out.Open, o)
	}
	for _, k := range look.Carried {
		out.Open = append(out.Open, k.Break)
	}
	return out
}

func open(f *archive.Finding) archive.OpenBreak {
	o := archive.OpenBreak{Key: f.Key, Code: f.Code, Project: f.Project, PaymentID: f.PaymentID, OperationID: f.OperationID, Stake: f.Stake, Since: f.Since, Reason: f.Break.Reason}
	if f.Decision != nil {
		o.Note = f.Decision.Note
	}
	return o
}

// Reopen takes the signature under a month out of force. The note stays with it.
func (c *Closer) Reopen(ctx context.Context, month, note string) (archive.Close, error) {
	if note = strings.TrimSpace(note); note == "" {
		return archive.Close{}, ledger.Errorf(ledger.ErrUsage, "a note is needed: why is %s reopened?", month)
	}
	var x archive.Close
	err := c.Store.Write(ctx, "reopening the month", func(tx *store.Tx) (err error) {
		var ok bool
		if x, ok, err = runs.InForce(ctx, tx, month); err != nil {
			return err
		}
		if !ok {
			return ledger.Errorf(ledger.ErrNotFound, "%s is not signed", month).WithHint("contra months shows where each month stands")
		}
		if err := runs.Reopen(ctx, tx, x.ID, note); err != nil {
			return err
		}
		x.Standing, x.Why, x.Changed = archive.Reopened, note, tx.Now()
		tx.Record("month.reopened", month, map[string]any{"close": x.ID, "month": month, "note": note})
		return nil
	})
	return x, err
}
