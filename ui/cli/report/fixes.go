package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/table"
	"contra/ui/cli/app"
)

// mended reads a file of mended rows, and gives for each line of the report how
// it reads now. A spreadsheet may have written other delimiters and quotes.
func mended(ctx context.Context, a *app.App, info corereport.Info, waiting []corereport.StoredReject, path string) (map[int]string, error) {
	sources, err := table.Open(path, a.Env.Stdin)
	if err != nil {
		return nil, err
	}
	defer func() {
		for _, s := range sources {
			s.Close()
		}
	}()
	if len(sources) != 1 {
		return nil, ledger.Errorf(ledger.ErrUsage, "%s holds several tables", path).WithHint("name the file with the mended rows")
	}
	look, err := sources[0].Look(table.Hint{HeaderLine: 1})
	if err != nil {
		return nil, err
	}
	numbered := len(look.Header) == len(info.Header)+1 && corereport.Fold(look.Header[0]) == lineColumn
	if header := look.Header[len(look.Header)-min(len(look.Header), len(info.Header)):]; !slices.EqualFunc(header, info.Header, alike) || !numbered && len(look.Header) != len(info.Header) {
		return nil, ledger.Errorf(ledger.ErrUsage, "the header of %s is not that of report %d", sources[0].Name, info.ID).WithHint("contra report rejects %d --csv FILE writes a file to be mended", info.ID)
	}
	r := fixes{name: sources[0].Name, numbered: numbered, delimiter: delimiter(info), texts: map[int]string{}, scanner: table.NewScanner(look.Delimiter), waiting: waiting}
	if _, err := sources[0].Chunks(ctx, look, 1, nil, r.chunk); err != nil {
		return nil, err
	}
	if !numbered && r.rows != len(waiting) {
		return nil, ledger.Errorf(ledger.ErrUsage, "%s has %d rows, and %d rows of report %d wait to be mended", r.name, r.rows, len(waiting), info.ID).
			WithHint("put the number of its line before each row, in a column called line; contra report rejects %d --csv FILE writes such a file", info.ID)
	}
	return r.texts, nil
}

func alike(a, b string) bool { return corereport.Fold(a) == corereport.Fold(b) }

// fixes collects mended rows.
type fixes struct {
	name      string
	numbered  bool
	delimiter rune
	scanner   *table.Scanner
	waiting   []corereport.StoredReject
	rows      int
	texts     map[int]string // by line of the report
}

func (f *fixes) chunk(c table.Chunk) error {
	line := c.Line
	for at := 0; at < len(c.Data); {
		size, lines, ok := f.scanner.Next(c.Data[at:])
		if !ok {
			return nil
		}
		if err := f.row(line); err != nil {
			return err
		}
		at, line = at+size, line+lines
	}
	return nil
}

// row takes the row that the scanner has cut.
func (f *fixes) row(line int) error {
	cells := make([]string, f.scanner.Len())
	for i := range cells {
		cells[i] = string(f.scanner.Cell(i))
	}
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return nil
	}
	f.rows++
	if !f.numbered {
		if f.rows <= len(f.waiting) {
			f.texts[f.waiting[f.rows-1].Line] = f.join(cells)
		}
		return nil
	}
	n, err := strconv.Atoi(strings.TrimSpace(cells[0]))
	if err != nil || n <= 0 {
		return ledger.Errorf(ledger.ErrUsage, "%s, line %d, %s: %q is no number of a line", f.name, line, lineColumn, cells[0]).WithHint("the first column says which row of the report it is")
	}
	if _, twice := f.texts[n]; twice {
		return ledger.Errorf(ledger.ErrUsage, "%s, line %d, %s: there is another row for line %d", f.name, line, lineColumn, n).WithHint("leave one of them out")
	}
	f.texts[n] = f.join(cells[1:])
	return nil
}

// join writes cells as one row of the report.
func (f *fixes) join(cells []string) string {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = f.delimiter
	w.Write(cells) // to memory
	w.Flush()
	return strings.TrimRight(b.String(), "\n")
}
