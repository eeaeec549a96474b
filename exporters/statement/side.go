package statement

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
)

// side is one side of a finding in one line: of several records what they have
// in common, or all of it.
type side struct {
	records              int
	report, lines        string
	kind, status, refund string
	amount               money.Amount // of several records the sum; none where it would add up what does not belong together
	at                   time.Time    // the earliest
}

func (v *view) side(list []recon.Record) (side, error) {
	s := side{records: len(list)}
	s.report = each(list, func(r *recon.Record) string { return v.source(r.Report) })
	s.lines = each(list, func(r *recon.Record) string {
		if r.Line == 0 {
			return ""
		}
		return strconv.Itoa(r.Line)
	})
	s.kind = each(list, func(r *recon.Record) string { return r.TypeName })
	s.status = each(list, func(r *recon.Record) string { return r.StatusName })
	s.refund = each(list, func(r *recon.Record) string { return r.RefundID })
	for i := range list {
		if at := list[i].When; !at.IsZero() && (s.at.IsZero() || at.Before(s.at)) {
			s.at = at
		}
	}
	var err error
	s.amount, err = sum(list)
	return s, err
}

// each joins what the records say, each word once.
func each(list []recon.Record, of func(*recon.Record) string) string {
	var words []string
	for i := range list {
		if w := of(&list[i]); w != "" && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return strings.Join(words, " + ")
}

// sum adds amounts that went the same way in the same currency.
func sum(list []recon.Record) (money.Amount, error) {
	var total money.Amount
	for i := range list {
		r := &list[i]
		if i == 0 {
			total = r.Money
			continue
		}
		if r.Money.Currency != total.Currency || recon.Sign(r.Type()) != recon.Sign(list[0].Type()) {
			return money.Amount{}, nil
		}
		var err error
		if total, err = total.Add(r.Money); err != nil {
			return money.Amount{}, ledger.Errorf(ledger.ErrOverflow, "the sum of the amounts of payment %q is too large", r.PaymentID)
		}
	}
	return total, nil
}

// less gives a less b; none unless both are there in one currency.
func less(a, b money.Amount) money.Amount {
	if a.Currency == "" {
		return money.Amount{}
	}
	d, err := a.Sub(b)
	if err != nil {
		return money.Amount{}
	}
	return d
}
