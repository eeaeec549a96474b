// Package reading turns the report files that a person names into what a
// comparison takes: it finds their layout, their unit and their project, and says what
// to do where one of them is not known. A file that the ledger has is not read again.
package reading

import (
	"context"
	"io"
	"os"
	"sync"

	"github.com/spf13/cobra"

	"contra/core/desk"
	corereport "contra/core/report"
	"contra/importers/report"
	"contra/importers/table"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// Options are what a person says of the files.
type Options struct {
	Profile string
	Unit    string // minor or major; empty: the profile's, else found out
	Project int64  // of rows that do not say; 0: the only configured one, if there is just one
}

// Flags adds the options to a command.
func (o *Options) Flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.Profile, "profile", "", "how the columns are understood: the `name` of a profile (default the one that fits; contra report profiles lists them)")
	f.StringVar(&o.Unit, "unit", "", "the `unit` of amounts: minor (1250 is 12.50 EUR) or major (default the profile's, else found out from the ledger)")
	f.Int64Var(&o.Project, "project", 0, "the project's `id` of rows that do not say (default the only configured one)")
	UnitValues(cmd)
}

// UnitValues completes --unit.
func UnitValues(cmd *cobra.Command) {
	cmd.RegisterFlagCompletionFunc("unit", cobra.FixedCompletions([]string{string(corereport.UnitMinor), string(corereport.UnitMajor)}, cobra.ShellCompDirectiveNoFileComp))
}

// Files are reports that were looked at and can be read.
type Files struct {
	LeftOut []view.Ignored // files in folders that look like no report

	app    *app.App
	desk   *desk.Desk
	opened []*opened
	bar    *out.Bar
	moving sync.Mutex // of the bar: several goroutines tell of progress
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
func Open(ctx context.Context, a *app.App, d *desk.Desk, paths []string, o Options) (*Files, error) {
	named, left, err := expand(paths)
	if err != nil {
		return nil, err
	}
	opt, err := options(ctx, d, o)
	if err != nil {
		return nil, err
	}
	f := &Files{LeftOut: left, app: a, desk: d, bar: a.Bar()}
	for _, path := range named {
		if err = f.open(ctx, path, a.Env.Stdin, opt, o.Project); err != nil {
			f.Close()
			return nil, err
		}
	}
	return f, nil
}

func (f *Files) open(ctx context.Context, path string, stdin io.Reader, opt report.Options, project int64) error {
	all, err := report.Open(path, stdin, opt)
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
		r.Profile = withProject(r.Profile, project, f.desk.Config.Projects)
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
	f.bar.Clear()
	for _, r := range f.opened {
		r.Source.Close()
	}
}

// Each reads the reports and hands them to fn, one by one.
func (f *Files) Each(ctx context.Context, fn func(Read) error) error {
	for _, r := range f.opened {
		got, err := f.read(ctx, r)
		f.bar.Clear()
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
	opt := report.Options{Progress: f.progress}
	body, err := r.Read(ctx, opt)
	if err != nil && r.Profile.Unit == corereport.UnitUnknown && isUsage(err) {
		// The first rows had currencies without decimals, and this one has not.
		if err := f.infer(ctx, r); err != nil {
			return Read{}, err
		}
		body, err = r.Read(ctx, opt)
	}
	return Read{Body: body}, err
}

func (f *Files) progress(done, total int64) {
	f.moving.Lock()
	defer f.moving.Unlock()
	f.bar.Show("kB read", done/1024, done, total)
}
