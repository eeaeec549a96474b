package breaks

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/pane"
	"contra/ui/tui/theme"
)

// place is one finding of one run.
type place struct{ run, n int64 }

// story is all that is known of a finding.
type story struct {
	place
	finding archive.Finding
	decided []archive.Decision // oldest first, undone ones too
}

func tell(ctx context.Context, h *page.Host, at place) (s story, err error) {
	s.place = at
	if s.finding, err = runs.Finding(ctx, h.Desk.Store, at.run, at.n); err != nil {
		return s, err
	}
	s.decided, err = runs.Decisions(ctx, h.Desk.Store, s.finding.Key)
	return s, err
}

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
		p.story = nil
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
		p.story = nil
		p.Detail.Set(nil, false)
		return nil
	}
	same := p.story != nil && p.story.place == place{f.Run, f.N}
	if !same {
		p.story = nil
	}
	p.tellFinding(f, same)
	return p.teller.Ask(place{f.Run, f.N})
}

// described is what the detail is about while the groups are shown.
type described struct {
	run   int64
	group string
}

// told tells whether the detail is about the group under the cursor.
func (p *Page) told() bool {
	g, _ := p.groups.Current()
	return p.facts != nil && p.described == described{p.facts.run.ID, g.id}
}

func (p *Page) toldStory(a page.Answer[place, story]) tea.Cmd {
	f, ok := p.current()
	if !ok || a.Key != (place{f.Run, f.N}) {
		return nil
	}
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	fresh := p.story == nil
	p.story = &a.Value
	p.tellFinding(a.Value.finding, !fresh)
	return p.h.Clock.After(settled, settledMsg{p, a.Key})
}

// reasonsOf is why a finding is what it is, nil while that is not known.
func (p *Page) reasonsOf(f archive.Finding) *reasons {
	if p.reasons == nil || p.reasons.place != (place{f.Run, f.N}) {
		return nil
	}
	return p.reasons
}

func (p *Page) tellFinding(f archive.Finding, keep bool) {
	facts, s := p.facts, p.story
	p.Detail.Set(func(w int) []pane.Line { return p.findingLines(facts, f, s, w) }, keep)
}

// findingLines is the detail of a finding in w columns.
func (p *Page) findingLines(x *facts, f archive.Finding, s *story, w int) []pane.Line {
	l := &prose.Lines{W: w}
	if f.Kind == archive.Paired {
		p.pairLines(l, x, f)
	} else {
		p.breakLines(l, x, f, p.reasonsOf(f))
	}
	if s != nil {
		history(l, s.decided)
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
	l.Add(pane.Part{Text: glyph + " " + string(f.Code) + "  ", Tone: tone}, pane.Part{Text: prose.Signed(f.Stake), Tone: theme.Strong})
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
