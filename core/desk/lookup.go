package desk

import (
	"context"
	"strings"

	"contra/core/ledger"
	"contra/core/store/purchases"
)

// Lookup finds the one payment with this id, compared without case. project 0
// means any; when several projects have the id, the error names them. A payment
// that we asked for and that the ledger does not have yet is ledger.ErrNotFound
// too, and the error says how it stands.
func (d *Desk) Lookup(ctx context.Context, project int64, id string) (ledger.Payment, error) {
	found, err := d.Store.Find(ctx, project, id)
	switch {
	case err != nil:
		return ledger.Payment{}, err
	case len(found) == 1:
		return found[0], nil
	case len(found) == 0:
		return ledger.Payment{}, d.missing(ctx, project, id)
	}
	e := ledger.Errorf(ledger.ErrAmbiguous, "%d projects have a payment %q", len(found), id)
	for i, p := range found {
		if i > 0 {
			e.Hint += " or "
		}
		e.Hint += "--project " + itoa(p.Project)
	}
	return ledger.Payment{}, e
}

// missing says why the ledger does not have a payment, as far as it can tell.
func (d *Desk) missing(ctx context.Context, project int64, id string) error {
	asked, err := purchases.Find(ctx, d.Store, project, id)
	switch {
	case err != nil:
		return err
	case len(asked) > 0:
		said, shows := make([]string, len(asked)), make([]string, len(asked))
		for i := range asked {
			p := &asked[i]
			said[i] = "payment " + p.PaymentID + " of project " + itoa(p.Project) + " " + unpaid(p)
			shows[i] = "contra purchases show " + p.ID
		}
		return ledger.Errorf(ledger.ErrNotFound, "%s", strings.Join(said, "; ")).WithHint("%s", strings.Join(shows, ", or "))
	case project != 0:
		return ledger.Errorf(ledger.ErrNotFound, "project %d has no payment %q in this ledger", project, id).WithHint("import its callbacks first")
	}
	return ledger.Errorf(ledger.ErrNotFound, "there is no payment %q in this ledger", id).WithHint("import its callbacks first, or search with contra payments %q", id)
}

// unpaid says how a purchase stands whose payment no callback told of.
func unpaid(p *ledger.Purchase) string {
	switch p.State {
	case ledger.PurchaseSent, ledger.PurchaseInDoubt:
		return "was asked for, and it is not known yet what became of that"
	case ledger.PurchasePrepared, ledger.PurchaseWaiting:
		return "was asked for and is not paid yet"
	case ledger.PurchaseSucceeded:
		return "was asked for, and its callbacks are not in this ledger"
	case ledger.PurchaseCancelled:
		return "was asked for, and that was withdrawn"
	}
	return "was asked for and not paid: its purchase is " + string(p.State)
}
