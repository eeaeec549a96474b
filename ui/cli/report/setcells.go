package report

import (
	"slices"
	"strings"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/table"
)

// changed gives the waiting row of a line with cells set anew; each of set is COLUMN=VALUE.
func changed(info corereport.Info, waiting []corereport.StoredReject, line int, set []string) (string, error) {
	at := slices.IndexFunc(waiting, func(r corereport.StoredReject) bool { return r.Line == line })
	if at < 0 {
		return "", notWaiting(line, info.ID)
	}
	s := table.NewScanner(byte(delimiter(info)))
	if _, _, ok := s.Next([]byte(waiting[at].Raw)); !ok || s.Err() != nil || s.Len() != len(info.Header) {
		return "", ledger.Errorf(ledger.ErrUsage, "line %d of %s is not cut into the %d columns of the header, so none of them can be set", line, info.Name, len(info.Header)).
			WithHint("give the whole row with --raw")
	}
	cells := make([]string, s.Len())
	for i := range cells {
		cells[i] = string(s.Cell(i))
	}
	for _, text := range set {
		name, value, ok := strings.Cut(text, "=")
		column := slices.IndexFunc(info.Header, func(h string) bool { return alike(h, name) })
		switch {
		case !ok:
			return "", ledger.Errorf(ledger.ErrUsage, "--set %q has no =", text).WithHint("write it COLUMN=VALUE")
		case column < 0:
			return "", ledger.Errorf(ledger.ErrUsage, "%s has no column %q", info.Name, name).WithHint("it has %s", strings.Join(info.Header, ", "))
		}
		cells[column] = value
	}
	f := fixes{delimiter: delimiter(info)}
	return f.join(cells), nil
}

func notWaiting(line int, id int64) error {
	return ledger.Errorf(ledger.ErrNotFound, "line %d of report %d does not wait to be mended", line, id).WithHint("contra report rejects %d lists those that do", id)
}
