package batches

import (
	"strconv"

	stored "contra/core/store/batches"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// listColumns are those of the list of batches.
func listColumns(h *page.Host) []grid.Column[item] {
	return []grid.Column[item]{
		{ID: "mark", Min: 1, Cell: func(i item) grid.Cell {
			glyph, tone := mark(h.Styles, i)
			return grid.Cell{Text: glyph, Tone: tone}
		}},
		{ID: "batch", Title: "batch", Min: 5, Max: 7, Frozen: true, Cell: func(i item) grid.Cell { return grid.Cell{Text: i.Ref()} }},
		{ID: "name", Title: "name", Min: 9, Max: 14, Flex: 3, Priority: 1, Cell: func(i item) grid.Cell {
			if i.Name == "" {
				return grid.Cell{Text: i.Source, Tone: theme.Muted}
			}
			return grid.Cell{Text: i.Name}
		}},
		{ID: "state", Title: "state", Min: 9, Max: 11, Cell: func(i item) grid.Cell {
			_, tone := mark(h.Styles, i)
			return grid.Cell{Text: stateWord(i.Batch, i.orphan), Tone: tone}
		}},
		{ID: "progress", Title: "rows", Min: 26, Max: 36, Flex: 4, Cell: func(i item) grid.Cell {
			return grid.Cell{Text: progressWords(i.Batch, i.progress)}
		}},
		{ID: "total", Title: "total", Min: 13, Max: 18, Align: text.Right, Priority: 2, Cell: func(i item) grid.Cell {
			return grid.Cell{Text: totalWords(i.Batch, i.progress)}
		}},
		{ID: "when", Title: "made (UTC)", Min: 12, Max: 12, Priority: 3, Cell: func(i item) grid.Cell {
			return grid.Cell{Text: page.Brief(i.CreatedAt, h.Clock.Now()), Tone: theme.Muted}
		}},
		{ID: "by", Title: "by", Min: 7, Max: 12, Priority: 4, Cell: func(i item) grid.Cell { return grid.Cell{Text: i.Operator} }},
	}
}

// rowColumns are those of the rows of a batch.
func rowColumns(h *page.Host) []grid.Column[stored.View] {
	return []grid.Column[stored.View]{
		{ID: "mark", Min: 1, Cell: func(v stored.View) grid.Cell {
			glyph, tone := rowMark(h.Styles, v)
			return grid.Cell{Text: glyph, Tone: tone}
		}},
		{ID: "line", Title: "line", Min: 5, Max: 6, Align: text.Right, Cell: func(v stored.View) grid.Cell {
			if v.Line == 0 {
				return grid.Cell{Text: "+" + strconv.FormatInt(v.N, 10), Tone: theme.Muted}
			}
			return grid.Cell{Text: strconv.Itoa(v.Line), Tone: theme.Muted}
		}},
		{ID: "payment", Title: "payment", Min: 15, Max: 17, Flex: 1, Frozen: true, Middle: true, Cell: func(v stored.View) grid.Cell {
			if v.PaymentID == "" {
				return grid.Cell{Text: "(none)", Tone: theme.Bad}
			}
			return grid.Cell{Text: v.PaymentID}
		}},
		{ID: "amount", Title: "amount", Min: 10, Max: 12, Align: text.Right, Cell: func(v stored.View) grid.Cell {
			if f := v.Fault("payment.amount"); f != nil {
				return grid.Cell{Text: f.Text, Tone: theme.Bad}
			}
			if v.Amount.Currency == "" {
				return grid.Cell{Text: strconv.FormatInt(v.Amount.Minor, 10), Tone: theme.Bad}
			}
			return grid.Cell{Text: v.Amount.Format()}
		}},
		{ID: "currency", Title: "cur", Min: 3, Cell: func(v stored.View) grid.Cell {
			return grid.Cell{Text: string(v.Amount.Currency), Tone: theme.Muted}
		}},
		{ID: "state", Title: "state", Min: 14, Max: 40, Flex: 5, Cell: func(v stored.View) grid.Cell {
			said, tone := rowState(v)
			return grid.Cell{Text: said, Tone: tone}
		}},
		{ID: "description", Title: "description", Min: 20, Max: 24, Flex: 2, Priority: 1, Cell: func(v stored.View) grid.Cell {
			return grid.Cell{Text: v.Description, Tone: theme.Muted}
		}},
		{ID: "operation", Title: "operation", Min: 10, Max: 20, Priority: 5, Cell: func(v stored.View) grid.Cell { return grid.Cell{Text: v.Operation} }},
		{ID: "project", Title: "project", Min: 7, Max: 8, Priority: 6, Align: text.Right, Cell: func(v stored.View) grid.Cell {
			return grid.Cell{Text: strconv.FormatInt(v.Project, 10), Tone: theme.Muted}
		}},
		{ID: "method", Title: "method", Min: 10, Max: 16, Priority: 7, Cell: func(v stored.View) grid.Cell { return grid.Cell{Text: v.Method, Tone: theme.Muted} }},
	}
}
