package statement

import (
	"context"
	"io"
)

// CSV writes one line for each break, expectation and tolerance. Amounts are
// given in minor units and, beside them, in major units; the names of the columns say which.
func CSV(w io.Writer, s Statement) error {
	v, err := s.view()
	if err != nil {
		return err
	}
	return writeCSV(w, breakColumns, v.lines(notPaired))
}

// ResultsCSV writes a line for every row, matched or not, as it comes. The
// column matched_minor adds up to the total of what is matched, by currency.
func ResultsCSV(ctx context.Context, w io.Writer, s Statement) error {
	v, err := s.view()
	if err != nil {
		return err
	}
	return writeCSV(w, resultColumns, func(row func(*result) error) error { return v.everyRow(ctx, row) })
}

// RejectsCSV writes a line for each row that could not be read.
func RejectsCSV(w io.Writer, s Statement) error {
	v, err := s.view()
	if err != nil {
		return err
	}
	return writeCSV(w, rejectColumns, v.rejected)
}
