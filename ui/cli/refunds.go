package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// refundStates are the states that a stored refund can be in, as it goes through them.
var refundStates = []ledger.RefundState{ledger.AwaitingApproval, ledger.Prepared, ledger.Sent, ledger.Accepted, ledger.InDoubt, ledger.Succeeded,
	ledger.Confirmed, ledger.Declined, ledger.Rejected, ledger.Cancelled, ledger.ReversedBackNow}

func (a *app) refundsCmd() *cobra.Command {
	var limit int
	var states []string
	words := make([]string, len(refundStates))
	for i, s := range refundStates {
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
		Args: commandOnly,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkLimit(cmd, limit); err != nil {
				return err
			}
			wanted, err := parseStates(cmd, states, words)
			if err != nil {
				return err
			}
			return a.refunds(cmd.Context(), wanted, limit)
		},
		SuggestionsMinimumDistance: 2,
	}
	limitFlag(cmd, &limit)
	cmd.Flags().StringSliceVar(&states, "state", nil, "only refunds in this `state`: "+strings.Join(words, ", "))
	cmd.RegisterFlagCompletionFunc("state", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	})
	cmd.AddCommand(a.refundStoryCmd())
	cmd.AddCommand(a.decisions()...)
	return cmd
}

func parseStates(cmd *cobra.Command, given, known []string) ([]ledger.RefundState, error) {
	var wanted []ledger.RefundState
	for _, s := range given {
		s = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "-", "_")
		if !slices.Contains(known, s) {
			return nil, usage(cmd, "there is no state %q: there is %s", s, strings.Join(known, ", "))
		}
		if !slices.Contains(wanted, ledger.RefundState(s)) {
			wanted = append(wanted, ledger.RefundState(s))
		}
	}
	return wanted, nil
}

func (a *app) refunds(ctx context.Context, states []ledger.RefundState, limit int) error {
	d, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
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
	if a.json {
		return list(a, view.Each(found, view.NewRefund), total, nil)
	}
	return list(a, found, total, refundTable(found))
}

func refundTable(found []ledger.Refund) *out.Table {
	t := out.NewTable(out.Column{Title: "REFUND"}, out.Column{Title: "CREATED (UTC)"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "PROJECT"},
		out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "STATE"}, out.Column{Title: "BY"}, out.Column{Title: "ANSWER"}, out.Column{Title: "ATTENTION"})
	for _, f := range found {
		t.Add(f.ID, clock(f.CreatedAt), f.PaymentID, fmt.Sprint(f.Project), f.Amount.String(), string(f.State), f.Operator,
			strings.TrimSpace(f.Code+" "+f.Message), f.Hold)
	}
	return t
}

func (a *app) refundStoryCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "show REFUND_ID",
		Short:   "Show one refund with all that was tried and what came back",
		Example: "  contra refunds show 0199c0de-0000-7000-8000-000000000000",
		Args:    want("REFUND_ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.open(ctx, false)
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
			return a.result(doc, func(w io.Writer) error {
				if err := refundFacts(w, f); err != nil {
					return err
				}
				t := out.NewTable(out.Column{Title: "UTC"}, out.Column{Title: "WHAT"}, out.Column{Title: "STATE"}, out.Column{Title: "DETAIL"})
				for _, s := range steps {
					t.Add(clock(s.At), s.Kind, string(s.State), s.Detail)
				}
				fmt.Fprintln(w)
				return t.Write(w)
			})
		},
	}
}
