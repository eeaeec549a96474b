package data

import (
	"fmt"
	"strings"
	"time"

	"contra/core/store/pulls"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// tell shows the pull under the cursor, the balances, and what was pulled.
func (p *Page) tell(keep bool) { p.Detail.Set(p.lines, keep) }

func (p *Page) lines(w int) []pane.Line {
	var s sheet
	s.w = w
	if p.facts.token != nil {
		s.para(theme.Warn, "No token of the Data API is set, so nothing can be asked. t tells how to set one.")
		s.gap()
	}
	if x, ok := p.grid.Current(); ok {
		p.run(&s, x)
	}
	p.balances(&s)
	p.coverage(&s)
	return s.lines
}

func (p *Page) balances(s *sheet) {
	if len(p.facts.balances) == 0 {
		s.para(theme.Strong, "Balances")
		s.para(theme.Muted, "none is known: u asks the platform for them")
		s.gap()
		return
	}
	s.para(theme.Strong, "Balances, asked "+age(p.facts.asked(), p.h.Now()))
	wide := 0
	for _, b := range p.facts.balances {
		wide = max(wide, text.Width(b.Amount.String()))
	}
	for _, b := range p.facts.balances {
		name := text.Clean(b.Name)
		if b.Project != 0 {
			name = strings.TrimSpace(fmt.Sprintf("project %d %s", b.Project, name))
		}
		tone := theme.Plain
		if b.Amount.Minor < 0 {
			tone = theme.Bad
		}
		s.row(pane.Part{Text: text.Pad(b.Amount.String(), wide, text.Right), Tone: tone}, pane.Part{Text: "  " + name, Tone: theme.Muted})
	}
	s.para(theme.Muted, "The platform's figures may be half an hour older still. It may decline a refund for want of money although they are high enough.")
	s.gap()
}

func (p *Page) coverage(s *sheet) {
	s.para(theme.Strong, "In the ledger (UTC)")
	if len(p.facts.coverage) == 0 {
		s.para(theme.Muted, "nothing yet: p pulls operations")
	}
	for i := range p.facts.coverage {
		c := &p.facts.coverage[i]
		s.para(theme.Plain, fmt.Sprintf("project %d, %s:", c.Project, listName(c.Kind)))
		s.para(theme.Plain, "  "+page.Moment(c.Spans[0].From)+" to "+page.Moment(c.Until()))
		for n := 1; n < len(c.Spans); n++ {
			s.para(theme.Warn, "  not pulled: "+page.Moment(c.Spans[n-1].To)+" to "+page.Moment(c.Spans[n].From))
		}
	}
}

func (p *Page) run(s *sheet, x pulls.Run) {
	s.para(theme.Strong, fmt.Sprintf("Pull %d: %s", x.ID, listName(x.Kind)))
	s.para(tone(x.State), string(x.State))
	s.para(theme.Warn, text.Clean(x.Why))
	s.para(theme.Plain, page.Moment(x.From)+" to "+page.Moment(x.To)+" UTC")
	if x.Next.Before(x.To) && x.State != pulls.Running {
		s.para(theme.Accent, "whole until "+page.Moment(x.Next)+"; the same pull goes on from there")
	}
	s.para(theme.Plain, fmt.Sprintf("%s read: %s stored, %s known already, %s rejected", page.Things(x.Read, "operation", "operations"),
		page.Count(x.Stored), page.Count(x.Duplicate), page.Count(x.Rejected)))
	if x.Rejected > 0 {
		s.para(theme.Accent, "The Imports page shows what was rejected, and why.")
	}
	s.para(theme.Muted, "projects "+strings.Join(strings.Fields(strings.Trim(fmt.Sprint(x.Projects), "[]")), ", "))
	s.para(theme.Muted, page.Things(x.Pages, "question", "questions")+" to the platform")
	if x.Waited >= time.Second {
		s.para(theme.Muted, "waited "+x.Waited.Round(time.Second).String()+" for the platform's pace")
	}
	s.para(theme.Muted, "by "+text.Clean(x.Operator)+", begun "+page.Moment(x.StartedAt)+" UTC")
	if took := x.EndedAt.Sub(x.StartedAt).Round(time.Second); !x.EndedAt.IsZero() && took > 0 {
		s.para(theme.Muted, "took "+took.String())
	}
	s.gap()
}

// sheet gathers wrapped lines.
type sheet struct {
	w     int
	lines []pane.Line
}

func (s *sheet) para(tone theme.Tone, body string) {
	if body == "" {
		return
	}
	for _, l := range text.Wrap(body, max(s.w-3, 10)) {
		s.lines = append(s.lines, pane.Plain(tone, l))
	}
}

// row is one line that is not wrapped.
func (s *sheet) row(parts ...pane.Part) { s.lines = append(s.lines, pane.Line{Parts: parts}) }

func (s *sheet) gap() { s.lines = append(s.lines, pane.Plain(theme.Plain, "")) }

// age says how long ago something was.
func age(at, now time.Time) string {
	switch d := now.Sub(at); {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", int(d/time.Minute))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h ago", int(d/time.Hour))
	default:
		return fmt.Sprintf("%d days ago", int(d/(24*time.Hour)))
	}
}
