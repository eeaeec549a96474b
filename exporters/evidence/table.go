package evidence

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// table reads some columns of a CSV file.
type table struct {
	r     *csv.Reader
	at    []int
	cells []string
	line  int
	err   error
}

// tableOf reads the header, which must have the columns.
func tableOf(r io.Reader, columns ...string) (*table, error) {
	t := &table{r: csv.NewReader(&guard{r: r}), line: 1}
	names, err := t.r.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty")
	}
	if err != nil {
		return nil, err
	}
	for _, c := range columns {
		at := slices.Index(names, c)
		if at < 0 {
			return nil, fmt.Errorf("it has no column %s", c)
		}
		t.at = append(t.at, at)
	}
	t.r.ReuseRecord = true
	return t, nil
}

func (t *table) next() bool {
	cells, err := t.r.Read()
	if errors.Is(err, io.EOF) {
		return false
	}
	t.cells, t.err = cells, err
	t.line++
	return err == nil
}

func (t *table) cell(i int) string { return t.cells[t.at[i]] }

func (t *table) number(i int) (int64, error) {
	n, err := strconv.ParseInt(t.cell(i), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("line %d: %.40q is not a whole number", t.line, t.cell(i))
	}
	return n, nil
}

// guard refuses a record that is far longer than any that we write, before it
// fills the memory.
type guard struct {
	r      io.Reader
	n      int
	quoted bool
}

const mostRecord = 8 << 20

var errLongRecord = errors.New("a line is too long")

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	for _, b := range p[:n] {
		g.n++
		if b == '"' {
			g.quoted = !g.quoted
		}
		if b == '\n' && !g.quoted {
			g.n = 0
		}
	}
	if g.n > mostRecord {
		return 0, errLongRecord
	}
	return n, err
}
