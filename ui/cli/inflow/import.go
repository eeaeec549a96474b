// Package inflow holds the commands that take in what the platform sent.
package inflow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/importers/callbacks"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

// Import is contra import.
func Import(a *app.App) *cobra.Command {
	return app.Group("import", "Take in what the platform sent", importCallbacksCmd(a), replayCmd(a))
}

func importCallbacksCmd(a *app.App) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "callbacks PATH...",
		Short: "Take in callbacks from files, folders and archives",
		Long: `callbacks reads the platform's callbacks from files (one JSON object, a JSON array, or one
object a line), folders, .gz and .zip, or - for stdin. Each is verified with its
project's secret. The same operation with the same status is a duplicate.

A callback that cannot be accepted is kept, with card numbers masked, and is tried again
by contra import replay once its cause is mended. Exit 3 when any was rejected.`,
		Example: "  contra import callbacks callbacks.ndjson\n  contra import callbacks archive/2026-10 october.zip --json\n  zcat *.gz | contra import callbacks -",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return app.Usage(cmd, "PATH is missing")
			}
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return importCallbacks(cmd.Context(), a, args, limit)
		},
	}
	app.LimitFlag(cmd, &limit, "rejections")
	return cmd
}

func replayCmd(a *app.App) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "replay",
		Short: "Try the rejected callbacks again",
		Long: `replay tries every callback that was rejected and still waits, after a secret was added
or a project configured. What holds now is taken in; the rest keeps waiting, with today's reason.`,
		Example: "  contra import replay\n  contra import replay --json",
		Args:    app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return replay(cmd.Context(), a, limit)
		},
	}
	app.LimitFlag(cmd, &limit, "rejections")
	return cmd
}

func importCallbacks(ctx context.Context, a *app.App, paths []string, limit int) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	intake := d.Intake(strings.Join(paths, " "))
	kept := rejections{limit: limit, intake: intake}
	bar := a.Bar()
	report, err := callbacks.Run(ctx, callbacks.Inputs{Paths: paths, Stdin: a.Env.Stdin}, d.Secrets, &kept, func(p callbacks.Progress) {
		bar.Show("callbacks", p.Read, p.Bytes, p.TotalBytes)
	})
	bar.Clear()
	err = app.Coded(err)
	if closed := intake.Finish(ctx, err); err == nil {
		err = closed
	}
	r := intake.Record
	v := view.Import{Read: r.Read, Stored: r.Stored, Duplicate: r.Duplicate, Rejected: r.Rejected,
		Ignored: view.Each(report.Ignored, func(i callbacks.Ignored) view.Ignored { return view.Ignored(i) })}
	return endImport(a, v, kept.list, err)
}

// rejections is a sink that remembers the first rejections for the report.
type rejections struct {
	intake *desk.Intake
	limit  int
	list   []view.Rejection
}

// Store takes in one part.
func (r *rejections) Store(ctx context.Context, batch []ledger.Inbound) error {
	if err := r.intake.Store(ctx, batch); err != nil {
		return err
	}
	for i := range batch {
		m := &batch[i]
		if m.Reject != nil && (r.limit < 0 || len(r.list) < r.limit) {
			r.list = append(r.list, view.Rejection{Source: m.Source, Line: m.Line, Reason: m.Reject.Reason, Detail: m.Reject.Detail})
		}
	}
	return nil
}

// endImport prints what became of the messages, also when the import stopped early.
func endImport(a *app.App, v view.Import, list []view.Rejection, failed error) error {
	if failed != nil && v.Read == 0 {
		return failed
	}
	v.Rejections = append([]view.Rejection{}, list...)
	v.Truncated = int64(len(list)) < v.Rejected
	if failed != nil {
		e := view.NewError(failed)
		v.Error = &e
	}
	if err := a.Result(v, func(w io.Writer) error { return writeImport(w, v) }); err != nil {
		return err
	}
	var over app.Outcome
	switch {
	case errors.As(failed, &over):
		return over
	case failed != nil:
		if !a.JSON {
			a.Complain(failed)
		}
		return app.Outcome(app.ExitOf(failed))
	case v.Rejected > 0:
		return app.Outcome(app.ExitFindings)
	}
	return nil
}

func writeImport(w io.Writer, v view.Import) error {
	t := out.NewTable(out.Column{Title: "SOURCE"}, out.Column{Title: "LINE", Right: true}, out.Column{Title: "REASON"}, out.Column{Title: "DETAIL"})
	for _, r := range v.Rejections {
		t.Add(r.Source, fmt.Sprint(r.Line), string(r.Reason), r.Detail)
	}
	if err := t.Write(w); err != nil {
		return err
	}
	if v.Truncated {
		fmt.Fprintf(w, "… %s rejections shown; --limit -1 shows all\n", out.Group(int64(len(v.Rejections))))
	}
	for _, i := range v.Ignored {
		fmt.Fprintf(w, "left out: %s (%s)\n", text.Clean(i.Source), i.Rule)
	}
	_, err := fmt.Fprintf(w, "%s read, %s stored, %s duplicate, %s rejected\n", out.Group(v.Read), out.Group(v.Stored), out.Group(v.Duplicate), out.Group(v.Rejected))
	return err
}

func replay(ctx context.Context, a *app.App, limit int) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	done, err := d.Replay(ctx, func(source string, line int, raw []byte) ledger.Inbound {
		return callbacks.Check(d.Secrets, source, line, raw)
	})
	v := view.Import{Read: done.Read, Stored: done.Stored, Duplicate: done.Duplicate, Rejected: done.Rejected}
	still := done.Still
	if limit >= 0 && len(still) > limit {
		still = still[:limit]
	}
	return endImport(a, v, view.Each(still, func(r ledger.Rejection) view.Rejection {
		return view.Rejection{Source: r.Source, Line: r.Line, Reason: r.Reason, Detail: r.Detail}
	}), app.Coded(err))
}
