package batchdialog

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/ledger"
	"contra/core/store"
	stored "contra/core/store/batches"
	"contra/importers/dashfile"
	"contra/importers/list"
	"contra/ui/tui/page"
	"contra/ui/tui/pathdialog"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// source is a list that was read.
type source struct {
	path    string
	table   *list.Table    // of a list
	mapping list.Mapping   // of its columns
	sure    bool           // the mapping needs no look of a person
	file    *dashfile.File // of a file in the Dashboard's layout
}

// reading waits for a list and leads it to a batch.
type reading struct {
	h           *page.Host
	task        uint64
	into        batch.Batch // rows are added to it; without an id a new batch is made
	description string
}

// FromList asks for a list, or a file in the Dashboard's layout, and makes a batch of it.
func FromList(h *page.Host) tea.Cmd {
	return pathdialog.Open(h, "Build a batch from a list", "CSV or .xlsx, or a Dashboard file", func(path string) tea.Cmd {
		return (&reading{h: h, description: h.Desk.Config.Gate.Description}).read(path)
	})
}

// Add asks for a list and adds its rows to a draft.
func Add(h *page.Host, b batch.Batch, description string) tea.Cmd {
	return pathdialog.Open(h, "Add the rows of a list", "CSV or .xlsx, or a Dashboard file", func(path string) tea.Cmd {
		return (&reading{h: h, into: b, description: description}).read(path)
	})
}

func (r *reading) read(path string) tea.Cmd {
	s := r.h.Desk.Store
	var cmd tea.Cmd
	r.task, cmd = task.Run(r.h.Tasks, "Reading the list", func(ctx context.Context, _ func(task.Progress)) (source, error) { return load(ctx, s, path) })
	r.h.Follow(r)
	return cmd
}

// load reads a list and what is remembered of its columns.
func load(ctx context.Context, s *store.Store, path string) (source, error) {
	out := source{path: path}
	data, err := slurp(path)
	if err != nil {
		return out, err
	}
	if ofDashboard(data) {
		f, err := dashfile.Read(filepath.Base(path), bytes.NewReader(data))
		out.file = &f
		if err == nil && len(f.Rows) == 0 {
			err = noRows(path, f.Findings)
		}
		return out, err
	}
	if out.table, err = list.Read(path, data); err != nil {
		return out, err
	}
	out.mapping, out.sure = list.Propose(out.table.Header)
	known, err := stored.Mapping(ctx, s, list.Fingerprint(out.table.Header))
	if err != nil || known == "" {
		return out, err
	}
	if m, err := list.DecodeMapping([]byte(known), out.table.Header); err == nil {
		out.mapping, out.sure = m, true
	}
	return out, nil
}

// slurp reads a file that may be a list; what is larger is none.
func slurp(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, &ledger.Error{Code: ledger.ErrIO, Message: "the file cannot be read", Hint: "look at its name and who may read it", Err: err}
	case info.IsDir():
		return nil, ledger.Errorf(ledger.ErrUsage, "%s is a folder", path).WithHint("choose one file")
	case info.Size() > batch.MaxBytes:
		return nil, ledger.Errorf(ledger.ErrUsage, "the file has more than 128 MB").WithHint("split it")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &ledger.Error{Code: ledger.ErrIO, Message: "the file cannot be read", Err: err}
	}
	return data, nil
}

// ofDashboard tells a file in the Dashboard's layout by its header.
func ofDashboard(data []byte) bool {
	line, _, _ := bytes.Cut(data[:min(len(data), 4096)], []byte("\n"))
	return bytes.Contains(line, []byte(batch.ColType)) && bytes.Contains(line, []byte(";")) && bytes.Contains(line, []byte(batch.ColPayment))
}

func noRows(path string, found []batch.Finding) error {
	why := "it has no rows"
	if len(found) > 0 {
		why = found[0].Message
	}
	return ledger.Errorf(ledger.ErrUsage, "%s holds nothing to refund: %s", filepath.Base(path), why)
}

// Follow takes the list over: its columns are asked about when they are not sure.
func (r *reading) Follow(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case task.DoneMsg[source]:
		if m.ID != r.task {
			return nil, false
		}
		switch {
		case m.Err != nil:
			return r.h.Fail(m.Err), true
		case m.Value.file != nil || m.Value.sure:
			return r.make(m.Value), false
		}
		newColumns(r, m.Value).open()
		return nil, true
	case task.DoneMsg[clerk.Built]:
		if m.ID != r.task {
			return nil, false
		}
		if m.Err != nil {
			return r.h.Fail(m.Err), true
		}
		return r.h.ShowBatch(m.Value.Batch.ID), true
	}
	return nil, false
}

// make makes the batch, or adds the rows to the one that is there.
func (r *reading) make(s source) tea.Cmd {
	d := r.h.Desk
	var cmd tea.Cmd
	title := "Building a batch"
	if r.into.ID != 0 {
		title = "Adding rows to " + r.into.Ref()
	}
	r.task, cmd = task.Run(r.h.Tasks, title, func(ctx context.Context, _ func(task.Progress)) (clerk.Built, error) {
		rows, err := s.rows(ctx, d.Batches, r.description)
		if err != nil {
			return clerk.Built{}, err
		}
		if r.into.ID != 0 {
			b, err := d.Batches.Add(ctx, r.into.ID, rows)
			if err != nil {
				return clerk.Built{}, err
			}
			return d.Batches.Check(ctx, b.ID)
		}
		name := strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path))
		return d.Batches.BuildRows(ctx, rows, clerk.New{Name: short(name), Source: filepath.Base(s.path), Description: r.description})
	})
	if s.file != nil && len(s.file.Findings) > 0 {
		say := r.h.Say(toast.Warning, "%s: %s about the file itself; Check a Dashboard file (C) lists them.", text.Clean(filepath.Base(s.path)), page.Things(int64(len(s.file.Findings)), "finding", "findings"))
		return tea.Batch(cmd, say)
	}
	return cmd
}

// rows understands the list with what the ledger knows.
func (s source) rows(ctx context.Context, c *clerk.Clerk, description string) ([]batch.Row, error) {
	if s.file != nil {
		rows := make([]batch.Row, len(s.file.Rows))
		copy(rows, s.file.Rows)
		for i := range rows {
			rows[i].N = 0
		}
		return rows, nil
	}
	rows, err := c.Resolve(ctx, s.mapping.Wishes(s.table), description)
	for i := range rows {
		rows[i].Description = strings.ReplaceAll(rows[i].Description, placeholder, rows[i].PaymentID)
	}
	return rows, err
}

func short(name string) string {
	if r := []rune(name); len(r) > 60 {
		return string(r[:60])
	}
	return name
}

// remember keeps how the list's columns were understood.
func remember(ctx context.Context, s *store.Store, t *list.Table, m list.Mapping) error {
	data, err := m.Encode(t.Header)
	if err != nil {
		return err
	}
	return s.Write(ctx, "remembering the columns", func(tx *store.Tx) error {
		tx.Record("list.mapped", list.Fingerprint(t.Header)[:12], string(data))
		return stored.SaveMapping(ctx, tx, list.Fingerprint(t.Header), string(data))
	})
}

// position says which line a finding is about.
func position(f batch.Finding) string {
	if f.Line == 0 {
		return "file"
	}
	return fmt.Sprintf("line %d", f.Line)
}
