package query

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"contra/core/ledger"
)

// Match tells whether the filter holds for a payment.
func (f Filter) Match(p ledger.Payment) bool {
	for _, t := range f.Terms {
		if t.match(&p) == t.Not {
			return false
		}
	}
	return true
}

func (t Term) match(p *ledger.Payment) bool {
	switch t.Field {
	case Payment:
		key := p.Key().Fold()
		return t.one(func(v string) bool { return ledger.Key{Project: p.Project, ID: v}.Fold() == key })
	case Project:
		return slices.Contains(t.Values, strconv.FormatInt(p.Project, 10))
	case Status:
		return slices.Contains(t.Values, p.Status)
	case Method:
		return t.one(func(v string) bool { return lower(v) == lower(p.Method) })
	case Customer:
		return t.one(func(v string) bool { return lower(v) == lower(p.CustomerID) })
	case Currency:
		return slices.Contains(t.Values, string(p.Currency))
	case Flag:
		return t.one(func(v string) bool {
			flag, known := ledger.FlagNamed(v)
			return known && p.Flags.Has(flag)
		})
	case Text:
		return t.one(func(v string) bool {
			v = lower(v)
			return strings.Contains(lower(p.ID), v) || strings.Contains(lower(p.CustomerID), v)
		})
	case Amount:
		return t.Number.match(p, p.Captured)
	case Refunded:
		return t.Number.match(p, p.Refunded)
	case InFlight:
		return t.Number.match(p, p.Reserved)
	case Refundable:
		return t.Number.match(p, p.Refundable())
	case Date:
		return t.Times.match(p.CreatedAt)
	case Updated:
		return t.Times.match(p.UpdatedAt)
	}
	return false
}

func (t Term) one(holds func(string) bool) bool { return slices.ContainsFunc(t.Values, holds) }

func (r *NumberRange) match(p *ledger.Payment, minor int64) bool {
	if r == nil || r.Currency != "" && r.Currency != p.Currency {
		return false
	}
	exp, _ := p.Currency.Exponent()
	lowest, highest, ok := r.Bounds(exp)
	return ok && lowest <= minor && minor <= highest
}

func (r *TimeRange) match(t time.Time) bool {
	return r != nil && !t.Before(r.From) && (r.To.IsZero() || t.Before(r.To))
}

// lower folds A to Z only, as the store's comparison does.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// wide finds blanks other than the ordinary one, which end a word too.
func wide(r rune) bool { return r > ' ' && unicode.IsSpace(r) }
