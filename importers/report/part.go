package report

import (
	"bytes"
	"slices"

	"contra/core/recon"
	corereport "contra/core/report"
	"contra/core/report/block"
	"contra/importers/report/rows"
	"contra/importers/table"
)

// part is what a piece of a report's text holds.
type part struct {
	items   []recon.Item
	lines   []uint32
	rejects []reject
	ignored []ignored
	read    int64
	within  corereport.Range
}

type reject struct {
	corereport.Reject
	foot bool // it may be a footer
}

type ignored struct {
	rule string
	line int
}

// worker reads pieces of text, one after the other.
type worker struct {
	*rows.Decoder
	scanner *table.Scanner
	part
	masked []byte // the text with card data hidden; empty: nothing had to be
	coder  *block.Encoder
	coded  []byte
}

func newWorker(plan *rows.Plan, delimiter byte) *worker {
	return &worker{Decoder: plan.Decoder(), scanner: table.NewScanner(delimiter), coder: block.NewEncoder(delimiter)}
}

func (w *worker) begin() {
	w.items, w.lines, w.rejects, w.ignored, w.read = w.items[:0], w.lines[:0], w.rejects[:0], w.ignored[:0], 0
	w.masked, w.within = w.masked[:0], corereport.NoRange()
}

// row reads the row at text[at:]. It gives its length and how many lines it spans, or 0 at the end.
func (w *worker) row(text []byte, at, line int) (size, lines int) {
	size, lines, ok := w.scanner.Next(text[at:])
	if !ok {
		return 0, 0
	}
	w.decode(text, at, size, line)
	return size, lines
}

// decode reads the row that the scanner has.
func (w *worker) decode(text []byte, at, size, line int) {
	w.read++
	verdict := w.Decode(w.scanner)
	switch verdict {
	case rows.Accepted:
		w.items = append(w.items, w.Item())
		w.within.Add(&w.items[len(w.items)-1])
		w.lines = append(w.lines, uint32(line))
	case rows.Ignored:
		w.ignored = append(w.ignored, ignored{w.Rule, line})
	}
	mask := w.Masks.Needed(w.scanner, verdict == rows.Accepted)
	if mask {
		if len(w.masked) == 0 {
			w.masked = append(w.masked, text...)
		}
		w.Masks.Row(trimEnd(w.masked[at:at+size]), w.scanner, verdict == rows.Accepted)
	}
	if verdict == rows.Rejected {
		w.refuse(text, at, size, line)
	}
}

// refuse keeps a rejected row, with its text as it is kept.
func (w *worker) refuse(text []byte, at, size, line int) {
	if w.Again(w.scanner) {
		w.ignored = append(w.ignored, ignored{rows.RuleHeader, line})
		return
	}
	if len(w.masked) > 0 {
		text = w.masked
	}
	raw := string(trimEnd(text[at : at+size]))
	w.rejects = append(w.rejects, reject{w.Reject(w.Fault, line, raw), w.Foot(w.scanner)})
}

// text is the piece as it is kept.
func (w *worker) text(text []byte) []byte {
	if len(w.masked) > 0 {
		return w.masked
	}
	return text
}

func (p *part) clone() part {
	return part{slices.Clone(p.items), slices.Clone(p.lines), slices.Clone(p.rejects), slices.Clone(p.ignored), p.read, p.within}
}

// trimEnd takes the line end off.
func trimEnd(row []byte) []byte {
	row = bytes.TrimSuffix(row, []byte("\n"))
	return bytes.TrimSuffix(row, []byte("\r"))
}
