package purchases

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/core/qr"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

// Link is contra link.
func Link(a *app.App) *cobra.Command {
	var o options
	var set []string
	var picture pictures
	var show bool
	cmd := &cobra.Command{
		Use:   "link",
		Short: "Make a link by which a customer pays on the Payment Page",
		Long: `link makes a signed link to the platform's Payment Page. The amount is in major units of the
currency: 12.50 for EUR, 300 for KRW. The link is kept in the ledger as a purchase and followed
until the platform tells how it ended. Nothing is sent.

stdout is the link, and with --qr its QR code. All that is wrong is told at once.`,
		Example: `  contra link --amount 12000 --customer customer42 --description "order 580"
  contra link --amount 12000 --customer customer42 --payment order-580 --expires 30m --qr
  contra link --amount 12000 --customer customer42 --set customer_first_name=Mina --png order.png --json`,
		Args: app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			extra, err := parameters(cmd, set)
			if err != nil {
				return err
			}
			if err := picture.check(cmd); err != nil {
				return err
			}
			o.wish.Via, o.wish.Extra = ledger.ViaLink, extra
			return link(cmd.Context(), cmd, a, o, picture, show)
		},
	}
	o.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.wish.Language, "language", "", "the page's language such as `ko` (default the customer's)")
	f.StringVar(&o.wish.CustomerEmail, "email", "", "the customer's e-mail `address`")
	f.StringVar(&o.wish.CallbackURL, "callback-url", "", "where the platform's callbacks go instead of the project's address")
	f.StringArrayVar(&set, "set", nil, "another parameter of the Payment Page, as `name=value`; may be given again")
	f.BoolVar(&show, "qr", false, "show the link as a QR code")
	picture.flags(cmd)
	return cmd
}

// parameters reads --set.
func parameters(cmd *cobra.Command, set []string) (map[string]string, error) {
	all := map[string]string{}
	for _, s := range set {
		name, value, found := strings.Cut(s, "=")
		if _, twice := all[name]; !found || twice {
			return nil, app.Usage(cmd, "--set %q: give each parameter once, as name=value", s)
		}
		all[name] = value
	}
	return all, nil
}

func link(ctx context.Context, cmd *cobra.Command, a *app.App, o options, picture pictures, show bool) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	bad := o.complete(cmd, d)
	plan, err := d.Purchases.Plan(ctx, o.wish)
	if err != nil {
		return err
	}
	if err := refusal(plan, bad); err != nil {
		return err
	}
	for _, warning := range plan.Warnings {
		a.Say("warning: %s", warning)
	}
	p, err := d.Purchases.PrepareLink(ctx, plan)
	if err != nil {
		return err
	}
	symbol, failed := qr.Encode(string(p.Body), qr.M)
	if failed == nil {
		failed = picture.write(symbol)
	}
	if failed != nil { // the link is out all the same
		a.Complain(failed)
	}
	a.Say("payment %s of %s, purchase %s%s", p.PaymentID, p.Amount, p.ID, until(p, d.Store.Now()))
	if err := a.Result(view.NewPurchase(p), func(w io.Writer) error {
		if _, err := fmt.Fprintln(w, string(p.Body)); err != nil || !show || failed != nil {
			return err
		}
		return draw(w, a, a.Env.Stdout, symbol)
	}); err != nil {
		return err
	}
	if failed != nil {
		return app.Outcome(app.ExitOf(failed))
	}
	return nil
}
