// Package reading opens the report files and folders that a person names to a
// command, and shows how far reading them is.
package reading

import (
	"context"
	"sync"

	"github.com/spf13/cobra"

	"contra/core/desk"
	corereport "contra/core/report"
	"contra/importers/reading"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

// Flags adds what a person says of the files to a command.
func Flags(cmd *cobra.Command, o *Options) {
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

// Options are what a person says of the files.
type Options = reading.Options

// Read is one report: read, or known to the ledger.
type Read = reading.Read

// Files are reports that were looked at and can be read.
type Files struct {
	LeftOut []view.Ignored // files in folders that look like no report

	files *reading.Files
	clear func() // takes the bar away
}

// Open looks at all files before any of them is read. Files must be closed.
func Open(ctx context.Context, a *app.App, d *desk.Desk, paths []string, o Options) (*Files, error) {
	named, left, err := expand(paths)
	if err != nil {
		return nil, err
	}
	reader, clear := Reader(a, d, o)
	files, err := reader.Open(ctx, named)
	if err != nil {
		clear()
		return nil, err
	}
	return &Files{LeftOut: left, files: files, clear: clear}, nil
}

// Reader opens reports and shows a bar while they are read, which clear takes away.
func Reader(a *app.App, d *desk.Desk, o Options) (r reading.Reader, clear func()) {
	bar := a.Bar()
	var moving sync.Mutex // of the bar: several goroutines tell of progress
	return reading.Reader{Desk: d, Options: o, Stdin: a.Env.Stdin, Say: a.Say, Progress: func(done, total int64) {
		moving.Lock()
		defer moving.Unlock()
		bar.Show("kB read", done/1024, done, total)
	}}, bar.Clear
}

// Close frees the files.
func (f *Files) Close() {
	f.clear()
	f.files.Close()
}

// Each reads the reports and hands them to fn, one by one.
func (f *Files) Each(ctx context.Context, fn func(Read) error) error {
	defer f.clear()
	return f.files.Each(ctx, func(r Read) error {
		f.clear()
		return fn(r)
	})
}
