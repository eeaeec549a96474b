package refunds

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/exporters/atomic"
	"contra/exporters/sheet"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// states are the states that a stored refund can be in, as it goes through them.
var states = []ledger.RefundState{ledger.AwaitingApproval, ledger.Prepared, ledger.Sent, ledger.Exported, ledger.Uploaded, ledger.Accepted, ledger.InDoubt, ledger.Succeeded,
	ledger.Confirmed, ledger.Declined, ledger.Rejected, ledger.Cancelled, ledger.ReversedBackNow}

// List is contra refunds.
func List(a *app.App) *cobra.Command {
	var limit int
	var given []string
	var csv string
	words := make([]string, len(states))
	for i, s := range states {
		words[i] = string(s)
	}
	cmd := &cobra.Command{
		Use:   "refunds",
		Short: "List our refunds, and decide about those in doubt",
		Long: `refunds lists the refunds that were made through contra, newest first.

Its commands are for refunds that contra cannot settle alone. contra settle comes
first: it asks the platform, and most doubts end there.`,
		Example: `  contra refunds
  contra refunds --state in_doubt,accepted --json
  contra refunds show 0199c0de-0000-7000-8000-000000000000
  contra refunds not-taken 0199c0de-0000-7000-8000-000000000000 --note "not in the Dashboard on 24 Nov" --yes`,
		Args: app.CommandOnly,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			wanted, err := parseStates(cmd, given, words)
			if err != nil {
				return err
			}
			return list(cmd.Context(), a, wanted, csv, limit)
		},
		SuggestionsMinimumDistance: 2,
	}
	app.LimitFlag(cmd, &limit, "refunds")
	cmd.Flags().StringVar(&csv, "csv", "", "write all that are found to a new CSV `file` for a spreadsheet, amounts in major units")
	cmd.Flags().StringSliceVar(&given, "state", nil, "only refunds in this `state`: "+strings.Join(words, ", "))
	cmd.RegisterFlagCompletionFunc("state", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	})
	cmd.AddCommand(storyCmd(a))
	cmd.AddCommand(deciding(a)...)
	return cmd
}

func parseStates(cmd *cobra.Command, given, known []string) ([]ledger.RefundState, error) {
	var wanted []ledger.RefundState
	for _, s := range given {
		s = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "-", "_")
		if !slices.Contains(known, s) {
			return nil, app.Usage(cmd, "there is no state %q: there is %s", s, strings.Join(known, ", "))
		}
		if !slices.Contains(wanted, ledger.RefundState(s)) {
			wanted = append(wanted, ledger.RefundState(s))
		}
	}
	return wanted, nil
}

func list(ctx context.Context, a *app.App, states []ledger.RefundState, csv string, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	if csv != "" {
		found, err := d.Store.Refunds(ctx, -1, states...)
		if err != nil {
			return err
		}
		if err := atomic.WriteFile(csv, func(w io.Writer) error { return sheet.Refunds(w, found) }); err != nil {
			return err
		}
		return a.Written(csv, int64(len(found)), "refunds")
	}
	found, err := d.Store.Refunds(ctx, limit, states...)
	if err != nil {
		return err
	}
	total := int64(len(found))
	if limit >= 0 && total >= int64(limit) {
		counts, err := d.Store.RefundCounts(ctx)
		if err != nil {
			return err
		}
		total = 0
		for state, n := range counts {
			if len(states) == 0 || slices.Contains(states, state) {
				total += n
			}
		}
	}
	if a.JSON {
		return app.List(a, view.Each(found, view.NewRefund), total, nil)
	}
	return app.List(a, found, total, table(found))
}

func table(found []ledger.Refund) *out.Table {
	t := out.NewTable(out.Column{Title: "REFUND"}, out.Column{Title: "CREATED (UTC)"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "PROJECT"},
		out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "STATE"}, out.Column{Title: "BY"}, out.Column{Title: "ANSWER"}, out.Column{Title: "ATTENTION"})
	for _, f := range found {
		t.Add(f.ID, app.Clock(f.CreatedAt), f.PaymentID, fmt.Sprint(f.Project), f.Amount.String(), string(f.State), f.Operator,
			strings.TrimSpace(f.Code+" "+f.Message), f.Hold)
	}
	return t
}

func storyCmd(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use:     "show REFUND_ID",
		Short:   "Show one refund with all that was tried and what came back",
		Example: "  contra refunds show 0199c0de-0000-7000-8000-000000000000",
		Args:    app.Want("REFUND_ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.Open(ctx, false)
			if err != nil {
				return err
			}
			defer d.Close()
			f, err := d.Store.Refund(ctx, args[0])
			if err != nil {
				return err
			}
			steps, err := d.Store.Steps(ctx, f.ID)
			if err != nil {
				return err
			}
			doc := view.Story{Refund: view.NewRefund(f), Steps: view.Each(steps, view.NewStep)}
			return a.Result(doc, func(w io.Writer) error {
				if err := write(w, f); err != nil {
					return err
				}
				t := out.NewTable(out.Column{Title: "UTC"}, out.Column{Title: "WHAT"}, out.Column{Title: "STATE"}, out.Column{Title: "DETAIL"})
				for _, s := range steps {
					t.Add(app.Clock(s.At), s.Kind, string(s.State), s.Detail)
				}
				fmt.Fprintln(w)
				return t.Write(w)
			})
		},
	}
}
