package explain

import (
	"contra/core/money"
	"contra/core/recon"
)

// Suggestion is a row and a record of the ledger, both left over, that differ
// in one respect alone.
type Suggestion struct {
	Row   recon.Record `json:"row"`
	Local recon.Record `json:"local"`
	But   Line         `json:"but"` // the respect; the row, as seen from the ledger
}

// Suggest looks among breaks, and what is only expected, for what might belong
// together: a row and a record of the ledger that differ in one respect, where no
// others share the rest. They come in the order of the rows. A suggestion is never a match.
func Suggest(breaks []recon.Break, rules recon.Rules) []Suggestion {
	rows, local := leftOver(breaks)
	found := make([][]Suggestion, len(rows))
	known := map[[2]int]bool{}
	for _, rule := range []Rule{Payment, Amount, Currency, Type, Date} {
		shared := map[likeness]*pairing{}
		for i, l := range local {
			note(shared, without(rule, l, &rules), i, func(p *pairing) *place { return &p.local })
		}
		for i, r := range rows {
			note(shared, without(rule, r, &rules), i, func(p *pairing) *place { return &p.row })
		}
		for i, r := range rows {
			p := shared[without(rule, r, &rules)]
			if p == nil || p.row.n != 1 || p.local.n != 1 || known[[2]int{i, p.local.first}] {
				continue
			}
			l := local[p.local.first]
			c := compared{r, l, l, r, &rules}
			if but, only := single(c.lines()); only {
				known[[2]int{i, p.local.first}] = true
				found[i] = append(found[i], Suggestion{*r, *l, but})
			}
		}
	}
	var all []Suggestion
	for _, list := range found {
		all = append(all, list...)
	}
	return all
}

// leftOver are the single records of breaks that have nothing on the other side.
func leftOver(breaks []recon.Break) (rows, local []*recon.Record) {
	for i := range breaks {
		b := &breaks[i]
		switch b.Code {
		case recon.MissingLocal, recon.ForeignRefund, recon.RefundReversed, recon.SameIDChanged:
			if len(b.Report) == 1 && len(b.Local)+len(b.Near) == 0 {
				rows = append(rows, &b.Report[0])
			}
		case recon.MissingInReport, recon.NotYetReported, recon.RefundInDoubt:
			if len(b.Local) == 1 && len(b.Report) == 0 {
				local = append(local, &b.Local[0])
			}
		}
	}
	return rows, local
}

// likeness is what two records share when one respect is left out.
type likeness struct {
	payment, kind string
	currency      money.Currency
	amount, day   int64
}

// without leaves one respect out. The zero likeness is shared with nobody:
// payments have to be known, and where they are left out the day has to be the same.
func without(rule Rule, r *recon.Record, rules *recon.Rules) likeness {
	l := likeness{payment: r.Key().ID, kind: meaning(r, rules), currency: r.Money.Currency, amount: r.Money.Minor}
	switch rule {
	case Payment:
		if r.When.IsZero() {
			return likeness{}
		}
		l.payment, l.day = "", day(r)
		return l
	case Amount:
		l.amount = 0
	case Currency:
		l.currency = ""
	case Type:
		l.kind = ""
	}
	if l.payment == "" {
		return likeness{}
	}
	return l
}

// pairing counts who shares a likeness on either side.
type pairing struct{ row, local place }

type place struct{ n, first int }

func note(shared map[likeness]*pairing, l likeness, i int, side func(*pairing) *place) {
	if l == (likeness{}) {
		return
	}
	p := shared[l]
	if p == nil {
		p = &pairing{}
		shared[l] = p
	}
	if s := side(p); s.n == 0 {
		*s = place{1, i}
	} else {
		s.n++
	}
}

// single is the only line that says no.
func single(lines []Line) (but Line, only bool) {
	for _, l := range lines {
		if l.Outcome == Fail {
			if only {
				return Line{}, false
			}
			but, only = l, true
		}
	}
	return but, only
}
