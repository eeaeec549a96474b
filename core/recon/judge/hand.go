package judge

import (
	"slices"

	"contra/core/recon"
)

// forbidden lists, by row, the operations that a person keeps apart from it.
func forbidden(apart []recon.ManualMatch) map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, a := range apart {
		for _, row := range a.Rows {
			if all[row] == nil {
				all[row] = map[string]bool{}
			}
			for _, local := range a.Local {
				all[row][local] = true
			}
		}
	}
	return all
}

// apart tells whether a person keeps the row and the operation apart.
func (m *matcher) apart(r, l *entry) bool { return m.anyApart([]*entry{r}, []*entry{l}) }

// anyApart tells whether a person keeps any two of a whole apart.
func (m *matcher) anyApart(rows, local []*entry) bool {
	return len(m.forbidden) > 0 && slices.ContainsFunc(rows, func(r *entry) bool {
		from := m.forbidden[recon.RowKey(r.Record)]
		return len(from) > 0 && slices.ContainsFunc(local, func(l *entry) bool { return from[recon.LocalKey(l.Record)] })
	})
}

// byHand puts together what a person put together, whatever it says. A
// decision of which any part is no longer left over is no decision about the rest.
func (m *matcher) byHand() {
	if len(m.in.Manual.Match) == 0 {
		return
	}
	rows, local := map[string][]*entry{}, map[string][]*entry{}
	for _, r := range m.rows {
		key := recon.RowKey(r.Record)
		rows[key] = append(rows[key], r)
	}
	for _, l := range slices.Concat(m.local, m.refunds) {
		key := recon.LocalKey(l.Record)
		local[key] = append(local[key], l)
	}
	for _, match := range m.in.Manual.Match {
		r, l := named(rows, match.Rows), named(local, match.Local)
		if len(r) == 0 || len(l) == 0 {
			continue
		}
		for _, e := range l {
			if e.intent() {
				e.happened(r[0])
			}
		}
		m.pair(recon.Pair{By: recon.ByHand, Note: match.Note}, r, l)
	}
}

// named gives the records with these keys, none unless all are free. Of several
// with one key those within the period come first.
func named(by map[string][]*entry, keys []string) (all []*entry) {
	for _, key := range keys {
		var found *entry
		for _, e := range by[key] {
			if !e.taken && !slices.Contains(all, e) && (found == nil || found.outside && !e.outside) {
				found = e
			}
		}
		if found == nil {
			return nil
		}
		all = append(all, found)
	}
	return all
}
