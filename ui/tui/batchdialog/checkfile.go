package batchdialog

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/money"
	"contra/importers/dashfile"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/pathdialog"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
)

// looked is what a look at a file found.
type looked struct {
	path   string
	report batch.Report
	sum    string
}

// looking waits for that.
type looking struct {
	h    *page.Host
	task uint64
}

// CheckFile asks for a Dashboard file that was made elsewhere and shows what is
// wrong with it. Nothing is stored.
func CheckFile(h *page.Host) tea.Cmd {
	return pathdialog.Open(h, "Check a Dashboard file", "a mass refund file, .csv", func(path string) tea.Cmd {
		l := &looking{h: h}
		var cmd tea.Cmd
		l.task, cmd = task.Run(h.Tasks, "Checking the file", func(ctx context.Context, _ func(task.Progress)) (looked, error) {
			data, err := slurp(path)
			if err != nil {
				return looked{}, err
			}
			f, err := dashfile.Read(filepath.Base(path), bytes.NewReader(data))
			if err != nil {
				return looked{}, err
			}
			report, err := h.Desk.Batches.CheckFile(ctx, f.Rows, f.Findings, f.SHA256)
			return looked{path, report, f.SHA256}, err
		})
		h.Follow(l)
		return cmd
	})
}

// Follow shows the findings once they are there.
func (l *looking) Follow(msg tea.Msg) (tea.Cmd, bool) {
	m, ok := msg.(task.DoneMsg[looked])
	if !ok || m.ID != l.task {
		return nil, false
	}
	if m.Err != nil {
		return l.h.Fail(m.Err), true
	}
	l.h.Dialogs.OpenUnasked(dialog.NewViewer("file-check", "Check of "+text.Clean(filepath.Base(m.Value.path)), m.Value.String(), nil))
	return nil, true
}

// mostFindings is how many findings are written out.
const mostFindings = 2000

// String writes the report for reading.
func (l looked) String() string {
	var b strings.Builder
	r := &l.report
	verdict := "The file can be uploaded as it is."
	if r.Blocked() {
		verdict = "The file must not be uploaded as it is."
	}
	fmt.Fprintf(&b, "%s\n\n%s: %s ok, %s with errors, %s with warnings\n", verdict, page.Things(r.Rows, "row", "rows"), page.Count(r.OK), page.Count(r.Errors), page.Count(r.Warnings))
	for _, t := range r.Totals {
		fmt.Fprintf(&b, "%s in %s\n", money.New(t.Amount, t.Currency), page.Things(t.Rows, "row", "rows"))
	}
	if len(l.sum) >= 8 {
		fmt.Fprintf(&b, "SHA-256 %s…\n", l.sum[:8])
	}
	for i, f := range r.Findings {
		if i == mostFindings {
			fmt.Fprintf(&b, "\nand %s more", page.Count(int64(len(r.Findings)-i)))
			break
		}
		where := position(f)
		if f.Column != "" {
			where += ", " + f.Column
		}
		fmt.Fprintf(&b, "\n%s: %s (%s)\n  %s\n", f.Severity, where, f.Code, page.Sentence(f.Message))
	}
	if len(r.Findings) == 0 {
		b.WriteString("\nNothing was found.")
	}
	return b.String()
}
