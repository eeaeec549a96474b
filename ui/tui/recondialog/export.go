package recondialog

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/exporters/atomic"
	"contra/exporters/evidence"
	"contra/exporters/papers"
	"contra/exporters/statement"
	"contra/ui/tui/batchdialog"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// form of what is handed over.
type form struct {
	id, label, name string
	write           func(ctx context.Context, w io.Writer, s statement.Statement) error
}

func plainly(write func(io.Writer, statement.Statement) error) func(context.Context, io.Writer, statement.Statement) error {
	return func(_ context.Context, w io.Writer, s statement.Statement) error { return write(w, s) }
}

var forms = []form{
	{"xlsx", "XLSX, a workbook: breaks to decide about, with a summary", "breaks.xlsx", statement.XLSX},
	{"csv", "CSV: the breaks", "breaks.csv", plainly(statement.CSV)},
	{"results", "CSV: every row, matched or not", "results.csv", statement.ResultsCSV},
	{"html", "HTML: a statement to read and to print", "statement.html", plainly(statement.HTML)},
	{"json", "JSON: numbers and breaks for programs", "run.json", plainly(statement.JSON)},
	{"zip", "ZIP, an evidence pack: all of it, with what proves it", "evidence.zip", func(ctx context.Context, w io.Writer, s statement.Statement) error {
		_, err := evidence.Write(ctx, w, evidence.Input{Statement: s})
		return err
	}},
}

// Export asks what is handed over and where it goes, and writes it.
func (w *Work) Export(x archive.Run) tea.Cmd {
	options := make([]dialog.Option, len(forms))
	for i, f := range forms {
		options[i] = dialog.Option{Value: f.id, Label: f.label}
	}
	fields := []dialog.Field{notes(strong(prose.Name(&x)+fmt.Sprintf(", run %d", x.ID)), dialog.Line{}), {ID: "what", Kind: dialog.Choice, Options: options}}
	for _, f := range forms {
		fields = append(fields, dialog.Field{ID: f.id, Kind: dialog.Text, Label: "File", Value: free(filepath.Join(batchdialog.Folder(), fileName(&x, f.name))),
			Show: func(v dialog.Values) bool { return v["what"] == f.id },
			Check: func(s string, _ dialog.Values) string {
				if want := filepath.Ext(f.name); !strings.EqualFold(filepath.Ext(strings.TrimSpace(s)), want) {
					return "the name must end in " + want
				}
				return ""
			}})
	}
	return w.form(w.h.Clock.Now(), dialog.FormSpec{ID: "hand-over", Title: "Export, or hand over", Submit: "Write", Trigger: w.h.LastKey, Width: 84, Quick: true, Fields: fields},
		func(v dialog.Values) tea.Cmd {
			for _, f := range forms {
				if f.id == v["what"] {
					return w.write(x, f, batchdialog.Expand(strings.TrimSpace(v[f.id])))
				}
			}
			return nil
		})
}

// fileName says what a file is of: october-2026-run-12-breaks.xlsx.
func fileName(x *archive.Run, name string) string {
	of := x.Month
	if of == "" {
		of = "comparison"
	}
	return fmt.Sprintf("contra-%s-run-%d-%s", of, x.ID, name)
}

// free is a path that no file has yet: what was written before is not written over.
func free(path string) string {
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ext)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
}

func (w *Work) write(x archive.Run, f form, path string) tea.Cmd {
	d := w.h.Desk
	return page.Do(&w.act, "Writing "+filepath.Base(path), func(ctx context.Context, _ func(task.Progress)) (string, error) {
		s, err := papers.Of(ctx, d, x)
		if err != nil {
			return "", err
		}
		return path, atomic.WriteFile(path, func(to io.Writer) error { return f.write(ctx, to, s) })
	}, func(path string, err error) tea.Cmd {
		if err != nil {
			return w.h.Fail(err)
		}
		return w.h.Say(toast.Success, "Written to %s.", text.Clean(path))
	})
}
