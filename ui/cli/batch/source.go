package batch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"contra/core/batch"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/importers/charset"
	"contra/importers/dashfile"
	"contra/importers/list"
	"contra/ui/cli/app"
)

const stdin = "-"

// title names a source for people.
func title(path string) string {
	if path == stdin {
		return "stdin"
	}
	return charset.Short(filepath.Base(path))
}

// load reads a file, or stdin; a little more than the platform takes at most, so
// that whoever looks at it can tell that it is too large.
func load(a *app.App, path string) ([]byte, error) {
	in := a.Env.Stdin
	if path != stdin {
		f, err := os.Open(path)
		if err != nil {
			return nil, unreadable(path, err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, batch.MaxBytes+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return data, nil
}

func unreadable(path string, err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: title(path) + " cannot be read", Err: err}
}

// isDashboards tells whether the bytes are a file in the Dashboard's layout, by
// two of its columns and the delimiter.
func isDashboards(data []byte) bool {
	head := data[:min(len(data), 64<<10)]
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return false
	}
	first, _, _ := strings.Cut(charset.Decode(string(head)).S, "\n")
	names := strings.Split(strings.TrimRight(first, "\r"), ";")
	return slices.Contains(names, batch.ColType) && slices.Contains(names, batch.ColPayment)
}

// dashboardRows takes the rows of a file in the Dashboard's layout. A line whose
// fields cannot be told apart stays in the batch as a row with an error. What is
// wrong with the file alone is told and left behind: a new one is written.
func dashboardRows(a *app.App, path string, data []byte, description string) ([]batch.Row, error) {
	file, err := dashfile.Read(path, bytes.NewReader(data))
	if err != nil {
		return nil, unreadable(path, err)
	}
	broken := map[int]batch.Finding{}
	for _, f := range file.Findings {
		switch {
		case f.Code == batch.FileUnreadable || f.Code == batch.FileTooLarge || f.Code == batch.FileTooManyRows || f.Code == batch.FileEmpty:
			return nil, ledger.Errorf(ledger.ErrUsage, "%s: %s", title(path), f.Message)
		case f.Severity == batch.Error && (f.Code == batch.FieldCount || f.Code == batch.FieldQuoted || f.Code == batch.FileEncoding && f.Line > 1):
			broken[f.Line] = f
		case f.Line <= 1:
			a.Say("%s: %s", title(path), f.Message)
		}
	}
	for i := range file.Rows {
		r := &file.Rows[i]
		if f, ok := broken[r.Line]; ok {
			r.Faults = append(r.Faults, batch.Fault{Code: f.Code, Message: f.Message})
		}
		if description != "" && r.Description == "" && r.Fault(batch.ColDescription) == nil {
			r.Description = description
		}
	}
	return file.Rows, nil
}

// listed reads a list and understands its columns.
func listed(ctx context.Context, d *desk.Desk, o building, data []byte) ([]batch.Wish, error) {
	t, err := list.Read(title(o.from), data)
	if err != nil {
		return nil, err
	}
	m, err := columns(ctx, d, o, t.Header)
	if err != nil {
		return nil, err
	}
	return m.Wishes(t), nil
}
