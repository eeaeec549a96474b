package batch

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/batches"
	"contra/importers/charset"
	"contra/importers/list"
)

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
