package purchases

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/core/qr"
	"contra/core/store/purchases"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

func showCmd(a *app.App) *cobra.Command {
	var code bool
	var picture pictures
	cmd := &cobra.Command{
		Use:     "show PURCHASE_ID",
		Short:   "Show one purchase with all that was tried and what came back",
		Example: "  contra purchases show 0199c0de-0000-7000-8000-000000000000\n  contra purchases show 0199c0de-0000-7000-8000-000000000000 --qr --png scan.png",
		Args:    app.Want("PURCHASE_ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := picture.check(cmd); err != nil {
				return err
			}
			return show(cmd.Context(), a, args[0], code, picture)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&code, "qr", false, "show what the customer scans")
	picture.flags(cmd)
	return cmd
}

func show(ctx context.Context, a *app.App, id string, code bool, picture pictures) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	p, err := purchases.Get(ctx, d.Store, id)
	if err != nil {
		return err
	}
	steps, err := purchases.Steps(ctx, d.Store, id)
	if err != nil {
		return err
	}
	var symbol qr.Symbol
	if code || picture != (pictures{}) {
		if symbol, err = symbolOf(p); err != nil {
			return err
		}
		if err := picture.write(symbol); err != nil {
			return err
		}
	}
	doc := view.PurchaseStory{Purchase: view.NewPurchase(p), Steps: view.Each(steps, view.NewPurchaseStep)}
	return a.Result(doc, func(w io.Writer) error {
		if err := write(w, p); err != nil {
			return err
		}
		t := out.NewTable(out.Column{Title: "UTC"}, out.Column{Title: "WHAT"}, out.Column{Title: "STATE"}, out.Column{Title: "DETAIL"})
		for _, s := range steps {
			t.Add(app.Clock(s.At), s.Kind, string(s.State), s.Detail)
		}
		fmt.Fprintln(w)
		if err := t.Write(w); err != nil || !code {
			return err
		}
		return draw(w, a, a.Env.Stdout, symbol)
	})
}

func symbolOf(p ledger.Purchase) (qr.Symbol, error) {
	data := scannable(p)
	if data == "" {
		return qr.Symbol{}, ledger.Errorf(ledger.ErrNotFound, "purchase %s has no QR code", p.ID).WithHint("the platform sends it a moment after it took the purchase: contra settle asks for it")
	}
	return qr.Encode(data, qr.M)
}
