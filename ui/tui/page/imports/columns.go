package imports

import (
	"strconv"
	"strings"

	"contra/core/ledger"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

func importColumns(h *page.Host) []grid.Column[ledger.Import] {
	count := func(id, title string, priority int, tone theme.Tone, n func(ledger.Import) int64) grid.Column[ledger.Import] {
		return grid.Column[ledger.Import]{ID: id, Title: title, Min: 9, Max: 11, Align: text.Right, Priority: priority, Cell: func(i ledger.Import) grid.Cell {
			c := grid.Cell{Text: page.Count(n(i)), Tone: tone}
			if n(i) == 0 {
				c.Tone = theme.Muted
			}
			return c
		}}
	}
	return []grid.Column[ledger.Import]{
		{ID: "date", Title: "date (UTC)", Min: 12, Max: 12, Cell: func(i ledger.Import) grid.Cell { return grid.Cell{Text: page.Brief(i.StartedAt, h.Clock.Now())} }},
		{ID: "source", Title: "source", Min: 18, Max: 60, Flex: 3, Middle: true, Cell: func(i ledger.Import) grid.Cell { return grid.Cell{Text: i.Source} }},
		{ID: "state", Title: "state", Min: 9, Max: 9, Priority: 1, Cell: func(i ledger.Import) grid.Cell { return grid.Cell{Text: i.State, Tone: stateTone(i.State)} }},
		count("read", "read", 3, theme.Plain, func(i ledger.Import) int64 { return i.Read }),
		count("stored", "stored", 0, theme.Plain, func(i ledger.Import) int64 { return i.Stored }),
		count("duplicate", "duplicate", 2, theme.Plain, func(i ledger.Import) int64 { return i.Duplicate }),
		count("rejected", "rejected", 0, theme.Warn, func(i ledger.Import) int64 { return i.Rejected }),
		{ID: "by", Title: "by", Min: 7, Max: 12, Priority: 4, Cell: func(i ledger.Import) grid.Cell { return grid.Cell{Text: i.Operator} }},
	}
}

func stateTone(state string) theme.Tone {
	switch state {
	case "done":
		return theme.Good
	case "running":
		return theme.Info
	}
	return theme.Warn
}

func rejectionColumns() []grid.Column[ledger.Rejection] {
	return []grid.Column[ledger.Rejection]{
		{ID: "where", Title: "source and line", Min: 14, Max: 32, Flex: 1, Frozen: true, Cell: func(r ledger.Rejection) grid.Cell { return grid.Cell{Text: where(r)} }},
		{ID: "reason", Title: "reason", Min: 15, Max: 16, Cell: func(r ledger.Rejection) grid.Cell {
			return grid.Cell{Text: reasonWord(r.Reason), Tone: theme.Warn}
		}},
		{ID: "detail", Title: "what is wrong", Min: 16, Max: 120, Flex: 3, Cell: func(r ledger.Rejection) grid.Cell { return grid.Cell{Text: r.Detail, Tone: theme.Muted} }},
	}
}

// where is the file without its folders, and the line.
func where(r ledger.Rejection) string {
	s := r.Source
	if i := strings.LastIndexAny(s, `/\`); i >= 0 && i < len(s)-1 {
		s = s[i+1:]
	}
	return s + ":" + strconv.Itoa(r.Line)
}

func reasonWord(r ledger.Reason) string { return strings.ReplaceAll(string(r), "_", " ") }

// reasonHelp is what to do about a rejected message.
func reasonHelp(r ledger.Reason) string {
	switch r {
	case ledger.BadJSON:
		return "It is not JSON, or was cut off. Get the file again from where it came from."
	case ledger.BadSignature:
		return "Its signature does not hold: the project's secret here is another one, or the message was changed. Check the secret, then p tries it again."
	case ledger.NoSignature:
		return "It is not signed, so nobody can tell who wrote it. Only signed callbacks are taken in."
	case ledger.UnknownProject:
		return "Its project is not configured. Add it to the configuration with its secret, start again, and p tries it again."
	case ledger.NoSecret:
		return "Its project is configured and no secret was found. Set the secret, start again, and p tries it again."
	case ledger.MissingField, ledger.BadField:
		return "It lacks a field, or one has an impossible value. If the platform really sends this, tell whoever maintains this program."
	case ledger.CardData:
		return "It holds card data, which is not kept. What is shown here is masked. Have the platform's callback settings checked."
	}
	return ""
}
