package batch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/importers/dashfile"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

func checkCmd(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE|ID",
		Short: "Check a Dashboard file or a batch against the ledger",
		Long: `check looks at every row: its form, and whether the payment is known and can be
refunded by that amount. Nothing is sent and nothing is reserved.

FILE is in the Dashboard's layout and may have been made elsewhere; - is stdin. A file that
is called like a batch goes first; write ./B1 to be sure. Exit 3 when there are errors.`,
		Example: "  contra batch check refunds.csv\n  contra batch check B1 --json",
		Args:    app.Want("FILE or ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return check(cmd.Context(), a, args[0])
		},
	}
}

func check(ctx context.Context, a *app.App, what string) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	id, ref := batch.ParseRef(what)
	if ref {
		if _, err := os.Stat(what); err == nil {
			ref = false
		}
	}
	if !ref {
		return checkFile(ctx, a, d, what)
	}
	built, err := d.Batches.Check(ctx, id)
	if err != nil {
		return err
	}
	return printBuilt(a, built, "")
}

func checkFile(ctx context.Context, a *app.App, d *desk.Desk, path string) error {
	data, err := load(a, path)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			err = ledger.Errorf(ledger.ErrNotFound, "there is no file %s, and no batch of that name", title(path)).WithHint("contra batch list shows the batches")
		}
		return err
	}
	file, err := dashfile.Read(path, bytes.NewReader(data))
	if err != nil {
		return unreadable(path, err)
	}
	report, err := d.Batches.CheckFile(ctx, file.Rows, file.Findings, file.SHA256)
	if err != nil {
		return err
	}
	v := view.FileCheck{Rows: report.Rows, Errors: report.Errors, Warnings: report.Warnings, BatchCheck: view.NewBatchCheck(report), SHA256: file.SHA256}
	err = a.Result(v, func(w io.Writer) error {
		if err := findings(w, report.Findings); err != nil {
			return err
		}
		return app.Facts(w, sums(report)...)
	})
	return ended(err, report)
}
