package breaks

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/money"
	"contra/core/recon/archive"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/pane"
	"contra/ui/tui/theme"
)

// current is the finding under the cursor of the list.
func (p *Page) current() (archive.Finding, bool) {
	f, ok := p.list.Current()
	return f, ok && p.inside && f.Run == p.run && p.facts != nil
}

// look fills the detail with what is under the cursor.
func (p *Page) look() tea.Cmd {
	if p.facts == nil {
		return nil
	}
	if !p.inside {
		g, ok := p.groups.Current()
		f := p.facts
		p.Detail.Set(func(w int) []pane.Line {
			if !ok || g.id == everyBreak {
				return p.runLines(f, w)
			}
			return p.groupLines(f, g, w)
		}, p.described == described{f.run.ID, g.id})
		p.described = described{f.run.ID, g.id}
		return nil
	}
	f, ok := p.current()
	if !ok {
		p.told = archive.Finding{}
		p.Detail.Set(prose.None, false)
		return nil
	}
	at := placeOf(f)
	p.tell(f, placeOf(p.told) == at)
	p.told = f
	return p.h.Clock.After(settled, settledMsg{p, at})
}

// described is what the detail is about while the groups are shown.
type described struct {
	run   int64
	group string
}

// describes tells whether the detail is about the group under the cursor.
func (p *Page) describes() bool {
	g, _ := p.groups.Current()
	return p.facts != nil && p.described == described{p.facts.run.ID, g.id}
}

// reasonsOf is why a finding is what it is, nil while that is not known.
func (p *Page) reasonsOf(f archive.Finding) *reasons {
	if p.reasons == nil || p.reasons.place != placeOf(f) {
		return nil
	}
	return p.reasons
}

// tell fills the detail with a finding, which is whole as the list has it; what
// was taken back and what is near follows when the cursor rests.
func (p *Page) tell(f archive.Finding, keep bool) {
	facts, r := p.facts, p.reasonsOf(f)
	p.Detail.Set(func(w int) []pane.Line { return p.findingLines(facts, f, r, w) }, keep)
}

// findingLines is the detail of a finding in w columns.
func (p *Page) findingLines(x *facts, f archive.Finding, r *reasons, w int) []pane.Line {
	l := &prose.Lines{W: w}
	if f.Kind == archive.Paired {
		p.pairLines(l, x, f)
	} else {
		p.breakLines(l, x, f, r)
	}
	if r != nil {
		history(l, r.decided)
	}
	l.Blank()
	if f.Kind == archive.Broken {
		known := fmt.Sprintf("since %s UTC", page.Moment(f.Since))
		l.Fact("known", known+", "+page.Things(int64(prose.Days(f.Since, p.h.Now())), "day", "days"))
	}
	l.Fact("break id", f.Key)
	return l.Out
}

// breakLines says first why it is a break and what is next; the two sides stand below.
func (p *Page) breakLines(l *prose.Lines, x *facts, f archive.Finding, r *reasons) {
	glyph, tone := mark(p.h.Styles, f)
	l.Add(pane.Part{Text: glyph + " " + string(f.Code) + "  ", Tone: tone}, pane.Part{Text: stake(f.Stake), Tone: theme.Strong})
	l.Para(theme.Plain, page.Sentence(f.Break.Reason))
	switch d := f.Decision; {
	case f.Kind == archive.Expected && !f.Break.Due.IsZero():
		l.Para(theme.Accent, "Next: nothing; it has to be in a report by "+page.Moment(f.Break.Due)+" UTC.")
	case f.Kind != archive.Broken:
		l.Para(theme.Muted, "Next: "+page.Stop(f.Code.About().Next))
	case d != nil:
		tone, decided := theme.Good, prose.Decided(d.Verb)+" by "+d.Operator+", "+page.Moment(d.At)+" UTC"
		if f.Open() {
			tone = theme.Warn
			decided += "; still open"
		}
		l.Para(tone, page.Sentence(decided))
		l.Para(theme.Plain, "“"+d.Note+"”")
	default:
		l.Para(theme.Accent, "Next: "+page.Stop(f.Code.About().Next))
	}
	l.Blank()
	l.Sides(&x.run, f.Break.Report, f.Break.Local)
	for i := range f.Break.Near {
		if i == 0 {
			l.Heading("Fits as well")
		}
		l.Record(&x.run, &f.Break.Near[i])
	}
	near(l, &x.run, r, mostNear)
}

// stake is what is at stake in a break; of a row that could not be read not even the
// currency may be known.
func stake(a money.Amount) string {
	if a.Currency == "" {
		return "no amount that could be read"
	}
	return prose.Signed(a)
}

func (p *Page) pairLines(l *prose.Lines, x *facts, f archive.Finding) {
	l.Add(pane.Part{Text: p.h.Styles.Check + " matched  ", Tone: theme.Good}, pane.Part{Text: f.PaymentID, Tone: theme.Strong})
	l.Para(theme.Muted, "Because of "+prose.By(f.Pair.By)+".")
	l.Para(theme.Plain, f.Pair.Note)
	l.Blank()
	l.Sides(&x.run, f.Pair.Report, f.Pair.Local)
	if f.Pair.Off != 0 {
		off := f.Stake
		off.Minor = f.Pair.Off
		l.Fact("off by", prose.Signed(off)+", which is tolerated")
	}
}

// history is what was decided before, the newest first.
func history(l *prose.Lines, all []archive.Decision) {
	title := false
	for _, d := range slices.Backward(all) {
		if d.UndoneAt.IsZero() {
			continue
		}
		if !title {
			l.Heading("Taken back")
			title = true
		}
		l.Para(theme.Muted, fmt.Sprintf("%s by %s, “%s”; taken back by %s, %s UTC", prose.Decided(d.Verb), d.Operator, d.Note, d.Undone, page.Moment(d.UndoneAt)))
	}
}
