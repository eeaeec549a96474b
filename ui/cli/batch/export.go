package batch

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/dataapi/balance"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store/batches"
	"contra/core/store/pulls"
	"contra/exporters/dashboard"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

func exportCmd(a *app.App) *cobra.Command {
	var o clerk.Export
	cmd := &cobra.Command{
		Use:   "export ID",
		Short: "Write the Dashboard's file and reserve its rows",
		Long: `export makes a refund of every row, with its amount reserved, and writes the file that you
upload in the Dashboard, with a sidecar FILE.json beside it. More rows than one file holds
are split into FILE_1of2.csv and so on. Nothing is overwritten.

While rows have errors it refuses (exit 4), unless --only-good leaves them out. Rows that are
in a file already are refused as well: the platform cannot tell a second file from the first,
and would refund twice. When the writing fails, export again: it writes the same file.`,
		Example: "  contra batch export B1 --out refunds.csv\n  contra batch export B1 --only-good --max-rows 500 --json",
		Args:    app.Want("ID"),
		RunE: onBatch(func(cmd *cobra.Command, id int64) error {
			if cmd.Flags().Changed("max-rows") && o.MaxRows < 1 {
				return app.Usage(cmd, "--max-rows is a count above zero")
			}
			if cmd.Flags().Changed("out") {
				if err := checkOut(o.Path); err != nil {
					return err
				}
			}
			return export(cmd.Context(), a, id, o)
		}),
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.Path, "out", "", "the new `file`, whose name ends with .csv (default a name that tells project, time and content, in the current folder)")
	f.BoolVar(&o.OnlyGood, "only-good", false, "leave rows with errors out instead of refusing")
	f.StringVar(&o.Again, "again", "", againText)
	f.IntVar(&o.MaxRows, "max-rows", 0, "how many `rows` one file holds (default the configuration's)")
	f.BoolVar(&o.LF, "lf", false, "end lines with LF instead of CR LF")
	return cmd
}

// againText explains --again, of export and send.
const againText = "`why` rows that went out with another batch are owed once more; without it they are refused"

// checkOut refuses a path that could not be written, before anything is reserved.
func checkOut(path string) error {
	if !strings.EqualFold(filepath.Ext(path), ".csv") {
		return ledger.Errorf(ledger.ErrUsage, "--out %s does not end with .csv, and the platform takes no other file", title(path)).WithHint("name it so")
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return ledger.Errorf(ledger.ErrIO, "there is no folder %s; nothing was reserved", filepath.Dir(path)).WithHint("make it first")
	}
	return nil
}

func export(ctx context.Context, a *app.App, id int64, o clerk.Export) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	b, err := batches.Get(ctx, d.Store, id)
	if err != nil {
		return err
	}
	if b.State == batch.Draft && o.Path == "" {
		if o.Path, err = name(ctx, d, id, o); err != nil {
			return err
		}
	}
	if o.Path, err = filepath.Abs(o.Path); err != nil { // the ledger outlives the folder that the shell is in
		return &ledger.Error{Code: ledger.ErrIO, Message: "the current folder is not known", Err: err}
	}
	before := b.State
	b, files, err := d.Batches.Export(ctx, id, o)
	if err != nil {
		return err
	}
	if before == batch.Exporting {
		a.Say("The export that was interrupted is finished; its files have the names that were chosen then.")
	}
	return printExport(ctx, a, d, b, files)
}

// name chooses the file's name. Parts of several add their number themselves.
func name(ctx context.Context, d *desk.Desk, id int64, o clerk.Export) (string, error) {
	built, err := d.Batches.Check(ctx, id)
	if err != nil {
		return "", err
	}
	wrong := map[int64]bool{}
	for _, f := range built.Report.Findings {
		if f.Severity == batch.Error {
			wrong[f.N] = true
		}
	}
	all, err := batches.Rows(ctx, d.Store, id)
	if err != nil {
		return "", err
	}
	var good []batch.Row
	project := int64(0)
	for i := range all {
		if wrong[all[i].N] {
			continue
		}
		switch good = append(good, all[i]); {
		case len(good) == 1:
			project = all[i].Project
		case project != all[i].Project:
			project = -1
		}
	}
	most := o.MaxRows
	if most <= 0 {
		most = d.Config.Batch.MaxRows
	}
	path := dashboard.Name(max(project, 0), time.Now(), 1, 1, batch.Content(good))
	if len(good) > most {
		path = strings.Replace(path, "_1of1_", "_", 1)
	}
	return path, nil
}

func printExport(ctx context.Context, a *app.App, d *desk.Desk, b batch.Batch, files []batches.File) error {
	all, err := batches.Rows(ctx, d.Store, b.ID)
	if err != nil {
		return err
	}
	v := view.BatchExport{ID: b.Ref(), State: b.State, Files: view.Each(files, view.NewBatchFile), Totals: []batch.Total{}}
	sum := map[money.Currency]int{}
	for i := range all {
		r := &all[i]
		if r.RefundID == "" {
			v.LeftOut++
			continue
		}
		v.Rows++
		k, known := sum[r.Amount.Currency]
		if !known {
			k = len(v.Totals)
			sum[r.Amount.Currency], v.Totals = k, append(v.Totals, batch.Total{Currency: r.Amount.Currency})
		}
		v.Totals[k].Rows++
		v.Totals[k].Amount += r.Amount.Minor
	}
	known, err := pulls.Balances(ctx, d.Store)
	if err != nil {
		return err
	}
	for _, short := range balance.Short(v.Totals, known) {
		a.Say("contra: %s", short)
	}
	return a.Result(v, func(w io.Writer) error {
		lines := [][2]string{{"batch", b.Title()}, {"state", string(b.State)}, {"reserved", totals(v.Totals)}}
		if v.LeftOut > 0 {
			lines = append(lines, [2]string{"left out", rows(v.LeftOut)})
		}
		for _, f := range files {
			lines = append(lines, [2]string{"file", fmt.Sprintf("%s, %s, SHA-256 %s", f.Path, rows(f.Rows), f.SHA256)})
		}
		lines = append(lines, [2]string{"next", "upload it in the Dashboard, once, then: contra batch uploaded " + b.Ref()})
		return app.Facts(w, lines...)
	})
}
