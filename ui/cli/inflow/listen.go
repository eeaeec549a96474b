package inflow

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"contra/importers/listen"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

// Listen is contra listen.
func Listen(a *app.App) *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:   "listen",
		Short: "Receive the platform's callbacks over HTTP",
		Long: `listen takes callbacks on POST /callbacks and answers 200 once each is stored;
GET /healthz tells that it runs. Put it behind a proxy that speaks TLS, and give the
platform the proxy's address.

It runs until Ctrl-C or SIGTERM, finishes what it is at, and prints what it took in.`,
		Example: "  contra listen --addr 127.0.0.1:8085\n  contra listen --addr 127.0.0.1:0 --json",
		Args:    app.Want(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return receive(cmd.Context(), a, addr) },
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8085", "`HOST:PORT` to listen on; port 0 takes a free one")
	return cmd
}

func receive(ctx context.Context, a *app.App, addr string) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	intake := d.Intake("listen")
	kept := rejections{limit: app.DefaultLimit, intake: intake}
	err = listen.Listen(ctx, listen.Options{Addr: addr, Secrets: d.Secrets, Sink: &kept, Log: func(line string) { a.Say("%s", line) }, Ready: func(addr string) {
		a.Say("listening for callbacks on http://%s/callbacks", addr)
	}})
	if closed := intake.Finish(ctx, err); err == nil {
		err = closed
	}
	if err != nil && intake.Record.Read == 0 {
		return err
	}
	if err != nil {
		a.Complain(err)
	}
	r := intake.Record
	v := view.Import{Read: r.Read, Stored: r.Stored, Duplicate: r.Duplicate, Rejected: r.Rejected, Rejections: append([]view.Rejection{}, kept.list...),
		Truncated: int64(len(kept.list)) < r.Rejected}
	if printed := a.Result(v, func(w io.Writer) error { return writeImport(w, v) }); printed != nil {
		return printed
	}
	if err != nil {
		return app.Outcome(app.ExitOf(err))
	}
	return nil
}
