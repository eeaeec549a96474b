package batch

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/importers/dashfile"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

func templateCmd(a *app.App) *cobra.Command {
	var standard bool
	cmd := &cobra.Command{
		Use:   "template [FILE]",
		Short: "Write files like a template that was downloaded from the Dashboard",
		Long: `template takes the layout of a template: its columns in their order, and its end of line.
Files that are exported from now on look like it. Columns that contra does not know stay, and
are written empty. --standard goes back to the layout of the platform's documents; without an
argument it shows the layout in force.`,
		Example: "  contra batch template mass-refund-template.csv\n  contra batch template --standard\n  contra batch template --json",
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return app.Usage(cmd, "%q is one argument too many", args[1])
			case len(args) == 1 && standard:
				return app.Usage(cmd, "give a file or --standard, not both")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return template(cmd, a, args, standard) },
	}
	cmd.Flags().BoolVar(&standard, "standard", false, "go back to the layout of the platform's documents")
	return cmd
}

func template(cmd *cobra.Command, a *app.App, args []string, standard bool) error {
	ctx := cmd.Context()
	change := standard || len(args) > 0
	d, err := a.Open(ctx, change)
	if err != nil {
		return err
	}
	defer d.Close()
	layout := batch.Standard()
	if len(args) > 0 {
		data, err := load(a, args[0])
		if err != nil {
			return err
		}
		if layout, err = dashfile.Template(args[0], data); err != nil {
			return err
		}
	}
	if change {
		err = d.Batches.SetLayout(ctx, layout)
	} else {
		layout, err = d.Batches.Layout(ctx)
	}
	if err != nil {
		return err
	}
	unknown := strangers(layout.Columns)
	return a.Result(view.NewLayout(layout), func(w io.Writer) error {
		end := "CR LF"
		if layout.LF {
			end = "LF"
		}
		return app.Facts(w, [2]string{"layout", layout.Name}, [2]string{"columns", strings.Join(layout.Columns, ";")}, [2]string{"lines end with", end},
			[2]string{"left empty", strings.Join(unknown, ", ")})
	})
}

// strangers are the columns that contra does not know.
func strangers(columns []string) (unknown []string) {
	known := map[string]bool{}
	for _, c := range batch.Columns() {
		known[c] = true
	}
	for _, c := range columns {
		if !known[c] {
			unknown = append(unknown, c)
		}
	}
	return unknown
}
