package reportfile

import (
	"strconv"
	"strings"
	"time"

	"contra/core/money"
)

// cell is what stands in a column of the row.
func (f *Format) cell(c Column, r *Row) string {
	if text, ok := r.Written[c]; ok {
		return text
	}
	switch c {
	case OperationID:
		return r.OperationID
	case PaymentID:
		return r.PaymentID
	case ProjectID:
		return strconv.FormatInt(r.Project, 10)
	case Type:
		return word(f.Types, r.Type)
	case Status:
		return word(f.Statuses, r.Status)
	case PaymentStatus:
		return r.PaymentStatus
	case Method:
		return r.Method
	case CustomerID:
		return r.CustomerID
	case Description:
		return r.Description
	case Amount, ConvertedAmount:
		return f.amount(r.Amount)
	case Currency, ConvertedCurrency:
		return string(r.Amount.Currency)
	case FeeAmount:
		return f.maybe(r.Fee)
	case FeeCurrency:
		if r.Fee != nil {
			return string(r.Fee.Currency)
		}
	case Net:
		return f.maybe(r.Net)
	case Remaining:
		if r.Remaining != nil {
			return f.amount(money.Amount{Minor: *r.Remaining, Currency: r.Amount.Currency})
		}
	case CreatedAt:
		return f.time(r.CreatedAt)
	case CompletedAt:
		return f.time(r.CompletedAt)
	case Provider:
		return r.Provider
	case ARN:
		return r.ARN
	case RRN:
		return r.RRN
	}
	return ""
}

func word(words map[string]string, platform string) string {
	if w, ok := words[platform]; ok {
		return w
	}
	return platform
}

func (f *Format) amount(a money.Amount) string {
	switch {
	case f.Minor:
		return strconv.FormatInt(a.Minor, 10)
	case f.Grouping == "":
		return strings.Replace(a.Plain(), ".", f.Decimal, 1)
	}
	return strings.NewReplacer(",", f.Grouping, ".", f.Decimal).Replace(a.Format())
}

func (f *Format) maybe(a *money.Amount) string {
	if a == nil {
		return ""
	}
	return f.amount(*a)
}

func (f *Format) time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(f.Zone).Format(f.Times)
}
