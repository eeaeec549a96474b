package work

import (
	"context"
	"fmt"
	"strings"

	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/recon/run"
	"contra/core/refund"
	"contra/core/store"
	"contra/core/store/runs"
)

// Breaks works on what runs found.
type Breaks struct {
	Store   *store.Store
	Runs    *run.Runner
	Refunds *refund.Runner
}

// Plan is what a decision would do, to be looked at before it is done.
type Plan struct {
	Run      archive.Run
	Verb     archive.Verb
	Note     string
	Findings []archive.Finding // those that it would decide
	Refused  []Refusal         // those that it would leave
	Sums     []runs.Sum        // of Findings, by code and currency
}

// Refusal is a finding that a decision does not fit.
type Refusal struct {
	Finding archive.Finding
	Why     string
}

// Plan says what deciding these findings would do. Nothing is changed. numbers
// nil means all that the filter lets through.
func (b *Breaks) Plan(ctx context.Context, runID int64, numbers []int64, f runs.Filter, verb archive.Verb, note string) (Plan, error) {
	p := Plan{Verb: verb, Note: strings.TrimSpace(note)}
	var err error
	if p.Run, err = runs.Get(ctx, b.Store, runID); err != nil {
		return p, err
	}
	if err := mayDecide(verb); err != nil {
		return p, err
	}
	all, err := b.chosen(ctx, runID, numbers, f)
	if err != nil {
		return p, err
	}
	for _, x := range all {
		if why := refuse(&x, verb); why != "" {
			p.Refused = append(p.Refused, Refusal{x, why})
			continue
		}
		p.Findings = append(p.Findings, x)
	}
	p.Sums = sums(p.Findings)
	return p, nil
}

func (b *Breaks) chosen(ctx context.Context, runID int64, numbers []int64, f runs.Filter) ([]archive.Finding, error) {
	if numbers == nil {
		return runs.Findings(ctx, b.Store, runID, f, 0, -1)
	}
	all := make([]archive.Finding, 0, len(numbers))
	for _, n := range numbers {
		x, err := runs.Finding(ctx, b.Store, runID, n)
		if err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, nil
}

func mayDecide(verb archive.Verb) error {
	switch verb {
	case archive.Accept, archive.Duplicate, archive.Exclude, archive.Contest, archive.Carry:
		return nil
	case archive.Match, archive.Apart, archive.Adopt:
		return ledger.Errorf(ledger.ErrUsage, "%q is not a decision about many breaks at once", verb)
	}
	return ledger.Errorf(ledger.ErrUsage, "%q is no decision", verb).WithHint("one of accept, duplicate, exclude, contest, carry")
}

func refuse(f *archive.Finding, verb archive.Verb) string {
	switch {
	case f.Kind == archive.Expected && verb == archive.Carry:
		return "it is carried forward without a decision: it is not due yet"
	case f.Kind != archive.Broken:
		return "it is no break"
	case f.Decision != nil && f.Decision.Verb == verb:
		return "it is decided so already, by " + f.Decision.Operator
	}
	return ""
}

// Decide carries a plan out: one act, which Undo takes back as one.
func (b *Breaks) Decide(ctx context.Context, p Plan) ([]archive.Decision, error) {
	switch {
	case p.Note == "":
		return nil, ledger.Errorf(ledger.ErrUsage, "a note is needed: why is it so?").WithHint("whoever signs the month will read it")
	case len(p.Findings) == 0:
		return nil, ledger.Errorf(ledger.ErrUsage, "there is nothing to decide")
	}
	all := make([]archive.Decision, len(p.Findings))
	for i, f := range p.Findings {
		all[i] = archive.Decision{Month: p.Run.Month, Key: f.Key, Verb: p.Verb, Note: p.Note}
	}
	return all, b.decide(ctx, p.Run, p.Findings, all)
}

// decided is what the audit entry of an act records.
type decided struct {
	Run       int64              `json:"run"`
	Month     string             `json:"month,omitempty"`
	Decisions []archive.Decision `json:"decisions"`
}

// decide stores decisions unless somebody decided about one of the findings meanwhile.
func (b *Breaks) decide(ctx context.Context, x archive.Run, findings []archive.Finding, all []archive.Decision) error {
	return b.Store.Write(ctx, "storing the decision", func(tx *store.Tx) error {
		for _, f := range findings {
			now, err := runs.Finding(ctx, tx, f.Run, f.N)
			if err != nil {
				return err
			}
			if number(now.Decision) != number(f.Decision) {
				who := "somebody"
				if now.Decision != nil {
					who = now.Decision.Operator
				}
				return ledger.Errorf(ledger.ErrLostRace, "%s decided about %s of %s meanwhile", who, f.Code, f.PaymentID).WithHint("look at it again")
			}
		}
		if err := replace(ctx, tx, all); err != nil {
			return err
		}
		if err := runs.Decide(ctx, tx, all); err != nil {
			return err
		}
		tx.Record("breaks.decided", fmt.Sprintf("run %d", x.ID), decided{x.ID, x.Month, all})
		return nil
	})
}

func number(d *archive.Decision) int64 {
	if d == nil {
		return 0
	}
	return d.ID
}

// Undo takes one act back, and says how many decisions that were.
func (b *Breaks) Undo(ctx context.Context, bulk int64) (n int64, err error) {
	act, err := runs.Act(ctx, b.Store, bulk)
	if err != nil {
		return 0, err
	}
	if len(act) == 0 {
		return 0, ledger.Errorf(ledger.ErrNotFound, "there is no decision %d in force", bulk)
	}
	err = b.Store.Write(ctx, "taking the decision back", func(tx *store.Tx) error {
		n, err = runs.Undo(ctx, tx, bulk, act[0].Month)
		if err == nil && n == 0 {
			err = ledger.Errorf(ledger.ErrLostRace, "decision %d was taken back already", bulk)
		}
		tx.Record("breaks.undone", fmt.Sprintf("decision %d", bulk), map[string]int64{"bulk": bulk, "decisions": n})
		return err
	})
	return n, err
}

// sums adds findings up by code and currency, in their order.
func sums(all []archive.Finding) (out []runs.Sum) {
	for i := range all {
		f := &all[i]
		at := -1
		for k := range out {
			if out[k].Code == string(f.Code) && out[k].Currency == f.Stake.Currency {
				at = k
			}
		}
		if at < 0 {
			out, at = append(out, runs.Sum{Kind: f.Kind, Code: string(f.Code), Currency: f.Stake.Currency}), len(out)
		}
		out[at].Findings++
		out[at].Stake += f.Stake.Minor
	}
	return out
}
