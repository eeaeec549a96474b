package breaks

import (
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// listColumns are those of the findings of a run.
func listColumns(h *page.Host) []grid.Column[archive.Finding] {
	return []grid.Column[archive.Finding]{
		{ID: "mark", Min: 1, Cell: func(f archive.Finding) grid.Cell {
			glyph, tone := mark(h.Styles, f)
			return grid.Cell{Text: glyph, Tone: tone}
		}},
		{ID: "code", Title: "what", Min: 17, Max: 18, Priority: 1, Cell: func(f archive.Finding) grid.Cell {
			if f.Kind == archive.Paired {
				return grid.Cell{Text: "matched", Tone: theme.Muted}
			}
			return grid.Cell{Text: string(f.Code)}
		}},
		{ID: "payment", Title: "payment", Min: 14, Max: 24, Flex: 2, Frozen: true, Middle: true, Cell: func(f archive.Finding) grid.Cell {
			if f.PaymentID == "" {
				return grid.Cell{Text: "(none)", Tone: theme.Muted}
			}
			return grid.Cell{Text: f.PaymentID}
		}},
		{ID: "stake", Title: "at stake", Min: 12, Max: 15, Align: text.Right, Cell: func(f archive.Finding) grid.Cell {
			if f.Stake.Currency == "" {
				return grid.Cell{Text: "-", Tone: theme.Muted}
			}
			return grid.Cell{Text: prose.SignedFormat(f.Stake)}
		}},
		{ID: "currency", Title: "cur", Min: 3, Cell: func(f archive.Finding) grid.Cell {
			return grid.Cell{Text: string(f.Stake.Currency), Tone: theme.Muted}
		}},
		{ID: "decided", Title: "decided", Min: 10, Max: 10, Priority: 2, Cell: func(f archive.Finding) grid.Cell { return decidedCell(h, f) }},
		{ID: "age", Title: "known", Min: 5, Max: 5, Align: text.Right, Priority: 3, Cell: func(f archive.Finding) grid.Cell {
			if f.Kind != archive.Broken {
				return grid.Cell{}
			}
			return grid.Cell{Text: prose.Age(f.Since, h.Now()), Tone: theme.Muted}
		}},
		{ID: "line", Title: "line", Min: 6, Max: 8, Align: text.Right, Priority: 5, Cell: func(f archive.Finding) grid.Cell {
			if f.Line == 0 {
				return grid.Cell{}
			}
			return grid.Cell{Text: page.Count(int64(f.Line)), Tone: theme.Muted}
		}},
		{ID: "date", Title: "date (UTC)", Min: 12, Max: 12, Priority: 4, Cell: func(f archive.Finding) grid.Cell {
			return grid.Cell{Text: page.Brief(f.At, h.Now()), Tone: theme.Muted}
		}},
		{ID: "operation", Title: "operation", Min: 10, Max: 20, Priority: 6, Middle: true, Cell: func(f archive.Finding) grid.Cell {
			return grid.Cell{Text: f.OperationID, Tone: theme.Muted}
		}},
	}
}

// decidedCell is what was decided; of what is only expected, when it is due; of a
// pair, why it is one.
func decidedCell(h *page.Host, f archive.Finding) grid.Cell {
	switch {
	case f.Decision != nil && f.Open():
		return grid.Cell{Text: prose.Decided(f.Decision.Verb), Tone: theme.Warn}
	case f.Decision != nil:
		return grid.Cell{Text: prose.Decided(f.Decision.Verb), Tone: theme.Good}
	case f.Kind == archive.Expected && !f.Break.Due.IsZero():
		return grid.Cell{Text: "due " + f.Break.Due.UTC().Format("2 Jan"), Tone: theme.Muted}
	case f.Kind == archive.Paired:
		return grid.Cell{Text: byWords[f.Pair.By], Tone: theme.Muted}
	case f.Kind == archive.Broken:
		return grid.Cell{Text: "open"}
	}
	return grid.Cell{}
}

// byWords says in a word or two why two sides were matched.
var byWords = map[recon.By]string{recon.ByOperation: "by id", recon.ByValues: "by values", recon.ByReference: "by ref", recon.ByWhole: "by sum", recon.ByRefund: "refund", recon.ByHand: "by hand"}

// mark is a sign and a tone for a finding; one that somebody looked at and that is
// open all the same has its own.
func mark(st *theme.Styles, f archive.Finding) (string, theme.Tone) {
	if f.Decision != nil && f.Open() {
		return "~", theme.Warn
	}
	return prose.Mark(st, f.Kind, f.Code, f.Open())
}
