package papers

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"contra/core/ledger"
	"contra/exporters/atomic"
	"contra/exporters/evidence"
	"contra/exporters/statement"
)

// paper is one file that is written about a run.
type paper struct {
	name  string
	write func(context.Context, io.Writer, statement.Statement) error
}

func plain(write func(io.Writer, statement.Statement) error) func(context.Context, io.Writer, statement.Statement) error {
	return func(_ context.Context, w io.Writer, s statement.Statement) error { return write(w, s) }
}

var papers = []paper{
	{"breaks.csv", plain(statement.CSV)},
	{"results.csv", statement.ResultsCSV},
	{"breaks.xlsx", statement.XLSX},
	{"statement.html", plain(statement.HTML)},
	{"run.json", plain(statement.JSON)},
	{"evidence.zip", prove},
}

func prove(ctx context.Context, w io.Writer, s statement.Statement) error {
	_, err := evidence.Write(ctx, w, evidence.Input{Statement: s})
	return err
}

// Free tells whether the files can be written into a folder: none is there yet.
func Free(folder string) error {
	for _, p := range papers {
		path := filepath.Join(folder, p.name)
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return ledger.Errorf(ledger.ErrIO, "%s exists already and is not overwritten", path).WithHint("choose another folder")
		}
	}
	return nil
}

// Write writes all files about a run into a folder, which is made when it is not
// there, and names them. No file is overwritten. now is told what is begun.
func Write(ctx context.Context, folder string, s statement.Statement, now func(name string, done, total int)) (written []string, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, &ledger.Error{Code: ledger.ErrIO, Message: "the folder " + folder + " cannot be made", Err: err}
	}
	for i, p := range papers {
		now(p.name, i, len(papers))
		path := filepath.Join(folder, p.name)
		if err := atomic.WriteFile(path, func(w io.Writer) error { return p.write(ctx, w, s) }); err != nil {
			return written, err
		}
		written = append(written, path)
	}
	return written, nil
}
