package report

import (
	"context"
	"errors"

	"contra/core/money"
	corereport "contra/core/report"
	"contra/importers/report/rows"
	"contra/importers/report/value"
	"contra/importers/table"
)

// NeedsUnit tells whether the unit of the amounts has to be found out before the table can
// be read: the profile does not know it, and the first rows are not all in currencies without
// decimals, where minor and major units are the same.
func (o *Opened) NeedsUnit() bool {
	if o.Profile.Unit != corereport.UnitUnknown {
		return false
	}
	sampled, err := o.Sample(o.Profile)
	if err != nil {
		return true
	}
	read := false
	for _, s := range sampled {
		if s.In != "" && decimals(s.In) {
			return true
		}
		read = read || s.Row != nil
	}
	return !read
}

// Amounted is a row's amount as it is written, with what finds its local side.
type Amounted struct {
	Line        int
	Project     int64
	PaymentID   string
	OperationID string
	Type        string
	Written     string // without sign and thousands marks, with a decimal point
	Currency    money.Currency
}

var errEnough = errors.New("there are enough rows")

// Amounts gives up to most rows in currencies with decimals, so that InferUnit can compare
// their amounts with local ones.
func (o *Opened) Amounts(ctx context.Context, most int) (all []Amounted, err error) {
	if err := o.settled(); err != nil {
		return nil, err
	}
	plan, err := rows.Compile(o.Profile, o.Header)
	if err != nil {
		return nil, err
	}
	w := newWorker(plan, o.Look.Delimiter)
	_, err = o.Source.Chunks(ctx, o.Look, 1, nil, func(c table.Chunk) error {
		w.begin()
		line := c.Line
		for at := 0; at < len(c.Data); {
			size, lines := w.row(c.Data, at, line)
			if a, ok := amounted(w, line); ok {
				if all = append(all, a); len(all) >= most {
					return errEnough
				}
			}
			at, line = at+size, line+lines
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, o.failed(err)
	}
	return all, nil
}

func amounted(w *worker, line int) (a Amounted, ok bool) {
	written, c := w.Written(w.scanner)
	if written == "" || !decimals(c) || w.Rule != "" {
		return a, false
	}
	return Amounted{line, int64(w.Project), string(w.Pay), string(w.Op), w.Type.Name, written, c}, true
}

// UnitSample is an amount of a report beside the same operation's local amount.
type UnitSample struct {
	Written string // as in Amounted
	Local   money.Amount
}

// UnitEvidence counts what samples prove.
type UnitEvidence struct {
	Minor   int // equal when read in minor units
	Major   int // equal when read in major units
	Neither int
	Same    int // equal either way, which proves nothing
}

// InferUnit finds the unit by comparing amounts with local ones. It knows it only when
// samples that agree in one unit are the majority and none agrees in the other one.
func InferUnit(samples []UnitSample) (corereport.Unit, UnitEvidence) {
	var e UnitEvidence
	for _, s := range samples {
		minor, major := s.equals(corereport.UnitMinor), s.equals(corereport.UnitMajor)
		switch {
		case minor && major:
			e.Same++
		case minor:
			e.Minor++
		case major:
			e.Major++
		default:
			e.Neither++
		}
	}
	switch {
	case e.Major == 0 && e.Minor > e.Neither:
		return corereport.UnitMinor, e
	case e.Minor == 0 && e.Major > e.Neither:
		return corereport.UnitMajor, e
	}
	return corereport.UnitUnknown, e
}

func (s UnitSample) equals(unit corereport.Unit) bool {
	m := value.Money{Unit: unit, Decimal: "."}
	exp, known := s.Local.Currency.Exponent()
	if !known {
		exp = value.NoExponent
	}
	n, p := m.Parse([]byte(s.Written), exp)
	return p == value.Fine && n.Minor == max(s.Local.Minor, -s.Local.Minor)
}
