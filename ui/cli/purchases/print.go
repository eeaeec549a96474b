package purchases

import (
	"fmt"
	"io"
	"strings"
	"time"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/purchase"
	"contra/ui/cli/app"
)

// exitOf gives the exit code of a purchase by where it stands.
func exitOf(s ledger.PurchaseState) int {
	switch {
	case s.Open():
		return app.ExitUnknown
	case s == ledger.PurchaseSucceeded || s == ledger.PurchasePlanned:
		return app.ExitDone
	case s == ledger.PurchaseCancelled:
		return app.ExitRefused
	}
	return app.ExitFailed
}

// preview shows a plan to people.
func preview(w io.Writer, d *desk.Desk, plan purchase.Plan) error {
	wish := plan.Wish
	rows := [][2]string{
		{"purchase of", wish.Amount.String()},
		{"payment", fmt.Sprintf("%s (project %d), %s", wish.PaymentID, wish.Project, plan.Method.Title)},
		{"customer", wish.CustomerID},
		{"from address", wish.CustomerIP},
		{"description", wish.Description},
		{"until", app.Clock(plan.ExpiresAt)},
		{"leads back to", wish.ReturnURL},
		{"goes to", d.Config.Gate.URL + plan.Method.SalePath()},
	}
	for _, warning := range plan.Warnings {
		rows = append(rows, [2]string{"warning", warning})
	}
	return app.Facts(w, rows...)
}

func write(w io.Writer, p ledger.Purchase) error {
	rows := [][2]string{
		{"purchase", p.ID},
		{"payment", fmt.Sprintf("%s (project %d)", p.PaymentID, p.Project)},
		{"amount", p.Amount.String()},
		{"state", string(p.State)},
		{"via", string(p.Via)},
		{"customer", p.CustomerID},
		{"description", p.Description},
		{"operation", p.OperationID},
		{"request", p.RequestID},
		{"answer", strings.TrimSpace(p.Code + " " + p.Message)},
		{"until (UTC)", app.Clock(p.ExpiresAt)},
		{"attempts", fmt.Sprint(p.Attempts)},
		{"by", p.Operator},
		{"attention", p.Hold},
	}
	if p.Via == ledger.ViaLink {
		rows = append(rows, [2]string{"link", string(p.Body)})
	}
	for _, d := range p.Display {
		rows = append(rows, [2]string{strings.ToLower(d.Title), d.Data})
	}
	return app.Facts(w, append(rows, [2]string{"next", nextStep(p)})...)
}

// nextStep says what is safe to do now.
func nextStep(p ledger.Purchase) string {
	switch p.State {
	case ledger.PurchaseWaiting:
		return "it is the customer's turn: contra settle asks for the outcome"
	case ledger.PurchaseInDoubt, ledger.PurchaseSent, ledger.PurchasePrepared:
		return "do not ask again by hand: contra settle finds out what became of it"
	case ledger.PurchaseDeclined, ledger.PurchaseRejected, ledger.PurchaseExpired:
		return "nothing was paid; a new try needs a new payment id"
	}
	return ""
}

// until says how long the customer has.
func until(p ledger.Purchase, now time.Time) string {
	left := p.ExpiresAt.Sub(now)
	switch {
	case p.ExpiresAt.IsZero():
		return ""
	case left <= 0:
		return ", the time is over"
	}
	return fmt.Sprintf(", %s left until %s UTC", left.Round(time.Second), p.ExpiresAt.UTC().Format("15:04:05"))
}
