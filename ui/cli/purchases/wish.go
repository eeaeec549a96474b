// Package purchases holds the commands that ask customers for money: link,
// purchase, and what a person looks up and decides about those.
package purchases

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/purchase"
	"contra/ui/cli/app"
)

// options is how a purchase was asked for.
type options struct {
	wish             purchase.Wish
	amount, currency string
	expires          app.Patience
}

// flags adds what both ways of a purchase have.
func (o *options) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.amount, "amount", "", "how much, in major units such as 12.50")
	f.StringVar(&o.currency, "currency", "KRW", "the amount's currency such as `KRW`")
	f.StringVar(&o.wish.PaymentID, "payment", "", "the payment's `id`, never used before in the project (default one is made up)")
	f.StringVar(&o.wish.CustomerID, "customer", "", "the customer's `id` in your shop")
	f.Int64Var(&o.wish.Project, "project", 0, "the project's `id` (default the only configured one)")
	f.StringVar(&o.wish.Method, "method", "kakaopay", "the payment method by its `name` in callbacks")
	f.StringVar(&o.wish.Description, "description", "", "what is bought")
	f.Var(&o.expires, "expires", "how long the customer has, such as 15m; 0 is without a limit (default the configuration's)")
	f.Lookup("expires").DefValue = ""
	f.StringVar(&o.wish.ReturnURL, "return-url", "", "where the customer may go back to")
	f.StringVar(&o.wish.SuccessURL, "success-url", "", "where the customer goes once it is paid (default --return-url)")
	f.StringVar(&o.wish.DeclineURL, "fail-url", "", "where the customer goes when it is declined (default --return-url)")
}

// complete fills in what the command line leaves out. bad says what is wrong with
// the amount, for it is told together with all other problems.
func (o *options) complete(cmd *cobra.Command, d *desk.Desk) (bad *ledger.Error) {
	if o.wish.Project == 0 && len(d.Config.Projects) == 1 {
		o.wish.Project = d.Config.Projects[0].ID
	}
	if cmd.Flags().Changed("expires") {
		if o.wish.Window = time.Duration(o.expires); o.wish.Window == 0 {
			o.wish.Window = -1
		}
	}
	currency, err := money.ParseCurrency(o.currency)
	if err != nil {
		o.wish.Amount.Currency = money.Currency(strings.ToUpper(o.currency))
		return ledger.Errorf(ledger.ErrUsage, "--currency: %v", err)
	}
	o.wish.Amount.Currency = currency
	if o.amount == "" {
		return ledger.Errorf(ledger.ErrUsage, "--amount is missing").WithHint("give it in major units of the currency, such as 12.50")
	}
	amount, err := money.Parse(o.amount, currency)
	var wrong *money.ParseError
	switch {
	case errors.As(err, &wrong):
		return &ledger.Error{Code: ledger.ErrBadAmount, Message: "--amount: " + wrong.Problem, Hint: wrong.Hint}
	case err != nil:
		return ledger.Errorf(ledger.ErrBadAmount, "--amount: %v", err)
	}
	o.wish.Amount = amount
	return nil
}

// refusal is everything that forbids a plan, in one error; nil when nothing does.
func refusal(plan purchase.Plan, bad *ledger.Error) error {
	var words []string
	code, hint := ledger.Code(""), ""
	note := func(e *ledger.Error) {
		words = append(words, e.Message)
		if code == "" || app.ExitOf(e) == app.ExitUsage && app.ExitOf(&ledger.Error{Code: code}) != app.ExitUsage {
			code = e.Code
		}
	}
	if bad != nil {
		note(bad)
		hint = bad.Hint
	}
	for _, p := range plan.Problems {
		ofAmount := p.Field == "payment_amount" || p.Field == "payment_currency"
		if !p.Warning && !(bad != nil && ofAmount) {
			note(&ledger.Error{Code: p.Code, Message: p.Text})
		}
	}
	switch {
	case len(words) == 0:
		return plan.Refused
	case len(words) == 1 && bad == nil:
		return plan.Refused
	}
	return &ledger.Error{Code: code, Message: strings.Join(words, "; "), Hint: hint}
}
