package breaks

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// runLines is the detail of a comparison as a whole.
func (p *Page) runLines(f *facts, w int) []pane.Line {
	l := &prose.Lines{W: w}
	s := f.run.Summary
	l.Add(pane.Part{Text: f.name + "  ", Tone: theme.Strong}, pane.Part{Text: fmt.Sprintf("run %d", f.run.ID), Tone: theme.Muted})
	what, tone := f.next()
	l.Para(tone, "Next: "+page.Stop(what))
	l.Heading("What holds")
	prose.Five(l, p.h.Styles, s.Checks)
	for _, t := range s.Totals {
		l.Heading(string(t.Currency) + ", over what succeeded")
		l.Sum("report", money.New(t.Report, t.Currency))
		l.Sum("ledger", money.New(t.Local, t.Currency))
		l.Sum("matched", money.New(t.Matched, t.Currency))
		if t.Tolerated != 0 {
			l.Sum("tolerated", money.New(t.Tolerated, t.Currency))
		}
	}
	l.Heading("Rows")
	l.Fact("matched", page.Count(s.Matched)+" of "+page.Count(s.Rows.Accepted)+", "+page.Count(s.Joined)+" by operation id alone")
	for _, rule := range slices.Sorted(maps.Keys(s.Ignored)) {
		l.Fact("left out", page.Count(s.Ignored[rule])+": "+rule)
	}
	if s.Rows.Rejected > 0 {
		l.Toned("rejected", theme.Warn, page.Count(s.Rows.Rejected)+": Reports shows and mends them")
	}
	if s.Confirmed > 0 {
		l.Fact("confirmed", page.Things(s.Confirmed, "refund of ours was seen for the first time", "refunds of ours were seen for the first time"))
	}
	if s.Settled > 0 {
		l.Fact("settled", page.Things(s.Settled, "refund of ours got its outcome", "refunds of ours got their outcome"))
	}
	l.Heading("Compared")
	for _, r := range s.Reports {
		l.Fact("report", fmt.Sprintf("%s, %s, layout %s", prose.Base(r.Name), page.Things(r.Rows, "row", "rows"), layout(r)))
	}
	l.Fact("days in", f.run.Zone)
	if !s.CutOff.IsZero() {
		l.Fact("known up to", page.Moment(s.CutOff)+" UTC")
	}
	for _, rule := range rules(&f.run.Rules) {
		l.Fact("rule", rule)
	}
	l.Fact("by", f.run.Operator+", "+page.Moment(f.run.StartedAt)+" UTC")
	l.Heading("The sums in full")
	prose.Checks(l, p.h.Styles, s.Checks)
	if f.close != nil {
		l.Heading("Signature")
		prose.Close(l, p.h.Styles, f.close)
	}
	return l.Out
}

func layout(s archive.Source) string {
	name := s.Profile
	if name == "" {
		name = "without a name"
	}
	if s.Version > 0 {
		name += fmt.Sprintf(", version %d", s.Version)
	}
	return name
}

// rules says in words what counts as equal besides what is.
func rules(r *recon.Rules) (out []string) {
	for _, c := range slices.Sorted(maps.Keys(r.Tolerance)) {
		out = append(out, "amounts may differ by "+money.New(r.Tolerance[c], c).String())
	}
	if r.Due > 0 {
		out = append(out, fmt.Sprintf("due in a report after %s", span(r.Due.Hours())))
	}
	for _, from := range slices.Sorted(maps.Keys(r.Statuses)) {
		out = append(out, fmt.Sprintf("status %q means %q", from, r.Statuses[from]))
	}
	for _, from := range slices.Sorted(maps.Keys(r.Types)) {
		out = append(out, fmt.Sprintf("type %q means %q", from, r.Types[from]))
	}
	for _, g := range r.Groups {
		out = append(out, "all of one "+string(g.By)+" is one whole")
	}
	for _, f := range r.Fees {
		out = append(out, fmt.Sprintf("a fee of %s and %d.%02d %%", money.New(f.Fixed, f.Currency), f.Basis/100, f.Basis%100))
	}
	return out
}

func span(hours float64) string {
	if h := int64(hours); h%24 == 0 {
		return page.Things(h/24, "day", "days")
	}
	return page.Things(int64(hours), "hour", "hours")
}

// next says what should be done with the comparison now.
func (f *facts) next() (string, theme.Tone) {
	switch {
	case f.locked():
		return "nothing: the month is signed", theme.Muted
	case !f.last:
		return "this is an older comparison of the month; L lists them all", theme.Warn
	case f.unread > 0:
		return page.Things(f.unread, "row", "rows") + " could not be read: Enter opens the breaks, w mends a row", theme.Warn
	case f.undecided > 0:
		return "decide about " + page.Things(f.undecided, "open break", "open breaks") + ": Enter opens them", theme.Accent
	case f.close != nil && f.close.Standing == archive.Stale:
		return "S shows what changed and signs the month again", theme.Warn
	case f.run.Month != "" && f.open > 0:
		return page.Things(f.open, "open break is", "open breaks are") + " contested or carried forward: S signs the month", theme.Good
	case f.run.Month != "":
		return "no break is open: S signs the month", theme.Good
	}
	return "no break is open", theme.Good
}

