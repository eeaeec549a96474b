package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"contra/core/ledger"
	"contra/exporters/statement"
)

// Input is what a pack is made of.
type Input struct {
	statement.Statement
	Reports []ReportFile // reports of the run that go into the pack as they came; others are named only
}

// ReportFile is a report as it came.
type ReportFile struct {
	SHA256 string // as the run names it
	Open   func() (io.ReadCloser, error)
}

// head is how far the audit chain of the ledger had grown.
type head struct {
	Ledger string `json:"ledger,omitempty"`
	Seq    int64  `json:"audit_seq"`
	Head   string `json:"audit_head"`
}

// Write makes a pack. Everything in it is dated by the end of the run, and the
// audit chain is told as the input says it was, so the same input gives the same bytes.
// What is written is verified on the way: a pack that would not verify is an error of
// code ErrState, and must not be kept.
func Write(ctx context.Context, w io.Writer, in Input) (Manifest, error) {
	m, err := write(ctx, w, in)
	var known *ledger.Error
	switch {
	case err == nil, errors.As(err, &known):
		return m, err
	case ctx.Err() != nil:
		return m, &ledger.Error{Code: ledger.ErrCancelled, Message: "the export was cancelled", Err: err}
	}
	return m, &ledger.Error{Code: ledger.ErrIO, Message: "the evidence cannot be written", Hint: "look whether the disk is full", Err: err}
}

func write(ctx context.Context, w io.Writer, in Input) (Manifest, error) {
	s := in.Statement
	if s.At.IsZero() {
		s.At = s.Run.EndedAt
	}
	breaks := s
	breaks.Results = nil // the workbook is for people; what matched is in results.csv
	p := newPacker(w, s.At)
	files, err := in.files()
	if err != nil {
		return Manifest{}, err
	}
	for _, f := range []struct {
		name, about string
		write       func(io.Writer) error
	}{
		{pageFile, "the statement, to read and to print", func(w io.Writer) error { return statement.HTML(w, s) }},
		{breaksFile, "every break, expectation and tolerance", func(w io.Writer) error { return statement.CSV(w, s) }},
		{bookFile, "the same with a summary, as a workbook", func(w io.Writer) error { return statement.XLSX(ctx, w, breaks) }},
		{resultsFile, "every row, matched or not", func(w io.Writer) error { return statement.ResultsCSV(ctx, w, s) }},
		{rejectsFile, "the rows that could not be read", func(w io.Writer) error { return statement.RejectsCSV(w, s) }},
		{runFile, "the run with its numbers and breaks, for programs", func(w io.Writer) error { return statement.JSON(w, s) }},
		{headFile, "how far the audit chain of the ledger had grown", func(w io.Writer) error { return json.NewEncoder(w).Encode(head{s.Ledger, s.AuditSeq, s.AuditHead}) }},
		{reportsFile, "the reports that were compared", func(w io.Writer) error { return writeIndex(w, s.Run.Summary.Reports, files) }},
	} {
		if err := p.add(f.name, f.about, f.write); err != nil {
			return Manifest{}, err
		}
	}
	for _, f := range files {
		if err := p.add(f.name, "a report as it came", f.copy); err != nil {
			return Manifest{}, err
		}
	}
	return p.finish()
}

// finish writes the manifest.
func (p *packer) finish() (Manifest, error) {
	m := about(p.seen.run)
	m.Files = p.files
	var err error
	if m.Digest, err = m.digest(); err != nil {
		return m, err
	}
	if problems := p.seen.problems(m); len(problems) > 0 {
		return m, ledger.Errorf(ledger.ErrState, "the evidence does not hold: %s", problems).
			WithHint("compare again and export the new run; if that does not help, the ledger may be damaged: contra audit verify")
	}
	text, err := m.encode()
	if err != nil {
		return m, err
	}
	w, err := p.create(manifestFile)
	if err != nil {
		return m, err
	}
	if _, err := w.Write(text); err != nil {
		return m, err
	}
	return m, p.zip.Close()
}
