package report

import (
	"contra/core/money"
	corereport "contra/core/report"
	"contra/importers/report/rows"
)

// Sampled is one of the first rows, as a profile reads it: a row, a reject, or ignored by a rule.
type Sampled struct {
	Line    int
	Cells   []string // card data hidden
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
		all[i] = w.sample([]byte(text), o.Look.SampleLines[i])
	}
	return all, nil
}

// sample reads one row, first to find what it is, then what is shown of it, without card data.
func (w *worker) sample(text []byte, line int) (s Sampled) {
	w.begin()
	w.row(text, 0, line)
	s.Line = line
	if len(w.rejects) > 0 {
		r := w.rejects[0].Reject
		s.Reject = &r
	}
	if len(w.ignored) > 0 {
		s.Ignored = w.ignored[0].rule
	}
	w.scanner.Next(w.text(text))
	if w.Decode(w.scanner) == rows.Accepted {
		row := w.Full(w.scanner, line)
		s.Row = &row
	}
	for i := range w.scanner.Len() {
		s.Cells = append(s.Cells, string(w.scanner.Cell(i)))
	}
	s.Written, s.In = w.Written(w.scanner)
	return s
}
