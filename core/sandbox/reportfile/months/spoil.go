package months

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/spoil"
)

// part is the rows that the same files have.
type part struct {
	file   int
	shared bool // with the file before
}

// shareable are the codes of rows that two files have: the rows are the same in
// both, whatever else their columns show.
var shareable = []spoil.Code{spoil.CurrencyDiff, spoil.ExponentSuspect, spoil.AmountDiff, spoil.StatusDiff, spoil.TypeDiff,
	spoil.ForeignRefund, spoil.RefundReversed, spoil.MissingInReport, spoil.MissingLocal}

// spoil plants the differences and deals the rows out to the files.
func (m *Month) spoil(seed uint64, c cut, rows []reportfile.Row) {
	m.Files = make([]File, len(c.formats))
	for i, f := range c.formats {
		m.Files[i] = File{Name: fmt.Sprintf("%s-operations-%d.csv", m.Name, i+1), Format: f}
	}
	parts := map[part][]reportfile.Row{}
	for _, r := range rows {
		file, shared := c.of(r.When())
		parts[part{file, shared}] = append(parts[part{file, shared}], r)
	}
	for i := range m.Files {
		for _, x := range []part{{i, true}, {i, false}} {
			if len(parts[x]) == 0 {
				continue
			}
			plan := spoil.Plan{Seed: seed<<8 + uint64(2*i), Whole: 2, Format: m.Files[i].Format, From: m.From, To: m.To, Ledger: slices.Values(m.Truth)}
			if x.shared {
				plan.Seed++
				plan.Codes, plan.Each, plan.Whole = shareable, 1, 0
			}
			m.deal(x, plan.Spoil(parts[x]))
		}
	}
	spoil.Sort(m.Planted)
	r := rand.New(rand.NewPCG(seed, 0x6465616c))
	for i := range m.Files {
		shuffle(r, m.Files[i].Rows)
	}
}

func (m *Month) deal(x part, s spoil.Spoilt) {
	f := &m.Files[x.file]
	f.Rows = append(f.Rows, s.Rows...)
	if x.shared {
		before := &m.Files[x.file-1]
		before.Rows = append(before.Rows, s.Rows...)
	}
	if s.Earlier != nil {
		m.Earlier = append(m.Earlier, File{Name: fmt.Sprintf("%s-earlier-%d.csv", m.Name, x.file+1), Format: f.Format, Rows: s.Earlier})
	}
	for _, p := range s.Planted {
		p.File = f.Name
		m.Planted = append(m.Planted, p)
	}
}

// shuffle puts rows in any order, but one that can be read last: a broken one
// could be taken for what follows the rows.
func shuffle(r *rand.Rand, rows []reportfile.Row) {
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	last := len(rows) - 1
	if i := slices.IndexFunc(rows, func(r reportfile.Row) bool { return r.Written == nil }); i >= 0 {
		rows[i], rows[last] = rows[last], rows[i]
	}
}
