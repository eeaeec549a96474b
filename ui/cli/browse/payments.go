// Package browse holds the commands that look and change nothing: payments, show,
// audit and config.
package browse

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
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// Payments is contra payments.
func Payments(a *app.App) *cobra.Command {
	var limit int
	var sort, csv string
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
  contra payments customer42
  contra payments "date:2026-10" --csv october.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return payments(cmd.Context(), a, args, sort, csv, limit)
		},
	}
	app.LimitFlag(cmd, &limit, "payments")
	cmd.Flags().StringVar(&sort, "sort", "-date", "order by `field`, with a leading - from high to low")
	cmd.Flags().StringVar(&csv, "csv", "", "write all that are found to a new CSV `file` for a spreadsheet, amounts in major units")
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
		return app.Usage(cmd, "%v", err)
	})
	return cmd
}

func payments(ctx context.Context, a *app.App, words []string, sort, csv string, limit int) error {
	filter, err := parseFilter(words)
	if err != nil {
		return filterError(err)
	}
	order, err := query.ParseSort(sort)
	if err != nil {
		return filterError(err)
	}
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	if csv != "" {
		return exportPayments(ctx, a, d, csv, filter, order)
	}
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
	if a.JSON {
		return app.List(a, view.Each(found, view.NewPayment), total, nil)
	}
	return app.List(a, found, total, paymentTable(found))
}

// parseFilter reads the words of a command line as one filter. The shell takes
// quotes away, so when that fails, the blanks inside a word are taken for its own.
func parseFilter(words []string) (query.Filter, error) {
	now := time.Now()
	filter, err := query.Parse(strings.Join(words, " "), now)
	if err == nil {
		return filter, nil
	}
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = w
		if field, value, found := strings.Cut(w, ":"); found && strings.Contains(value, " ") && !strings.Contains(value, `"`) {
			quoted[i] = field + `:"` + value + `"`
		}
	}
	if filter, again := query.Parse(strings.Join(quoted, " "), now); again == nil {
		return filter, nil
	}
	return query.Filter{}, err
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
		t.Add(p.ID, fmt.Sprint(p.Project), app.Clock(p.CreatedAt), p.Status, p.Method, p.CustomerID, p.Amount(p.Captured).Format(), p.Amount(p.Refunded).Format(),
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
