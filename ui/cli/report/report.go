// Package report holds the commands about report files: take them in, look at
// them, mend what could not be read, and say how layouts are understood.
package report

import (
	"strconv"

	"github.com/spf13/cobra"

	"contra/ui/cli/app"
)

// Report is contra report.
func Report(a *app.App) *cobra.Command {
	g := app.Group("report", "Take in report files, and say how they are understood",
		importCmd(a), listCmd(a), showCmd(a), rejectsCmd(a), mendCmd(a), profilesCmd(a),
		app.Group("profile", "Look at profiles, and save them", profileShowCmd(a), profileSaveCmd(a), profileProposeCmd(a)))
	g.Long = `report keeps report files in the ledger. contra reconcile does so as well; import is for reports that
are compared later.

The columns of reports are chosen by those who order them. A profile says which column holds
what; a header that no profile fits is never guessed at, but one is proposed.`
	g.Example = `  contra report import october/*.csv
  contra report rejects
  contra report profile propose report.csv
  contra report profile save finance --from report.csv --map "payment_id=Order no" --unit major`
	return g
}

// idOf reads the argument that names a report.
func idOf(cmd *cobra.Command, text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 {
		return 0, app.Usage(cmd, "%q is no report: reports have numbers, and contra report list shows them", text)
	}
	return id, nil
}
