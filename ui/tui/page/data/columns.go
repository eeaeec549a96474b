package data

import (
	"contra/core/dataapi"
	"contra/core/store/pulls"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

func columns(h *page.Host) []grid.Column[pulls.Run] {
	count := func(id string, priority int, tone theme.Tone, n func(pulls.Run) int64) grid.Column[pulls.Run] {
		return grid.Column[pulls.Run]{ID: id, Title: id, Min: 9, Max: 11, Align: text.Right, Priority: priority, Cell: func(x pulls.Run) grid.Cell {
			c := grid.Cell{Text: page.Count(n(x)), Tone: tone}
			if n(x) == 0 {
				c.Tone = theme.Muted
			}
			return c
		}}
	}
	return []grid.Column[pulls.Run]{
		{ID: "list", Title: "list", Min: 10, Max: 10, Cell: func(x pulls.Run) grid.Cell { return grid.Cell{Text: string(x.Kind)} }},
		{ID: "from", Title: "from (UTC)", Min: 12, Max: 12, Cell: func(x pulls.Run) grid.Cell { return grid.Cell{Text: page.Brief(x.From, h.Clock.Now())} }},
		{ID: "to", Title: "to (UTC)", Min: 12, Max: 12, Cell: func(x pulls.Run) grid.Cell { return grid.Cell{Text: page.Brief(x.To, h.Clock.Now())} }},
		{ID: "state", Title: "state", Min: 9, Max: 11, Cell: func(x pulls.Run) grid.Cell { return grid.Cell{Text: string(x.State), Tone: tone(x.State)} }},
		count("read", 2, theme.Plain, func(x pulls.Run) int64 { return x.Read }),
		count("stored", 0, theme.Plain, func(x pulls.Run) int64 { return x.Stored }),
		count("duplicate", 3, theme.Plain, func(x pulls.Run) int64 { return x.Duplicate }),
		count("rejected", 0, theme.Warn, func(x pulls.Run) int64 { return x.Rejected }),
		{ID: "date", Title: "begun (UTC)", Min: 12, Max: 12, Priority: 4, Cell: func(x pulls.Run) grid.Cell {
			return grid.Cell{Text: page.Brief(x.StartedAt, h.Clock.Now()), Tone: theme.Muted}
		}},
	}
}

func tone(s pulls.State) theme.Tone {
	switch s {
	case pulls.Done:
		return theme.Good
	case pulls.Running:
		return theme.Info
	}
	return theme.Warn
}

// listName is a list in words.
func listName(k dataapi.Kind) string {
	if k == dataapi.Financial {
		return "the financial list"
	}
	return "operations"
}
