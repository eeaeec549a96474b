package dashboard

import (
	"encoding/csv"
	"io"
	"slices"

	"github.com/gocarina/gocsv"

	"contra/core/ledger"
)

// columns is a writer for gocsv that puts the values into a layout's order. The
// first row that it is given holds the names of the values; a column that is not
// among them stays empty.
type columns struct {
	*csv.Writer
	out   *counter
	names []string
	from  []int // for each column, where its value is; -1: nowhere
	row   []string
	most  int // bytes
}

var _ gocsv.CSVWriter = (*columns)(nil)

func newColumns(out io.Writer, names []string, lf bool) *columns {
	n := &counter{w: out}
	w := &columns{Writer: csv.NewWriter(n), out: n, names: names, row: make([]string, len(names))}
	w.Comma = ';'
	w.UseCRLF = !lf
	return w
}

// Write takes the names first and then the values of one row after another.
func (c *columns) Write(values []string) error {
	if c.from == nil {
		c.from = make([]int, len(c.names))
		for i, name := range c.names {
			c.from[i] = slices.Index(values, name)
		}
		return c.Writer.Write(c.names)
	}
	for i, at := range c.from {
		c.row[i] = ""
		if at >= 0 {
			c.row[i] = values[at]
		}
	}
	if err := c.Writer.Write(c.row); err != nil {
		return err
	}
	return c.size()
}

// Error says what went wrong, also that the file has become too large.
func (c *columns) Error() error {
	if err := c.Writer.Error(); err != nil {
		return err
	}
	return c.size()
}

func (c *columns) size() error {
	if c.out.n > int64(c.most) {
		return ledger.Errorf(ledger.ErrState, "the file would be larger than %d MB, and the platform takes none that is", c.most>>20).WithHint("split it into more files")
	}
	return nil
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
