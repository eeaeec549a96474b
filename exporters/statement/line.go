package statement

import (
	"time"

	"contra/core/recon/archive"
	"contra/exporters/cell"
)

// The states of a finding in a statement.
const (
	open      = "open"
	decided   = "decided"
	expected  = "expected"
	tolerated = "tolerated"
	matched   = "matched"
)

func stateOf(f *archive.Finding) string {
	switch {
	case f.Kind == archive.Expected:
		return expected
	case f.Kind == archive.Tolerated:
		return tolerated
	case f.Kind == archive.Paired:
		return matched
	case f.Open():
		return open
	}
	return decided
}

// line is a finding as one line of a table.
type line struct {
	*archive.Finding
	v             *view
	state         string
	report, local side
}

func (v *view) line(f *archive.Finding) (*line, error) {
	l := &line{Finding: f, v: v, state: stateOf(f)}
	report, local := f.Break.Report, f.Break.Local
	if f.Kind == archive.Paired {
		report, local = f.Pair.Report, f.Pair.Local
	}
	var err error
	if l.report, err = v.side(report); err != nil {
		return nil, err
	}
	l.local, err = v.side(local)
	return l, err
}

// lines hands over the findings that are wanted, in order.
func (v *view) lines(want func(*archive.Finding) bool) func(row func(*line) error) error {
	return func(row func(*line) error) error {
		for _, f := range v.findings {
			if !want(f) {
				continue
			}
			l, err := v.line(f)
			if err != nil {
				return err
			}
			if err := row(l); err != nil {
				return err
			}
		}
		return nil
	}
}

func notPaired(f *archive.Finding) bool { return f.Kind != archive.Paired }

// age is how many whole days a finding has been known at the end of the run.
func (v *view) age(f *archive.Finding) int64 {
	if f.Since.IsZero() || !v.At.After(f.Since) {
		return 0
	}
	return int64(v.At.Sub(f.Since) / (24 * time.Hour))
}

func yes(is bool) cell.Cell {
	if is {
		return cell.Of("yes")
	}
	return cell.Of("no")
}
