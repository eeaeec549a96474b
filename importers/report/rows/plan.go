// Package rows reads the rows of a report as its profile says. A plan is a profile laid
// over a header; a decoder reads one row after the other with it, and makes of it what the
// comparison needs, without allocating, or all that the profile reads.
package rows

import (
	"slices"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/report"
	"contra/importers/report/mask"
	"contra/importers/report/value"
)

// Plan is a profile laid over a header. It does not change and may be shared.
type Plan struct {
	Header []string
	Masks  mask.Columns

	profile  *report.Profile
	money    value.Money
	clock    *value.Clock
	at       map[report.Field]int
	column   columns
	paired   bool // there is a column for debits and one for credits
	rules    []rule
	currency Currency // the default; zero: none
	project  uint32   // the default; 0: none
	firm     int      // so many columns from the left hold no delimiter, so that a broken row is cut rightly up to there
}

// columns are the places of the fields that every row needs, or -1.
type columns struct {
	op, pay, project, kind, status, amount, debit, credit, direction, currency, created, completed,
	fee, feeCurrency, net, settle, settleCurrency int
}

// rule leaves rows out.
type rule struct {
	name   string
	column int
	values map[string]bool
}

// Currency is a currency with its decimals; Exp is value.NoExponent when they are not known.
type Currency struct {
	Code money.Currency
	Cur  recon.Cur
	Exp  int
	raw  string
}

// Compile lays a profile over a header. Columns that the header lacks are passed over. What the
// profile says must make sense in itself; every error is a *ledger.Error.
func Compile(p report.Profile, header []string) (*Plan, error) {
	clock, err := value.NewClock(p.Zone, p.Layouts)
	if err != nil {
		return nil, err
	}
	plan := &Plan{Header: header, profile: &p, money: value.NewMoney(&p), clock: clock, at: Places(p.Columns, header)}
	place := func(f report.Field) int {
		if i, ok := plan.at[f]; ok {
			return i
		}
		return -1
	}
	plan.column = columns{
		op: place(report.OperationID), pay: place(report.PaymentID), project: place(report.ProjectID),
		kind: place(report.OperationType), status: place(report.OperationStatus),
		amount: place(report.Amount), debit: place(report.Debit), credit: place(report.Credit), direction: place(report.Direction), currency: place(report.Currency),
		created: place(report.CreatedAt), completed: place(report.CompletedAt),
		fee: place(report.FeeAmount), feeCurrency: place(report.FeeCurrency), net: place(report.NetAmount),
		settle: place(report.SettleAmount), settleCurrency: place(report.SettleCurrency),
	}
	plan.paired = plan.column.debit >= 0 && plan.column.credit >= 0 &&
		(plan.column.amount < 0 || p.Sign == report.SignColumns && plan.column.direction < 0)
	if err := plan.check(); err != nil {
		return nil, err
	}
	plan.Masks = mask.Kinds(header, plan.kinds())
	for plan.firm < len(header) && plan.Masks[plan.firm] != mask.Free {
		plan.firm++
	}
	for _, r := range p.Ignore {
		if i := indexOf(header, r.Column); i >= 0 {
			compiled := rule{r.Rule, i, map[string]bool{}}
			for _, v := range r.Values {
				compiled.values[ledger.Normal(v)] = true
			}
			plan.rules = append(plan.rules, compiled)
		}
	}
	return plan, nil
}

// Places finds the columns of fields in a header.
func Places(named map[report.Field]string, header []string) map[report.Field]int {
	at := make(map[report.Field]int, len(named))
	for field, name := range named {
		if i := indexOf(header, name); i >= 0 {
			at[field] = i
		}
	}
	return at
}

// indexOf finds a column by its name, best by the same spelling.
func indexOf(header []string, name string) int {
	if name == "" {
		return -1
	}
	if i := slices.Index(header, name); i >= 0 {
		return i
	}
	folded := report.Fold(name)
	return slices.IndexFunc(header, func(h string) bool { return report.Fold(h) == folded })
}

// check looks at what a profile says, apart from its columns.
func (p *Plan) check() error {
	bad := func(format string, args ...any) error {
		return ledger.Errorf(ledger.ErrUsage, format, args...).WithHint("change the profile")
	}
	if c, ok := p.profile.Defaults[report.Currency]; ok {
		if p.currency, ok = currencyOf([]byte(c)); !ok {
			return bad("the profile's currency %q is no currency code", c)
		}
	}
	if text, ok := p.profile.Defaults[report.ProjectID]; ok {
		if p.project, ok = value.Project([]byte(text)); !ok {
			return bad("the profile's project %q is no project's number", text)
		}
	}
	switch p.profile.Unit {
	case report.UnitUnknown, report.UnitMinor, report.UnitMajor:
	default:
		return bad("the profile's unit %q is neither %q nor %q", p.profile.Unit, report.UnitMinor, report.UnitMajor)
	}
	switch p.profile.Sign {
	case "", report.SignByType, report.SignAsWrites, report.SignColumns:
	default:
		return bad("the profile's rule for signs %q is none of %q, %q, %q", p.profile.Sign, report.SignByType, report.SignAsWrites, report.SignColumns)
	}
	if p.profile.Sign == report.SignColumns && p.column.direction < 0 && !p.paired {
		return bad("the profile says that columns tell debits from credits, and the report has none of them")
	}
	if p.money.Decimal == p.money.Grouping {
		return bad("the profile's decimal mark is its thousands mark, %q", p.money.Decimal)
	}
	return nil
}

// kinds says of the columns with a field what they may hold.
func (p *Plan) kinds() map[int]mask.Kind {
	kinds := map[int]mask.Kind{}
	for field, i := range p.at {
		switch field {
		case report.OperationID, report.PaymentID:
			kinds[i] = max(kinds[i], mask.Known)
		case report.ProviderRef, report.ARN, report.RRN, report.SettlementBatch, report.BalanceID, report.CustomerID:
			kinds[i] = max(kinds[i], mask.ID)
		case report.PaymentStatus, report.Method, report.SettledOn, report.FXRate, report.Remaining, report.Description:
			// Kept as text that nobody checks.
		default:
			kinds[i] = max(kinds[i], mask.Value)
		}
	}
	return kinds
}

// currencyOf reads a currency code of three letters in either case.
func currencyOf(text []byte) (Currency, bool) {
	var code [3]byte
	if len(text) != len(code) {
		return Currency{}, false
	}
	for i, c := range text {
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		code[i] = c
	}
	c := Currency{Code: money.Currency(code[:]), Exp: value.NoExponent}
	c.Cur = recon.CurOf(string(c.Code))
	if exp, known := c.Code.Exponent(); known {
		c.Exp = exp
	}
	return c, c.Cur != 0
}
