package months

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"contra/core/money"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// Edges is contra month-edges.
func Edges(a *app.App) *cobra.Command {
	var zone, other string
	var limit int
	cmd := &cobra.Command{
		Use:   "month-edges MONTH",
		Short: "Show what lies at the edges of a month in two time zones",
		Long: `month-edges shows what counts for one month in one time zone and for another month in another
one, in the ledger and in the reports, and the operations around both edges. Nothing is changed.`,
		Example: "  contra month-edges 2026-10\n  contra month-edges 2026-10 --zone UTC --other Asia/Seoul --json",
		Args:    app.Want("MONTH"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkMonth(cmd, args[0]); err != nil {
				return err
			}
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return edges(cmd.Context(), a, args[0], zone, other, limit)
		},
	}
	zoneFlag(cmd, &zone)
	cmd.Flags().StringVar(&other, "other", "Asia/Seoul", "the other time `zone`")
	app.LimitFlag(cmd, &limit, "operations at each edge")
	return cmd
}

func edges(ctx context.Context, a *app.App, month, zone, other string, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	zone = zoneOf(d, zone)
	found, err := d.Runs.Edges(ctx, month, zone, other)
	if err != nil {
		return err
	}
	v := view.Edges{Month: month, Zone: zone, Other: other, Begin: view.NewEdge(&found[0], limit), End: view.NewEdge(&found[1], limit)}
	return a.Result(v, func(w io.Writer) error {
		for _, e := range []struct {
			name string
			edge *view.Edge
		}{{"begins", &v.Begin}, {"ends", &v.End}} {
			if err := writeEdge(w, e.name, &v, e.edge); err != nil {
				return err
			}
		}
		return nil
	})
}

func writeEdge(w io.Writer, name string, v *view.Edges, e *view.Edge) error {
	lines := [][2]string{{v.Month + " " + name, fmt.Sprintf("%s UTC in %s, %s UTC in %s", app.Clock(time.Time(e.At)), v.Zone, app.Clock(time.Time(e.Other)), v.Other)}}
	for _, side := range []struct {
		name string
		sums []view.EdgeSum
	}{{"ledger", e.Local}, {"reports", e.Report}} {
		for _, s := range side.sums {
			lines = append(lines, [2]string{side.name, fmt.Sprintf("%s operations change the month, %s; %s lie within nine hours", out.Group(s.Moves), money.New(s.Amount, s.Currency), out.Group(s.Near))})
		}
	}
	if err := app.Facts(w, lines...); err != nil {
		return err
	}
	zone, err := time.LoadLocation(v.Zone)
	if err != nil {
		return err
	}
	other, err := time.LoadLocation(v.Other)
	if err != nil {
		return err
	}
	t := out.NewTable(out.Column{Title: v.Zone}, out.Column{Title: v.Other}, out.Column{Title: "PAYMENT"}, out.Column{Title: "OPERATION"}, out.Column{Title: "TYPE"}, out.Column{Title: "STATUS"}, out.Column{Title: "AMOUNT", Right: true})
	for _, r := range e.Items {
		at := time.Time(r.At)
		t.Add(at.In(zone).Format("01-02 15:04:05"), at.In(other).Format("01-02 15:04:05"), r.PaymentID, r.OperationID, r.Type, r.Status, money.New(r.Amount, r.Currency).String())
	}
	if err := t.Write(w); err != nil {
		return err
	}
	if e.Truncated {
		fmt.Fprintln(w, "… and more")
	}
	_, err = fmt.Fprintln(w)
	return err
}
