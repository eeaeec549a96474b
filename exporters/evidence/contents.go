package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"

	"contra/core/money"
	"contra/core/recon"
	"contra/exporters/cell"
	"contra/exporters/statement"
)

// contents is what the files of a pack say, as far as it is checked.
type contents struct {
	run   statement.Document
	items said // in run.json
	lines said // in breaks.csv
	sums  map[money.Currency]int64
	rows  int64 // of reports, matched
	head  head
	index []indexed
	read  map[string]bool // files that could be read
	seed  maphash.Seed
}

// said is what a file says of findings.
type said struct {
	marks  []uint64 // one for each, in order
	counts map[recon.Code]int64
}

// mostLines bounds what a hostile file can make a verifier remember.
const mostLines = 20_000_000

var errTooMany = errors.New("it has too many lines")

func (s *said) add(mark uint64, code recon.Code, isBreak bool) error {
	if len(s.marks) >= mostLines {
		return errTooMany
	}
	s.marks = append(s.marks, mark)
	if s.counts == nil {
		s.counts = map[recon.Code]int64{}
	}
	if isBreak {
		s.counts[code]++
	}
	return nil
}

// reader gives what reads a file along; nil: nothing in it is checked but its hash.
func (c *contents) reader(name string) func(io.Reader) error {
	var read func(io.Reader) error
	switch name {
	case runFile:
		read = c.readRun
	case breaksFile:
		read = c.readBreaks
	case resultsFile:
		read = c.readResults
	case headFile:
		read = c.readHead
	case reportsFile:
		read = c.readIndex
	default:
		return nil
	}
	return func(r io.Reader) error {
		if c.read == nil {
			c.read, c.seed = map[string]bool{}, maphash.MakeSeed()
		}
		err := read(r)
		c.read[name] = err == nil
		return err
	}
}

// mark is a hash of the cells that both run.json and breaks.csv have.
func (c *contents) mark(cells ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(c.seed)
	for _, text := range cells {
		h.WriteString(text)
		h.WriteByte(0)
	}
	return h.Sum64()
}

func (c *contents) readRun(r io.Reader) (err error) {
	c.items = said{}
	c.run, err = statement.ReadJSON(r, func(list string, i statement.Item) error {
		if list == statement.ByHandList {
			return nil
		}
		verb, note := "", ""
		if i.Decision != nil {
			verb, note = string(i.Decision.Verb), i.Decision.Note
		}
		stake := cell.InMinor(money.New(i.Difference, i.Currency))
		mark := c.mark("B"+i.ID, string(i.Code), i.State, cell.Safe(i.PaymentID), cell.Safe(i.OperationID), stake.CSV(), string(i.Currency), cell.Safe(i.Reason), verb, cell.Safe(note))
		return c.items.add(mark, i.Code, list == statement.BreaksList)
	})
	return err
}

func (c *contents) readHead(r io.Reader) error {
	d := json.NewDecoder(io.LimitReader(r, 1<<16))
	d.DisallowUnknownFields()
	if err := d.Decode(&c.head); err != nil {
		return err
	}
	if d.More() {
		return errors.New("something follows its end")
	}
	_, err := io.Copy(io.Discard, r)
	return err
}

func (c *contents) readIndex(r io.Reader) error {
	t, err := tableOf(r, indexHead...)
	if err != nil {
		return err
	}
	for t.next() {
		var x indexed
		for i, to := range x.cells() {
			*to = t.cell(i)
		}
		if c.index = append(c.index, x); len(c.index) > mostEntries {
			return errTooMany
		}
	}
	return t.err
}

func (c *contents) readBreaks(r io.Reader) error {
	t, err := tableOf(r, "break", "code", "state", "payment_id", "operation_id", "difference_minor", "difference_currency", "reason", "decision", "note")
	if err != nil {
		return err
	}
	cells := make([]string, 10)
	for t.next() {
		for i := range cells {
			cells[i] = t.cell(i)
		}
		state := t.cell(2)
		if err := c.lines.add(c.mark(cells...), recon.Code(t.cell(1)), state == "open" || state == "decided"); err != nil {
			return err
		}
	}
	return t.err
}

func (c *contents) readResults(r io.Reader) error {
	t, err := tableOf(r, "outcome", "report_currency", "matched_minor", "report_amount_minor")
	if err != nil {
		return err
	}
	c.sums = map[money.Currency]int64{}
	for t.next() {
		currency := money.Currency(t.cell(1))
		if t.cell(0) != "matched" || currency == "" {
			continue
		}
		share, err := t.number(2)
		if err != nil {
			return err
		}
		whole, err := t.number(3)
		if err != nil {
			return err
		}
		if share != 0 && share != whole && share != -whole {
			return fmt.Errorf("line %d: %d counts as matched of an amount of %d", t.line, share, whole)
		}
		sum, fits := money.AddMinor(c.sums[currency], share)
		if !fits {
			return fmt.Errorf("line %d: the sum in %s is too large", t.line, cell.Clean(t.cell(1)))
		}
		c.sums[currency] = sum
		c.rows++
	}
	return t.err
}
