package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"contra/core/batch"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/batches"
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

// columns finds the meaning of a list's columns: what --map says, else what was
// said of such a header before, else what the names tell for certain.
func columns(ctx context.Context, d *desk.Desk, o building, header []string) (list.Mapping, error) {
	proposed, sure := list.Propose(header)
	mark := list.Fingerprint(header)
	if len(o.columns) == 0 {
		known, err := batches.Mapping(ctx, d.Store, mark)
		if err != nil {
			return nil, err
		}
		if known != "" {
			if m, err := list.DecodeMapping([]byte(known), header); err == nil {
				return m, nil
			}
		}
		if !sure {
			return nil, ask(o.from, header, proposed)
		}
		return proposed, nil
	}
	if !sure { // a guess must not slip in beside what a person says
		proposed = list.Mapping{}
	}
	m, err := told(proposed, header, o.columns)
	if err != nil {
		return nil, err
	}
	text, err := m.Encode(header)
	if err != nil {
		return nil, err
	}
	return m, d.Store.Write(ctx, "remembering the columns", func(tx *store.Tx) error {
		tx.Record("list.mapping", mark, map[string]any{"columns": string(text)})
		return batches.SaveMapping(ctx, tx, mark, string(text))
	})
}

// told lays what --map says over a mapping.
func told(m list.Mapping, header, given []string) (list.Mapping, error) {
	for _, g := range given {
		word, name, ok := strings.Cut(g, "=")
		role := list.Role(strings.ToLower(strings.TrimSpace(word)))
		if !ok || !slices.Contains(list.Roles(), role) {
			return nil, ledger.Errorf(ledger.ErrUsage, "--map %q: write role=HEADER with one of the roles %s", charset.Short(g), roles())
		}
		at, err := place(header, name)
		if err != nil {
			return nil, err
		}
		for other, k := range m {
			if k == at {
				delete(m, other)
			}
		}
		switch role { // one amount, in one unit
		case list.Amount:
			delete(m, list.MinorAmount)
		case list.MinorAmount:
			delete(m, list.Amount)
		}
		m[role] = at
	}
	return m, nil
}

// place finds a column by its name, or by its number such as #3.
func place(header []string, name string) (int, error) {
	name = strings.TrimSpace(name)
	found := -1
	for i, h := range header {
		if !strings.EqualFold(strings.TrimSpace(h), name) {
			continue
		}
		if found >= 0 {
			return 0, ledger.Errorf(ledger.ErrUsage, "--map: columns %d and %d are both called %q", found+1, i+1, charset.Short(name)).WithHint("name the column by its number, such as #%d", found+1)
		}
		found = i
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "#")); found < 0 && err == nil && strings.HasPrefix(name, "#") && n >= 1 && n <= len(header) {
		return n - 1, nil
	}
	if found < 0 {
		return 0, ledger.Errorf(ledger.ErrUsage, "--map: there is no column %q", charset.Short(name)).WithHint("the list has %s", names(header))
	}
	return found, nil
}

// ask says which columns there are and what to give.
func ask(from string, header []string, guess list.Mapping) error {
	e := ledger.Errorf(ledger.ErrUsage, "it is not clear which column of %s is which; it has %s", title(from), names(header))
	var flags []string
	for _, role := range list.Roles() {
		at, ok := guess[role]
		if _, major := guess[list.Amount]; major && role == list.MinorAmount {
			continue // one of the two, and major units are what people write
		}
		switch {
		case ok:
			flags = append(flags, fmt.Sprintf("--map %q", string(role)+"="+charset.Short(header[at])))
		case role == list.PaymentID:
			flags = append(flags, `--map "payment_id=…"`)
		}
	}
	return e.WithHint("say all of them, such as %s; the roles are %s, and amount is in major units", strings.Join(flags, " "), roles())
}

func roles() string {
	var all []string
	for _, r := range list.Roles() {
		all = append(all, string(r))
	}
	return strings.Join(all, ", ")
}

// names lists a header's columns, some of them when there are many.
func names(header []string) string {
	const most = 30
	var all []string
	for _, h := range header[:min(len(header), most)] {
		all = append(all, strconv.Quote(charset.Short(h)))
	}
	if len(header) > most {
		all = append(all, fmt.Sprintf("and %d more", len(header)-most))
	}
	return strings.Join(all, ", ")
}
