// Package batch holds the commands about mass refunds: build, check, edit, export,
// send, follow, results.
package batch

import (
	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/ui/cli/app"
)

// Batch is contra batch.
func Batch(a *app.App) *cobra.Command {
	g := app.Group("batch", "Build, check, export and send mass refunds",
		buildCmd(a), checkCmd(a), listCmd(a), showCmd(a), setCmd(a), removeCmd(a), undoCmd(a, false), undoCmd(a, true), renameCmd(a), discardCmd(a),
		exportCmd(a), uploadedCmd(a), withdrawCmd(a), sendCmd(a), resumeCmd(a), pauseCmd(a), stopCmd(a), followCmd(a), resultCmd(a), templateCmd(a))
	g.Long = `batch makes mass refunds: from a list, a filter, or what was declined in an earlier one.

A batch is a draft at first and reserves nothing. Then it takes one of two ways:
  export   writes the Dashboard's file, which you upload there; uploaded notes that you did
  send     refunds row by row through Gate
Either way each row becomes a refund of its own, once, and follow, settle and callbacks
tell what became of it.`
	g.Example = `  contra batch build --from wanted.csv
  contra batch check B1
  contra batch export B1 --out refunds.csv
  contra batch uploaded B1 --number 10000001
  contra batch result B1 --out result.csv`
	return g
}

// idOf reads the argument that names a batch.
func idOf(cmd *cobra.Command, text string) (int64, error) {
	id, ok := batch.ParseRef(text)
	if !ok {
		return 0, app.Usage(cmd, "%q is no batch: batches are called B1, B2 and so on, and contra batch list shows them", text)
	}
	return id, nil
}

// onBatch makes the command's function out of one that works on a batch by its number.
func onBatch(fn func(cmd *cobra.Command, id int64) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		id, err := idOf(cmd, args[0])
		if err != nil {
			return err
		}
		return fn(cmd, id)
	}
}
