package recondialog

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	corereport "contra/core/report"
	"contra/core/store/reports"
	"contra/importers/report"
	"contra/importers/table"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/overview"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/recondialog/mapping"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// Mend lets a person correct a rejected row, cell by cell, and imports it alone.
// While it is typed it is read as the report was.
func (w *Work) Mend(i corereport.Info, r corereport.StoredReject) tea.Cmd {
	m := newMending(i, r)
	fields := []dialog.Field{notes(plain("Was rejected: "+page.Sentence(r.Detail)), dialog.Line{})}
	understood := dialog.Field{Kind: dialog.Note, Text: func(v dialog.Values) []dialog.Line { return m.read(m.row(v)).lines }}
	for n, c := range m.order {
		fields = append(fields, m.field(c))
		if n == 0 { // how it is read stands below the cell that was wrong
			fields = append(fields, understood)
		}
	}
	if len(m.order) == 0 {
		fields = append(fields, dialog.Field{ID: wholeRow, Kind: dialog.Text, Label: "Row", Value: r.Raw, Limit: 8000}, understood)
	}
	return w.form(w.h.Clock.Now(), dialog.FormSpec{ID: "mend", Title: fmt.Sprintf("Mend line %d of %s", r.Line, prose.Base(i.Name)), Submit: "Import the row", Trigger: w.h.LastKey, Width: 90, Quick: true, Fields: fields,
		Ready: func(v dialog.Values) string { return m.read(m.row(v)).wrong }},
		func(v dialog.Values) tea.Cmd { return w.mend(m, m.row(v)) })
}

// wholeRow is the field of a row that cannot be cut into the cells of the header.
const wholeRow = "row"

// mending is a rejected row that is being corrected.
type mending struct {
	info   corereport.Info
	reject corereport.StoredReject
	opened *report.Opened
	cells  []string
	order  []int // of the cells: the one that was wrong comes first

	text string // that was read last
	last understanding
}

func newMending(i corereport.Info, r corereport.StoredReject) *mending {
	m := &mending{info: i, reject: r, opened: &report.Opened{Source: table.FromBytes(i.Name, nil), Header: i.Header, Profile: i.Profile,
		Look: table.Look{Encoding: i.Profile.Encoding, Delimiter: i.Profile.Delimiter[0], Header: i.Header}}}
	s := table.NewScanner(m.opened.Look.Delimiter)
	if _, _, ok := s.Next([]byte(r.Raw)); !ok || s.Err() != nil || s.Len() != len(i.Header) {
		return m
	}
	for c := range s.Len() {
		m.cells = append(m.cells, string(s.Cell(c)))
		if i.Header[c] == r.Column {
			m.order = append([]int{c}, m.order...)
		} else {
			m.order = append(m.order, c)
		}
	}
	return m
}

func (m *mending) field(c int) dialog.Field {
	return dialog.Field{ID: fmt.Sprint(c), Kind: dialog.Text, Label: m.info.Header[c], Value: m.cells[c], Limit: 2000}
}

// row puts the cells together again, as a row of the report.
func (m *mending) row(v dialog.Values) string {
	if len(m.order) == 0 {
		return v[wholeRow]
	}
	d := m.info.Profile.Delimiter
	out := make([]string, len(m.cells))
	for c := range m.cells {
		cell := v[fmt.Sprint(c)]
		if strings.ContainsAny(cell, d+"\"\n") {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		out[c] = cell
	}
	return strings.Join(out, d)
}

// understanding is how the row is understood as it is typed.
type understanding struct {
	body  *corereport.Body
	wrong string
	lines []dialog.Line
}

// read reads the row as it stands now; the same text is read once.
func (m *mending) read(s string) understanding {
	if m.last.lines != nil && m.text == s {
		return m.last
	}
	m.text = s
	m.last = m.understand(s)
	return m.last
}

func (m *mending) understand(s string) (out understanding) {
	body, err := m.opened.Mend(context.Background(), []corereport.Reject{m.reject.Reject}, []string{s}, report.Options{Workers: 1})
	switch {
	case err != nil:
		out.wrong = page.Explain(err)
	case len(body.Rejects) > 0:
		out.wrong = body.Rejects[0].Detail
		if c := body.Rejects[0].Column; c != "" {
			out.wrong = c + ": " + out.wrong
		}
	case len(body.Items) == 0:
		out.wrong = "the row would be left out"
	default:
		out.body = body
		out.lines = append(out.lines, dialog.Line{}, dialog.Line{Text: "Reads as " + said(body), Tone: theme.Good})
	}
	if out.wrong != "" {
		out.lines = append(out.lines, dialog.Line{}, dialog.Line{Text: page.Sentence(out.wrong), Tone: theme.Bad})
	}
	return out
}

// said describes the one row of a body.
func said(b *corereport.Body) string {
	rows, err := report.Rereader{}.Rows(b.Profile, b.Header)
	if err != nil {
		return err.Error()
	}
	text, err := reports.TextOf(b).Row(context.Background(), b.Lines[0], b.Next(0))
	if err != nil {
		return err.Error()
	}
	row, err := rows.Row(text, int(b.Lines[0]))
	if err != nil {
		return err.Error()
	}
	return mapping.Describe(&row)
}

// mend imports the corrected row and compares the months that it touches.
func (w *Work) mend(m *mending, row string) tea.Cmd {
	d, body := w.h.Desk, m.read(row).body
	if body == nil {
		return nil
	}
	zone := overview.Zone(d)
	return page.Store(&w.act, "Importing the mended row", func(ctx context.Context) (corereport.Info, error) { return d.Runs.Mend(ctx, m.info.ID, body) },
		func(i corereport.Info) tea.Cmd {
			cmds := []tea.Cmd{w.h.Say(toast.Success, "Line %d is mended and imported.", m.reject.Line)}
			if months := overview.Touched(i, zone); len(months) > 0 {
				cmds = append(cmds, w.compareMonths(months, zone, false)) // more rows may wait: the list of them stays
			}
			return tea.Batch(cmds...)
		})
}
