package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/core/query"
	"contra/core/store"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// defaultLimit is how many lines a list has unless --limit says otherwise.
const defaultLimit = 200

func limitFlag(cmd *cobra.Command, limit *int) {
	cmd.Flags().IntVar(limit, "limit", defaultLimit, "how many to `show` at most; -1 shows all")
}

func checkLimit(cmd *cobra.Command, limit int) error {
	if limit < -1 {
		return usage(cmd, "--limit is a count, or -1 for all")
	}
	return nil
}

func (a *app) paymentsCmd() *cobra.Command {
	var limit int
	var sort string
	fields := make([]string, 0, len(query.Fields()))
	for _, f := range query.Fields() {
		fields = append(fields, fmt.Sprintf("  %-11s %s", f, f.About()))
	}
	cmd := &cobra.Command{
		Use:   "payments [FILTER]...",
		Short: "List payments",
		Long: `payments lists what the ledger knows of payments. All terms of the filter must hold;
values after a colon are separated by commas; a leading ! turns a term round.
Amounts in a filter are in major units (12.50), in JSON in minor units.

` + strings.Join(fields, "\n"),
		Example: `  contra payments
  contra payments status:success,partial "amount:>50000" method:kakaopay
  contra payments "date:2026-10" "!flag:disputed" --sort -refundable --limit -1 --json
  contra payments customer42`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkLimit(cmd, limit); err != nil {
				return err
			}
			return a.payments(cmd.Context(), strings.Join(args, " "), sort, limit)
		},
	}
	limitFlag(cmd, &limit)
	cmd.Flags().StringVar(&sort, "sort", "-date", "order by `field`, with a leading - from high to low")
	cmd.RegisterFlagCompletionFunc("sort", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var all []string
		for _, f := range query.Sortable() {
			all = append(all, string(f), "-"+string(f))
		}
		return all, cobra.ShellCompDirectiveNoFileComp
	})
	cmd.ValidArgsFunction = completeFilter
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if strings.Contains(err.Error(), ":") && strings.Contains(err.Error(), " in -") {
			return ledger.Errorf(ledger.ErrUsage, "%v", err).
				WithHint("turn a term round with a leading ! instead of -, or put -- before the filter")
		}
		return usage(cmd, "%v", err)
	})
	return cmd
}

func (a *app) payments(ctx context.Context, text, sort string, limit int) error {
	filter, err := query.Parse(text, time.Now())
	if err != nil {
		return filterError(err)
	}
	order, err := query.ParseSort(sort)
	if err != nil {
		return filterError(err)
	}
	d, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	found, err := d.Store.Payments(ctx, store.Window{Filter: filter, Sort: order, Limit: limit})
	if err != nil {
		return err
	}
	total := int64(len(found))
	if limit >= 0 && total >= int64(limit) {
		if total, err = d.Store.Count(ctx, filter); err != nil {
			return err
		}
	}
	if a.json {
		return list(a, view.Each(found, view.NewPayment), total, nil)
	}
	return list(a, found, total, paymentTable(found))
}

// filterError shows where a filter cannot be understood.
func filterError(err error) error {
	var p *query.ParseError
	if !errors.As(err, &p) {
		return err
	}
	return &ledger.Error{Code: ledger.ErrUsage, Message: p.Message, Hint: p.Hint}
}

func paymentTable(found []ledger.Payment) *out.Table {
	t := out.NewTable(out.Column{Title: "PAYMENT"}, out.Column{Title: "PROJECT"}, out.Column{Title: "CREATED (UTC)"}, out.Column{Title: "STATUS"},
		out.Column{Title: "METHOD"}, out.Column{Title: "CUSTOMER"}, out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "REFUNDED", Right: true},
		out.Column{Title: "IN FLIGHT", Right: true}, out.Column{Title: "REFUNDABLE", Right: true}, out.Column{Title: "CURRENCY"}, out.Column{Title: "NOTE"})
	for _, p := range found {
		t.Add(p.ID, fmt.Sprint(p.Project), clock(p.CreatedAt), p.Status, p.Method, p.CustomerID, p.Amount(p.Captured).Format(), p.Amount(p.Refunded).Format(),
			p.Amount(p.Reserved).Format(), p.Amount(p.Refundable()).Format(), currencyUnit(p), strings.Join(p.Flags.Names(), ", "))
	}
	return t
}

// currencyUnit names the unit of the amounts beside it.
func currencyUnit(p ledger.Payment) string {
	if _, known := p.Currency.Exponent(); !known && p.Currency != "" {
		return string(p.Currency) + " minor units"
	}
	return string(p.Currency)
}

// clock writes a time in UTC; nothing when nobody said.
func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05")
}

func completeFilter(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var all []string
	for _, s := range query.Complete(typed, len(typed), nil) {
		word := typed[:s.From] + s.Text
		if !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	return all, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
