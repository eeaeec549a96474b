package recondialog

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/rawview"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
)

// written is a row of a report as it was written.
type written struct {
	name          string
	line          int
	header, cells []string
	text          string
}

// mostRaw is how many rows of a group are shown.
const mostRaw = 20

// Raw shows rows of reports as they were written, cell by cell below their names.
func (w *Work) Raw(x *archive.Run, rows []recon.Record) tea.Cmd {
	asked, d := w.h.Clock.Now(), w.h.Desk
	names := make([]string, len(rows))
	for i := range rows {
		names[i] = prose.Report(x, rows[i].Report)
	}
	return page.Do(&w.act, "Reading the row", func(ctx context.Context, _ func(task.Progress)) (all []written, err error) {
		for i := range rows[:min(len(rows), mostRaw)] {
			r := written{name: names[i], line: rows[i].Line}
			if r.header, r.cells, r.text, err = d.Runs.Raw(ctx, rows[i].Report, rows[i].Line); err != nil {
				return nil, err
			}
			all = append(all, r)
		}
		return all, nil
	}, func(all []written, err error) tea.Cmd {
		if err != nil {
			return w.h.Fail(err)
		}
		about, raw := rawText(all)
		title := fmt.Sprintf("Line %d of %s", all[0].line, text.Clean(all[0].name))
		return w.open(asked, rawview.New(title, about, []byte(raw), func(body string) tea.Cmd { return w.h.Copy("the row", body) }))
	})
}

// rawText writes each cell below its name, and after that the rows themselves.
func rawText(all []written) (about, raw string) {
	var b, r strings.Builder
	for i, x := range all {
		if len(all) > 1 {
			fmt.Fprintf(&b, "Line %d of %s\n", x.line, x.name)
		}
		wide := 0
		for _, h := range x.header {
			wide = max(wide, min(text.Width(h), 30))
		}
		for k, cell := range x.cells {
			name := fmt.Sprintf("column %d", k+1)
			if k < len(x.header) {
				name = x.header[k]
			}
			fmt.Fprintf(&b, "  %s  %s\n", text.Pad(text.Clean(name), wide, text.Left), text.Clean(cell))
		}
		if i < len(all)-1 {
			b.WriteByte('\n')
		}
		r.WriteString(x.text + "\n")
	}
	return b.String() + "\nAs it was written, card numbers masked:", strings.TrimSuffix(r.String(), "\n")
}
