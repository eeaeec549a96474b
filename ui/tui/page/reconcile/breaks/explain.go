package breaks

import (
	"context"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/recon/explain"
	"contra/core/store/runs"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/pane"
	"contra/ui/tui/recondialog"
	"contra/ui/tui/theme"
)

// place is one finding of one run. While a window is read the cursor may stand on a
// finding of the run before, whose number another one has by now: the key tells.
type place struct {
	run, n int64
	key    string
}

func placeOf(f archive.Finding) place { return place{f.Run, f.N, f.Key} }

// reasons is why a finding is what it is: rule by rule, and what else there was.
type reasons struct {
	place
	lines      []explain.Line      // the two sides, where it has both
	candidates []explain.Candidate // the nearest first
	decided    []archive.Decision  // oldest first, those taken back too
}

func reason(ctx context.Context, h *page.Host, x *archive.Run, f archive.Finding) (reasons, error) {
	r := reasons{place: placeOf(f)}
	var err error
	if r.decided, err = runs.Decisions(ctx, h.Desk.Store, f.Key); err != nil {
		return r, err
	}
	if f.Kind == archive.Paired {
		r.lines = explain.Pair(f.Pair, x.Rules)
		return r, nil
	}
	if both := explain.Break(recon.Break{Report: f.Break.Report}, f.Break.Local, x.Rules); len(both) == 1 {
		r.lines = both[0].Lines
	}
	rows, operations, err := h.Desk.Runs.Near(ctx, *x, f)
	r.candidates = explain.Break(f.Break, slices.Concat(f.Break.Near, rows, operations), x.Rules)
	return r, err
}

// settled is how long the cursor rests before candidates are looked for, which
// takes a look into the reports.
const settled = 250 * time.Millisecond

type settledMsg struct {
	p  *Page
	at place
}

// rest looks for candidates of the finding on which the cursor rests.
func (p *Page) rest(m settledMsg) tea.Cmd {
	f, ok := p.current()
	if m.p != p || !ok || m.at != placeOf(f) || p.reasons != nil && p.reasons.place == m.at {
		return nil
	}
	return p.reasoner.Ask(f)
}

func (p *Page) reasoned(a page.Answer[archive.Finding, reasons]) tea.Cmd {
	f, ok := p.current()
	if a.Err != nil || !ok || a.Value.place != placeOf(f) {
		return nil // they are not missed: e tells why
	}
	p.reasons = &a.Value
	p.tell(f, true)
	return nil
}

// mostNear is how many candidates stand in the detail.
const mostNear = 3

// near writes the nearest candidates and what speaks against each.
func near(l *prose.Lines, x *archive.Run, r *reasons, most int) {
	if r == nil || len(r.candidates) == 0 {
		return
	}
	l.Heading("Nearest besides")
	for i := range r.candidates {
		if i == most {
			l.Para(theme.Muted, page.Things(int64(len(r.candidates)-i), "more: e shows it", "more: e shows them"))
			break
		}
		c := &r.candidates[i]
		l.Record(x, &c.Record)
		if c.Failed == 0 {
			l.Para(theme.Warn, "    nothing speaks against it: it has another match, or several fit")
		}
		for _, line := range c.Lines {
			if line.Outcome == explain.Fail {
				l.Para(theme.Bad, "    ≠ "+string(line.Rule)+": "+line.Words)
			}
		}
	}
}

// rulesLines writes rules with what each found.
func rulesLines(l *prose.Lines, all []explain.Line) {
	for _, x := range all {
		sign, tone := "=", theme.Good
		switch x.Outcome {
		case explain.Fail:
			sign, tone = "≠", theme.Bad
		case explain.Unknown:
			sign, tone = "?", theme.Muted
		}
		l.Add(pane.Part{Text: "  " + sign + " ", Tone: tone}, pane.Part{Text: string(x.Rule) + ": " + x.Words})
	}
}

// explain shows every rule with what it found, and every candidate, as text to
// read and to search in.
func (p *Page) explain() tea.Cmd {
	f, _ := p.current()
	x, h, asked := &p.facts.run, p.h, p.h.Clock.Now()
	return recondialog.Read(p.work, "Looking for what is near", func(ctx context.Context) (reasons, error) { return reason(ctx, h, x, f) },
		func(r reasons) tea.Cmd {
			return p.work.Open(asked, dialog.NewViewer("break-explain", "Explain "+title(f), prose.Plain(p.explanation(f, &r)), nil))
		})
}

func (p *Page) explanation(f archive.Finding, r *reasons) []pane.Line {
	l := &prose.Lines{W: min(100, p.Split.W-2)}
	if f.Kind == archive.Paired {
		l.Para(theme.Plain, "Matched because of "+prose.By(f.Pair.By)+".")
	} else {
		l.Para(theme.Plain, string(f.Code)+": "+page.Stop(f.Break.Reason))
	}
	if len(r.lines) > 0 {
		l.Heading("The ledger, as seen from the report, rule by rule")
		rulesLines(l, r.lines)
	}
	for i := range r.candidates {
		c := &r.candidates[i]
		side := "the ledger"
		if c.Record.Line > 0 {
			side = "the report"
		}
		l.Heading("Near in " + side)
		l.Record(&p.facts.run, &c.Record)
		rulesLines(l, c.Lines)
	}
	if len(r.candidates) == 0 && f.Kind != archive.Paired {
		l.Heading("Nothing near")
		l.Para(theme.Plain, "No other row or operation is of the same payment, or of the same amount within the days that are allowed.")
	}
	return l.Out
}
