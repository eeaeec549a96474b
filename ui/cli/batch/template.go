package batch

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/importers/dashfile"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

func templateCmd(a *app.App) *cobra.Command {
	var o layoutOptions
	cmd := &cobra.Command{
		Use:   "template [FILE]",
		Short: "Write files like a template that was downloaded from the Dashboard",
		Long: `template takes the layout of a template: its columns in their order, and its end of line.
Files that are exported from now on look like it. Columns that contra does not know stay, and
are written empty. --standard goes back to the layout of the platform's documents. The end of
line and single method codes can be set by hand. Without any of these it shows the layout in
force.`,
		Example: "  contra batch template mass-refund-template.csv\n  contra batch template --standard\n  contra batch template --method wallet/kakaopay=kakaopay-wallet --end-of-line lf\n  contra batch template --json",
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return app.Usage(cmd, "%q is one argument too many", args[1])
			case len(args) == 1 && o.standard:
				return app.Usage(cmd, "give a file or --standard, not both")
			case o.end != "" && o.end != "lf" && o.end != "crlf":
				return app.Usage(cmd, "--end-of-line is lf or crlf")
			}
			for _, m := range o.methods {
				if from, to, ok := strings.Cut(m, "="); !ok || from == "" || to == "" {
					return app.Usage(cmd, "--method is CODE=CODE, such as wallet/kakaopay=kakaopay")
				}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return template(cmd, a, args, o) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.standard, "standard", false, "go back to the layout of the platform's documents")
	f.StringVar(&o.end, "end-of-line", "", "how lines end: `lf` or crlf")
	f.StringArrayVar(&o.methods, "method", nil, "write `CODE=CODE`, the second where a row has the first; may be repeated")
	return cmd
}

// layoutOptions is what is to change about the layout besides the columns.
type layoutOptions struct {
	standard bool
	end      string
	methods  []string
}

// put lays the options over a layout.
func (o layoutOptions) put(l *batch.Layout) {
	if o.end != "" {
		l.LF = o.end == "lf"
	}
	for _, m := range o.methods {
		from, to, _ := strings.Cut(m, "=")
		if l.Methods == nil {
			l.Methods = map[string]string{}
		}
		l.Methods[from] = to
	}
}

func template(cmd *cobra.Command, a *app.App, args []string, o layoutOptions) error {
	ctx := cmd.Context()
	change := o.standard || len(args) > 0 || o.end != "" || len(o.methods) > 0
	d, err := a.Open(ctx, change)
	if err != nil {
		return err
	}
	defer d.Close()
	layout := batch.Standard()
	if len(args) == 0 && !o.standard {
		if layout, err = d.Batches.Layout(ctx); err != nil {
			return err
		}
	}
	if len(args) > 0 {
		data, err := load(a, args[0])
		if err != nil {
			return err
		}
		if layout, err = dashfile.Template(args[0], data); err != nil {
			return err
		}
	}
	if o.put(&layout); change {
		if err := d.Batches.SetLayout(ctx, layout); err != nil {
			return err
		}
	}
	unknown := strangers(layout.Columns)
	return a.Result(view.NewLayout(layout), func(w io.Writer) error {
		end := "CR LF"
		if layout.LF {
			end = "LF"
		}
		var methods []string
		for from, to := range layout.Methods {
			methods = append(methods, from+" as "+to)
		}
		slices.Sort(methods)
		return app.Facts(w, [2]string{"layout", layout.Name}, [2]string{"columns", strings.Join(layout.Columns, ";")}, [2]string{"lines end with", end}, [2]string{"methods", strings.Join(methods, ", ")},
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