// groupLines is the detail of the findings of one code.
func (p *Page) groupLines(f *facts, g group, w int) []pane.Line {
	l := &prose.Lines{W: w}
	glyph, tone := g.mark(p.h.Styles)
	l.Add(pane.Part{Text: glyph + " " + g.title, Tone: tone})
	if g.filter.Kind == archive.Paired {
		l.Para(theme.Muted, "Rows that took more than their operation id: a fee to be checked, the values, a reference, a sum, or a person. U keeps the two sides of one apart.")
		return l.Out
	}
	code := recon.Code(g.filter.Code)
	about := code.About()
	l.Para(theme.Muted, page.Sentence(about.Meaning))
	l.Blank()
	l.Fact("there are", g.counted())
	if g.filter.Kind == archive.Broken {
		l.Fact("severity", string(about.Severity))
	}
	if !g.oldest.IsZero() {
		l.Fact("oldest", page.Moment(g.oldest)+" UTC, "+page.Things(int64(prose.Days(g.oldest, f.now)), "day", "days"))
	}
	l.Para(theme.Accent, "Next: "+page.Stop(about.Next))
	for _, a := range g.stake {
		l.Heading(string(a.Currency))
		l.Sum("at stake", a)
		for _, s := range f.run.Summary.Sides {
			if s.Code == code && s.Currency == a.Currency {
				l.Sum("report", money.New(s.Report, s.Currency))
				l.Sum("ledger", money.New(s.Local, s.Currency))
			}
		}
	}
	l.Blank()
	l.Para(theme.Muted, "At stake is what the report says less what the ledger says; where one of them has nothing, what the other says. Money that came in counts +, what went back counts -.")
	return l.Out
}

// legend explains the view while nothing was compared.
func (p *Page) legend(w int) []pane.Line {
	l := &prose.Lines{W: w}
	for _, s := range []string{
		"A report is what the platform says that happened. It is compared with the ledger, operation by operation, and every difference becomes a break with one code, both sides, and a sentence that says why.",
		"o imports a report, as CSV, packed or not. Columns that are not known are asked about once.",
		"When no break of a month is open any more, S signs it. What comes in later is seen, and the month has to be signed again.",
	} {
		l.Para(theme.Muted, s)
		l.Blank()
	}
	return l.Out
}

// head is two lines above the breaks: what was compared, and whether it adds up.
func (p *Page) head(w int) string {
	st := p.h.Styles
	if p.facts == nil {
		first := " no report was compared yet"
		if p.run != 0 {
			first = " reading…"
		}
		return text.Pad(first, w, text.Left) + "\n" + text.Spaces(w)
	}
	f := p.facts
	s := f.run.Summary
	parts := []string{f.name}
	switch {
	case f.locked():
		parts = append(parts, "signed by "+f.close.Operator+", locked")
	case f.close != nil:
		parts = append(parts, "signed and changed since")
	case !f.last:
		parts = append(parts, fmt.Sprintf("older run %d", f.run.ID))
	}
	parts = append(parts, f.breaks())
	if f.run.Expected > 0 {
		parts = append(parts, page.Count(f.run.Expected)+" expected")
	}
	parts = append(parts, page.Count(s.Matched)+" of "+page.Things(s.Rows.Accepted, "row agrees", "rows agree"))
	if len(s.Reports) == 1 {
		parts = append(parts, prose.Base(s.Reports[0].Name))
	} else {
		parts = append(parts, page.Things(int64(len(s.Reports)), "report", "reports"))
	}
	first := " " + text.Truncate(text.Clean(strings.Join(parts, " · ")), max(w-1, 0))
	return text.Pad(first, w, text.Left) + "\n" + p.second(st, w)
}

// breaks counts the breaks, and the open ones among them.
func (f *facts) breaks() string {
	n := f.count(archive.Broken)
	if n == f.open {
		return page.Things(n, "break", "breaks")
	}
	return page.Things(n, "break", "breaks") + ", " + page.Count(f.open) + " open"
}

// second says whether the sums add up, and how old the open breaks are.
func (p *Page) second(st *theme.Styles, w int) string {
	said, tone := prose.Verdict(st, p.facts.run.Summary.Checks, w-2)
	age := p.aging()
	left := " " + said
	if free := w - text.Width(left) - text.Width(age) - 1; free >= 2 {
		return st.Tone(tone).Render(left) + text.Spaces(free) + st.Tone(theme.Muted).Render(age) + " "
	}
	short, _ := prose.Verdict(st, p.facts.run.Summary.Checks, max(w-text.Width(age)-5, 0))
	left = " " + short
	if free := w - text.Width(left) - text.Width(age) - 1; free >= 2 {
		return st.Tone(tone).Render(left) + text.Spaces(free) + st.Tone(theme.Muted).Render(age) + " "
	}
	return st.Tone(tone).Render(text.Pad(left, w, text.Left))
}

// aging is how long the open breaks have been known.
func (p *Page) aging() string {
	if p.ages == nil || p.facts.open == 0 {
		return ""
	}
	a := p.ages
	return fmt.Sprintf("age 0–1 d %s · 2–7 d %s · 8–30 d %s · >30 d %s", page.Count(a[0]), page.Count(a[1]), page.Count(a[2]), page.Count(a[3]))
}
