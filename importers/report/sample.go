package report

import (
	"contra/core/money"
	corereport "contra/core/report"
	"contra/importers/card"
	"contra/importers/report/rows"
)

// Sampled is one of the first rows, as a profile reads it: a row, a reject, or ignored by a rule.
type Sampled struct {
	Line    int
	Cells   []string // card numbers masked
	Row     *corereport.Row
	Reject  *corereport.Reject
	Ignored string
	Written string // the amount without thousands marks and with a decimal point; empty: it is no number
	In      money.Currency
}

// Sample reads the first rows of the table with a profile. The error is about the profile itself.
func (o *Opened) Sample(p corereport.Profile) ([]Sampled, error) {
	plan, err := rows.Compile(p, o.Header)
	if err != nil {
		return nil, err
	}
	w := newWorker(plan, o.Look.Delimiter)
	all := make([]Sampled, len(o.Look.SampleText))
	for i, text := range o.Look.SampleText {
		line := o.Look.SampleLines[i]
		w.begin()
		w.row([]byte(text), 0, 0, line)
		s := Sampled{Line: line, Cells: masked(o.Look.Samples[i])}
		switch {
		case len(w.items) > 0:
			row := w.Full(w.scanner, line)
			s.Row = &row
		case len(w.rejects) > 0:
			s.Reject = &w.rejects[0].Reject
		case len(w.ignored) > 0:
			s.Ignored = w.ignored[0].rule
		}
		s.Written, s.In = w.Written(w.scanner)
		all[i] = s
	}
	return all, nil
}

func masked(cells []string) []string {
	all := make([]string, len(cells))
	for i, c := range cells {
		all[i] = card.MaskText(c)
	}
	return all
}
