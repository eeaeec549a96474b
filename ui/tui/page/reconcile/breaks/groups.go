package breaks

import (
	"fmt"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// choice is which findings the list shows.
type choice struct {
	title  string
	filter runs.Filter
}

// group is the findings of one code, or all breaks.
type group struct {
	id string
	choice
	n, open int64
	stake   []money.Amount // by currency
	oldest  time.Time      // of the open ones
}

const everyBreak = "all breaks"

// groupsOf puts the findings of a run together by code.
func groupsOf(f *facts) []group {
	if f == nil {
		return nil
	}
	all := group{id: everyBreak, choice: choice{everyBreak, runs.Filter{Kind: archive.Broken}}}
	out := []group{all}
	for _, kind := range []archive.Kind{archive.Broken, archive.Expected, archive.Tolerated} {
		for _, s := range f.sums {
			if s.Kind != kind {
				continue
			}
			at := slices.IndexFunc(out, func(g group) bool { return g.id == string(s.Kind)+s.Code })
			if at < 0 {
				at = len(out)
				out = append(out, group{id: string(s.Kind) + s.Code, choice: choice{s.Code, runs.Filter{Kind: s.Kind, Code: s.Code}}})
			}
			out[at].add(s)
			if kind == archive.Broken {
				out[0].add(s)
			}
		}
	}
	if n := f.run.Summary.Matched - f.run.Summary.Joined; n > 0 {
		out = append(out, group{id: string(archive.Paired), n: n, choice: choice{"matched, not by id", runs.Filter{Kind: archive.Paired}}})
	}
	return out
}

func (g *group) add(s runs.Sum) {
	g.n += s.Findings
	g.open += s.Open
	if s.Oldest != 0 {
		if at := time.UnixMilli(s.Oldest).UTC(); g.oldest.IsZero() || at.Before(g.oldest) {
			g.oldest = at
		}
	}
	if s.Currency == "" {
		return
	}
	at := slices.IndexFunc(g.stake, func(a money.Amount) bool { return a.Currency == s.Currency })
	if at < 0 {
		g.stake = append(g.stake, money.New(s.Stake, s.Currency))
		return
	}
	if sum, ok := money.AddMinor(g.stake[at].Minor, s.Stake); ok {
		g.stake[at].Minor = sum
	}
}

func (p *Page) fetchGroups(req grid.Request[group]) tea.Cmd {
	rows := groupsOf(p.facts)
	return func() tea.Msg {
		out := req.Window(rows, true, true)
		if req.Anchor != nil {
			out.At = max(0, slices.IndexFunc(rows, func(g group) bool { return g.id == req.Anchor.id }))
		}
		return out
	}
}

func groupColumns(h *page.Host) []grid.Column[group] {
	return []grid.Column[group]{
		{ID: "mark", Min: 1, Cell: func(g group) grid.Cell {
			glyph, tone := g.mark(h.Styles)
			return grid.Cell{Text: glyph, Tone: tone}
		}},
		{ID: "what", Title: "what", Min: 19, Max: 27, Frozen: true, Cell: func(g group) grid.Cell {
			if g.id == everyBreak {
				return grid.Cell{Text: g.title, Tone: theme.Strong}
			}
			return grid.Cell{Text: g.title}
		}},
		{ID: "open", Title: "open", Min: 7, Max: 9, Align: text.Right, Cell: func(g group) grid.Cell {
			if g.filter.Kind != archive.Broken {
				return grid.Cell{Text: "-", Tone: theme.Muted}
			}
			return grid.Cell{Text: page.Count(g.open)}
		}},
		{ID: "all", Title: "in all", Min: 7, Max: 9, Align: text.Right, Priority: 2, Cell: func(g group) grid.Cell {
			return grid.Cell{Text: page.Count(g.n), Tone: theme.Muted}
		}},
		{ID: "stake", Title: "at stake", Min: 15, Max: 32, Flex: 1, Align: text.Right, Cell: func(g group) grid.Cell { return grid.Cell{Text: prose.Sums(g.stake)} }},
		{ID: "oldest", Title: "oldest", Min: 6, Max: 6, Align: text.Right, Priority: 1, Cell: func(g group) grid.Cell {
			return grid.Cell{Text: prose.Age(g.oldest, h.Now()), Tone: theme.Muted}
		}},
	}
}

// mark is that of the worst code among the open ones.
func (g group) mark(st *theme.Styles) (string, theme.Tone) {
	if g.id == everyBreak {
		if g.open > 0 {
			return st.Attention, theme.Bad
		}
		return st.Check, theme.Good
	}
	return prose.Mark(st, g.filter.Kind, recon.Code(g.filter.Code), g.open > 0)
}

// counted says how many there are, and how many of them are open.
func (g group) counted() string {
	if g.filter.Kind != archive.Broken {
		return page.Count(g.n)
	}
	return fmt.Sprintf("%s, %s open", page.Count(g.n), page.Count(g.open))
}
