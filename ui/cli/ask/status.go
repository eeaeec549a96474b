// Package ask holds the command that asks the platform how a payment stands.
package ask

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// Status is contra status.
func Status(a *app.App) *cobra.Command {
	var project int64
	var adopt bool
	cmd := &cobra.Command{
		Use:   "status PAYMENT_ID",
		Short: "Ask the platform how a payment stands",
		Long: `status asks Gate about one payment and shows the answer beside what the ledger knows. Without
--adopt nothing is changed. With it the answer is taken in: a payment that the ledger does not have, and
operations whose callbacks never came.

Exit 3 when the ledger says something else, 1 when the platform does not know the payment.`,
		Example: "  contra status ABC123 --project 1234\n  contra status ABC123 --project 1234 --adopt --json",
		Args:    app.Want("PAYMENT_ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return status(cmd.Context(), a, project, args[0], adopt)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().Int64Var(&project, "project", 0, "the project's `id` (default the one of the payment in the ledger, else the only configured one)")
	cmd.Flags().BoolVar(&adopt, "adopt", false, "take the answer into the ledger")
	return cmd
}

func status(ctx context.Context, a *app.App, project int64, id string, adopt bool) error {
	d, err := a.Open(ctx, adopt)
	if err != nil {
		return err
	}
	defer d.Close()
	if project, id, err = name(ctx, d, project, id); err != nil {
		return err
	}
	s, err := d.Status(ctx, project, id)
	if err != nil {
		return err
	}
	adopted := adopt && len(s.Differences) > 0
	if adopted {
		if _, err := d.Runner.Discover(ctx, project, id); err != nil {
			return err
		}
		if s, err = d.Status(ctx, project, id); err != nil {
			return err
		}
	}
	v := view.NewStanding(s, adopted)
	if err := a.Result(v, func(w io.Writer) error { return write(w, s, v) }); err != nil {
		return err
	}
	if !v.Agrees {
		return app.Outcome(app.ExitFindings)
	}
	return nil
}

// name finds the project of a payment id, and the id as the ledger spells it.
func name(ctx context.Context, d *desk.Desk, project int64, id string) (int64, string, error) {
	p, err := d.Lookup(ctx, project, id)
	var known *ledger.Error
	switch {
	case err == nil:
		return p.Project, p.ID, nil
	case !errors.As(err, &known) || known.Code != ledger.ErrNotFound:
		return 0, "", err
	case project != 0:
		return project, id, nil
	case len(d.Config.Projects) == 1:
		return d.Config.Projects[0].ID, id, nil
	}
	return 0, "", ledger.Errorf(ledger.ErrUsage, "the ledger does not have payment %q, and nothing says which project it is of", id).WithHint("name the project with --project")
}

func write(w io.Writer, s desk.Standing, v view.Standing) error {
	rows := [][2]string{
		{"payment", fmt.Sprintf("%s (project %d)", v.PaymentID, v.Project)},
		{"status", v.Status},
		{"method", v.Method},
		{"customer", v.CustomerID},
	}
	if left := s.Answer.Left; left != nil {
		rows = append(rows, [2]string{"left", left.String()})
	}
	rows = append(rows, [2]string{"ledger", verdict(v)})
	for _, d := range v.Differences {
		rows = append(rows, [2]string{"difference", d})
	}
	if err := app.Facts(w, rows...); err != nil {
		return err
	}
	t := out.NewTable(out.Column{Title: "CREATED (UTC)"}, out.Column{Title: "OPERATION"}, out.Column{Title: "TYPE"}, out.Column{Title: "AMOUNT", Right: true},
		out.Column{Title: "STATUS"}, out.Column{Title: "ANSWER"})
	for _, o := range s.Answer.Operations {
		t.Add(app.Clock(o.CreatedAt), o.ID, o.Type, o.Amount.String(), o.Status, fmt.Sprintf("%s %s", o.Code, o.Message))
	}
	fmt.Fprintln(w)
	return t.Write(w)
}

func verdict(v view.Standing) string {
	switch {
	case v.Adopted && v.Agrees:
		return "took the answer in and agrees now"
	case v.Agrees:
		return "agrees"
	case !v.InLedger:
		return "does not have it; --adopt takes it in"
	}
	return "says something else; --adopt takes the answer in"
}
