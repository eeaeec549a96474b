// Package reading turns the report files that a person names into what a
// comparison takes: it finds their layout, their unit and their project, and says what
// to do where one of them is not known. A file that the ledger has is not read again.
package reading

import (
	"context"
	"io"
	"os"

	"contra/core/desk"
	corereport "contra/core/report"
	"contra/importers/report"
	"contra/importers/table"
)

// Options are what a person says of the files.
type Options struct {
	Profile string
	Unit    string // minor or major; empty: the profile's, else found out
	Project int64  // of rows that do not say; 0: the only configured one, if there is just one
}

// Reader opens reports beside a ledger.
type Reader struct {
	Desk     *desk.Desk
	Options  Options
	Stdin    io.Reader                        // may be nil when no path is "-"
	Say      func(format string, args ...any) // hears what was found out; may be nil
	Progress func(done, total int64)          // bytes, from several goroutines; may be nil
}

// Files are reports that were looked at and can be read.
type Files struct {
	Reader
	opened []*opened
}

// opened is one report.
type opened struct {
	*report.Opened
	path  string // of the file that it is in
	twice bool   // it can be read more than once
}

// Read is one report: read, or known to the ledger.
type Read struct {
	Body  *corereport.Body
	Known *corereport.Info
}

// Open looks at all files before any of them is read. Files must be closed.
func (r Reader) Open(ctx context.Context, paths []string) (*Files, error) {
	opt, err := options(ctx, r.Desk, r.Options)
	if err != nil {
		return nil, err
	}
	f := &Files{Reader: r}
	for _, path := range paths {
		if err = f.open(ctx, path, opt); err != nil {
			f.Close()
			return nil, err
		}
	}
	return f, nil
}

func (f *Files) open(ctx context.Context, path string, opt report.Options) error {
	all, err := report.Open(path, f.Stdin, opt)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	twice := path != table.Stdin && err == nil && info.Mode().IsRegular()
	for _, r := range all {
		f.opened = append(f.opened, &opened{r, path, twice})
	}
	for _, r := range f.opened[len(f.opened)-len(all):] {
		if err := explain(r, opt.Profile != ""); err != nil {
			return err
		}
		r.Profile = withProject(r.Profile, f.Options.Project, f.Desk.Config.Projects)
		if r.NeedsUnit() {
			if err := f.infer(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close frees the files.
func (f *Files) Close() {
	for _, r := range f.opened {
		r.Source.Close()
	}
}

// Each reads the reports and hands them to fn, one by one.
func (f *Files) Each(ctx context.Context, fn func(Read) error) error {
	for _, r := range f.opened {
		got, err := f.read(ctx, r)
		if err != nil {
			return err
		}
		if err := fn(got); err != nil {
			return err
		}
	}
	return nil
}

func (f *Files) read(ctx context.Context, r *opened) (Read, error) {
	if info, ok, err := f.known(ctx, r); err != nil || ok {
		return Read{Known: &info}, err
	}
	opt := report.Options{Progress: f.Progress}
	body, err := r.Read(ctx, opt)
	if WantsUnit(r.Opened, err) {
		if err := f.infer(ctx, r); err != nil {
			return Read{}, err
		}
		body, err = r.Read(ctx, opt)
	}
	return Read{Body: body}, err
}
