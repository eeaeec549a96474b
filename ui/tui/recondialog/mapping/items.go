package mapping

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	corereport "contra/core/report"
)

func itoa(n int) string { return strconv.Itoa(n) }

// item is a line at the left: something that has to be known of a report.
type item struct {
	id      string
	label   string
	about   string
	value   string
	needed  bool
	missing bool
	clear   func()
}

const useLayout = "use"

// fieldNames are the fields in the order of the window, those first that rows
// cannot do without.
var fieldNames = []struct {
	field corereport.Field
	label string
}{
	{corereport.OperationID, "operation id"}, {corereport.PaymentID, "payment id"}, {corereport.OperationType, "type"}, {corereport.OperationStatus, "status"},
	{corereport.Amount, "amount"}, {corereport.Currency, "currency"}, {corereport.CompletedAt, "ended at"}, {corereport.CreatedAt, "began at"}, {corereport.ProjectID, "project"},
	{corereport.Debit, "went out"}, {corereport.Credit, "came in"}, {corereport.Direction, "in or out"},
	{corereport.FeeAmount, "fee"}, {corereport.FeeCurrency, "fee currency"}, {corereport.NetAmount, "net"}, {corereport.SettleAmount, "settled"}, {corereport.SettleCurrency, "settled in"},
	{corereport.FXRate, "rate"}, {corereport.ProviderRef, "provider's id"}, {corereport.ARN, "ARN"}, {corereport.RRN, "RRN"}, {corereport.SettlementBatch, "settlement"},
	{corereport.SettledOn, "settled on"}, {corereport.BalanceID, "balance"}, {corereport.PaymentStatus, "payment status"}, {corereport.Method, "method"},
	{corereport.Description, "description"}, {corereport.CustomerID, "customer"}, {corereport.Remaining, "left to refund"},
}

// fixed are the fields that can have one value for all rows.
var fixed = []corereport.Field{corereport.Currency, corereport.ProjectID, corereport.OperationType, corereport.OperationStatus}

// items are the lines at the left as they are now.
func (l *Window) items() []item {
	out := make([]item, 0, len(fieldNames)+12)
	for _, f := range fieldNames {
		it := item{id: string(f.field), label: f.label, about: f.field.Means(), value: l.p.Columns[f.field], missing: slices.Contains(l.o.Missing, f.field), clear: func() { l.assign(f.field, "") }}
		if d := l.p.Defaults[f.field]; it.value == "" && d != "" {
			it.value = "always " + d
		}
		it.needed = it.missing || slices.Contains([]corereport.Field{corereport.OperationID, corereport.PaymentID, corereport.OperationType, corereport.OperationStatus, corereport.Amount, corereport.Currency}, f.field)
		out = append(out, it)
		if f.field == corereport.Currency {
			out = append(out, item{id: "unit", label: "amounts are in", about: "minor units: 1250 is 12.50 EUR; major units: 12.50 is 12.50 EUR. KRW is the same in both", value: unitWord(l.p.Unit), needed: true, missing: len(l.o.Missing) == 0 && l.needsUnit()})
		}
	}
	set := func(id, label, about, value string) {
		out = append(out, item{id: id, label: label, about: about, value: value})
	}
	set("zone", "times are in", "the time zone of times that do not say one", l.p.Zone)
	set("decimal", "decimal mark", "the sign between 12 and 50 in 12.50", or(l.p.Decimal, "."))
	set("grouping", "thousands mark", "the sign in 1,250,000", or(markWord(l.p.Grouping), "none"))
	set("sign", "direction", "how a row tells which way the money went", signWords[l.p.Sign])
	set("delimiter", "columns cut by", "what stands between two cells", delimiterWord(l.o.Look.Delimiter))
	set("encoding", "encoding", "how letters are written as bytes", l.o.Look.Encoding)
	set("header", "header on line", "the line that names the columns", itoa(l.o.Look.HeaderLine))
	set("name", "keep it as", "the name under which this layout is kept, so that the next report like it is read without asking; empty: it is not kept", or(l.p.Name, "(not kept)"))
	return append(out, item{id: useLayout, label: "Use this layout and import", about: l.problem()})
}

// assign gives a field a column; none when it is empty. A column has one meaning.
func (l *Window) assign(f corereport.Field, column string) {
	columns := maps.Clone(l.p.Columns)
	if columns == nil {
		columns = map[corereport.Field]string{}
	}
	if delete(columns, f); column != "" {
		for other, name := range columns {
			if corereport.Fold(name) == corereport.Fold(column) {
				delete(columns, other)
			}
		}
		columns[f] = column
		switch f { // the amount stands in one column, or in two
		case corereport.Amount:
			delete(columns, corereport.Debit)
			delete(columns, corereport.Credit)
		case corereport.Debit, corereport.Credit:
			delete(columns, corereport.Amount)
		}
	}
	l.p.Columns = columns
	l.p = WithDefault(l.p, f, "")
	apart := columns[corereport.Debit] != "" && columns[corereport.Credit] != "" || columns[corereport.Direction] != ""
	switch {
	case apart:
		l.p.Sign = corereport.SignColumns
	case l.p.Sign == corereport.SignColumns:
		l.p.Sign = corereport.SignByType
	}
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func unitWord(u corereport.Unit) string {
	switch u {
	case corereport.UnitMinor:
		return "minor units"
	case corereport.UnitMajor:
		return "major units"
	}
	return "not known"
}

var signWords = map[corereport.Sign]string{"": "the type says it", corereport.SignByType: "the type says it", corereport.SignAsWrites: "the amount's sign", corereport.SignColumns: "columns of their own"}

func markWord(m string) string {
	switch m {
	case " ":
		return "blank"
	case "\u00a0", "\u202f":
		return "narrow blank"
	}
	return m
}

func delimiterWord(b byte) string {
	switch b {
	case '\t':
		return "tab"
	case ';', ',', '|':
		return string(rune(b))
	}
	return strconv.QuoteRune(rune(b))
}

// samplesOf are the first values of a column.
func (l *Window) samplesOf(column int) string {
	var out []string
	for _, s := range l.sampled[:min(3, len(l.sampled))] {
		if column < len(s.Cells) {
			out = append(out, s.Cells[column])
		}
	}
	return strings.Join(out, " | ")
}

// WithDefault is a profile with a value for rows that have no column for a field;
// an empty value takes it away.
func WithDefault(p corereport.Profile, f corereport.Field, value string) corereport.Profile {
	p.Defaults = maps.Clone(p.Defaults) // that of a ready profile is shared
	if p.Defaults == nil {
		p.Defaults = map[corereport.Field]string{}
	}
	if p.Defaults[f] = value; value == "" {
		delete(p.Defaults, f)
	}
	return p
}
