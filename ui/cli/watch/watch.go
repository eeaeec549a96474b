// Package watch holds the command that takes in whatever is put into a folder.
package watch

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"contra/importers/inbox"
	"contra/importers/watch"
	"contra/ui/cli/app"
	"contra/ui/cli/reading"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

// options is how folders are to be watched.
type options struct {
	once    bool
	every   app.Patience
	reading reading.Options
}

// Watch is contra watch.
func Watch(a *app.App) *cobra.Command {
	o := options{every: app.Patience(watch.DefaultEvery)}
	cmd := &cobra.Command{
		Use:   "watch FOLDER...",
		Short: "Take in the callbacks and reports that are put into folders",
		Long: `watch looks into folders again and again and takes in each file that is new and written to its
end: callbacks (.json, .ndjson, .jsonl) and reports (.csv, .tsv, .txt), also as .gz and .zip. What the
ledger knows already changes nothing. Files are neither moved nor changed; hidden ones are left alone.

It runs until Ctrl-C or SIGTERM; --once takes what is there and ends. Exit 3 when a callback or a
row was rejected, or a row says something else than an earlier report did; 1 when a file could not be taken in.`,
		Example: "  contra watch ~/Downloads/ecommpay\n  contra watch inbox archive --once --json",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return app.Usage(cmd, "FOLDER is missing")
			}
			if o.every <= 0 {
				return app.Usage(cmd, "--every is a time above zero")
			}
			return run(cmd.Context(), a, args, o)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&o.once, "once", false, "take in what is there and end")
	cmd.Flags().Var(&o.every, "every", "how long from one look to the next, such as 10s")
	reading.Flags(cmd, &o.reading)
	return cmd
}

func run(ctx context.Context, a *app.App, folders []string, o options) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	reader, clear := reading.Reader(a, d, o.reading)
	t := taker{app: a, clear: clear, inbox: inbox.Taker{Reader: reader, Secrets: d.Secrets, Busy: a.Complain}, v: view.Watched{Files: []view.WatchedFile{}}}
	f := watch.Folder{Paths: folders, Every: time.Duration(o.every), Trouble: a.Complain}
	if o.once {
		t.v.Growing, err = f.Once(ctx, t.take)
	} else {
		a.Say("watching %s; Ctrl-C ends it", names(folders))
		err = f.Each(ctx, t.take)
	}
	return t.end(app.Coded(err))
}

func names(folders []string) string {
	if len(folders) == 1 {
		return folders[0]
	}
	return fmt.Sprintf("%d folders", len(folders))
}

// taker takes files in and keeps count.
type taker struct {
	app   *app.App
	clear func() // takes the bar away
	inbox inbox.Taker
	v     view.Watched
}

// take takes one file in. What is wrong with the file is told and does not end
// the watching.
func (t *taker) take(ctx context.Context, f watch.File) error {
	all, err := t.inbox.Take(ctx, f)
	t.clear()
	for _, one := range all {
		t.tell(watched(one))
	}
	return err
}

// tell notes one entry and prints its line.
func (t *taker) tell(w view.WatchedFile) {
	t.v.Taken++
	t.v.Rejected += w.Rejected
	t.v.Changed += w.Changed
	if w.Error != nil {
		t.v.Taken--
		t.v.Failed++
	}
	if t.app.JSON {
		t.v.Files = append(t.v.Files, w)
		return
	}
	fmt.Fprintln(t.app.Env.Stdout, text.Clean(line(w)))
}

// end prints the document, and what is left to say.
func (t *taker) end(failed error) error {
	if failed != nil && t.v.Taken+t.v.Failed == 0 {
		return failed
	}
	if t.app.JSON {
		if err := t.app.Result(t.v, nil); err != nil {
			return err
		}
	}
	if failed != nil {
		t.app.Complain(failed)
		return app.Outcome(app.ExitOf(failed))
	}
	if t.v.Growing > 0 {
		t.app.Say("%d files are still being written and were left for the next time", t.v.Growing)
	}
	switch {
	case t.v.Failed > 0:
		return app.Outcome(app.ExitFailed)
	case t.v.Rejected > 0 || t.v.Changed > 0:
		return app.Outcome(app.ExitFindings)
	}
	return nil
}
