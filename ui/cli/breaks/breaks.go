// Package breaks holds the commands about what a comparison found: look at it,
// decide about it, put it right by hand, ask the platform.
package breaks

import (
	"github.com/spf13/cobra"

	"contra/ui/cli/app"
)

// Breaks is contra breaks.
func Breaks(a *app.App) *cobra.Command {
	cmd := listCmd(a)
	cmd.AddCommand(showCmd(a), decideCmd(a), matchCmd(a), unmatchCmd(a), undoCmd(a), askCmd(a), adoptCmd(a), importCmd(a), againCmd(a))
	return cmd
}

// aboutRun is what the help says of the argument.
const aboutRun = `RUN is the number of a run, or a month such as 2026-10 for its latest one.`
