package batches

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/batch/clerk"
	stored "contra/core/store/batches"
	"contra/exporters/dashboard"
	"contra/ui/tui/batchdialog"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// export asks for the file's name, or finishes what was begun.
func (p *Page) export(b batch.Batch) tea.Cmd {
	if b.State == batch.Exporting {
		return p.write(b, clerk.Export{})
	}
	asked := p.h.Clock.Now()
	return p.do(b.ID, "Preparing the export of "+b.Ref(), func(ctx context.Context) (deed, error) {
		path, rows, err := p.propose(ctx, b.ID)
		if err != nil {
			return deed{}, err
		}
		found, err := stored.Findings(ctx, p.h.Desk.Store, b.ID, 0, -1)
		return deed{then: func() tea.Cmd { return p.askExport(asked, b, path, rows, wentOut(found)) }}, err
	})
}

// propose names the file after what will be in it.
func (p *Page) propose(ctx context.Context, id int64) (path string, n int64, err error) {
	views, err := stored.Views(ctx, p.h.Desk.Store, id, stored.Window{Which: stored.All, Limit: -1})
	if err != nil {
		return "", 0, err
	}
	var rows []batch.Row
	project := int64(-1)
	for _, v := range views {
		if v.Errors > 0 {
			continue
		}
		rows = append(rows, v.Row)
		if project < 0 {
			project = v.Project
		} else if project != v.Project {
			project = 0
		}
	}
	name := dashboard.Name(max(project, 0), p.h.Now(), 1, 1, batch.Content(rows))
	return filepath.Join(batchdialog.Folder(), name), int64(len(rows)), nil
}

func (p *Page) askExport(asked time.Time, b batch.Batch, path string, good int64, before string) tea.Cmd {
	if now, ok := p.current(); !ok || now.ID != b.ID {
		return nil // the person went elsewhere meanwhile
	}
	b, _ = p.current()
	most := int64(max(1, p.h.Desk.Config.Batch.MaxRows))
	fields := []dialog.Field{
		{Kind: dialog.Note, Text: func(v dialog.Values) []dialog.Line {
			n := b.Rows
			if v.Is("good") {
				n = good
			}
			what := page.Things(n, "row", "rows")
			if b.Errors == 0 || v.Is("good") {
				what += ", " + totals(p.goodTotals(b.ID))
			}
			files := (n + most - 1) / most
			lines := []dialog.Line{strong(what), muted("Into " + page.Things(files, "file", "files") + ", with a sidecar that says what is in it. The amounts are reserved then; nothing is sent.")}
			if b.Warnings > 0 {
				lines = append(lines, warn(page.Things(b.Warnings, "row has a warning", "rows have warnings")+": / shows which."))
			}
			return append(lines, dialog.Line{})
		}},
		{ID: "path", Kind: dialog.Text, Label: "File", Value: path, Check: func(s string, _ dialog.Values) string {
			if !strings.EqualFold(filepath.Ext(strings.TrimSpace(s)), ".csv") {
				return "the platform takes only names that end in .csv"
			}
			return ""
		}},
		{ID: "good", Kind: dialog.Check, Label: "only the good rows: leave out " + page.Things(b.Errors, "row with an error", "rows with errors"), Show: func(dialog.Values) bool { return b.Errors > 0 }},
	}
	fields = append(fields, againFields(before)...)
	return p.formSince(asked, dialog.FormSpec{ID: "batch-export", Title: "Export " + text.Clean(b.Title()), Submit: "Export", Quick: true, Width: 76, Fields: fields,
		Ready: func(v dialog.Values) string {
			switch {
			case good == 0:
				return "no row is without an error"
			case b.Errors > 0 && !v.Is("good"):
				return page.Things(b.Errors, "row has an error", "rows have errors") + ": mend or remove them, or leave them out (Tab, Space)"
			}
			return ""
		}},
		func(v dialog.Values) tea.Cmd {
			return p.write(b, clerk.Export{Path: batchdialog.Expand(strings.TrimSpace(v["path"])), OnlyGood: v.Is("good"), Again: strings.TrimSpace(v["again"])})
		})
}

func (p *Page) goodTotals(id int64) []batch.Total {
	if p.facts != nil && p.facts.batch.ID == id {
		return p.facts.good
	}
	return nil
}

// write reserves and writes, and says what to do with the files.
func (p *Page) write(b batch.Batch, o clerk.Export) tea.Cmd {
	return p.do(b.ID, "Exporting "+b.Ref(), func(ctx context.Context) (deed, error) {
		_, files, err := p.h.Desk.Batches.Export(ctx, b.ID, o)
		if err != nil {
			return deed{}, err
		}
		return deed{then: func() tea.Cmd { return p.showFiles(b, files) }}, nil
	})
}

// showFiles names what was written and the next step.
func (p *Page) showFiles(b batch.Batch, files []stored.File) tea.Cmd {
	lines := []dialog.Line{{Text: p.h.Styles.Check + " " + b.Ref() + " is exported.", Tone: theme.Good}, {}}
	for i := range files {
		f := &files[i]
		if i == 10 {
			lines = append(lines, muted(fmt.Sprintf("and %d more", len(files)-i)))
			break
		}
		lines = append(lines, strong(filepath.Base(f.Path)), muted(fmt.Sprintf("  %s, SHA-256 %s…, in %s", page.Things(f.Rows, "row", "rows"), f.SHA256[:8], filepath.Dir(f.Path))))
	}
	it := "it"
	if len(files) > 1 {
		it = "each of them, once"
	}
	lines = append(lines, dialog.Line{}, dialog.Line{Text: "Next: upload " + it + " in the Dashboard: Manual payments → Request → Mass refunds. Then press u here.", Tone: theme.Accent},
		muted("Uploading a file twice refunds twice: the platform knows no file again."))
	p.h.Dialogs.Open(dialog.NewMessage("batch-exported", "Exported", lines, nil))
	return nil
}
