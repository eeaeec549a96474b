package refunds

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/refund"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

// planned shapes a dry run.
func planned(plan refund.Plan) view.Plan {
	f := ledger.Refund{Project: plan.Payment.Project, PaymentID: plan.Payment.ID, Amount: plan.Amount, State: ledger.Planned, Description: plan.Description}
	return view.Plan{Refund: view.NewRefund(f), Leaves: plan.Leaves.Minor, Warnings: view.Each(plan.Warnings, func(s string) string { return s })}
}

// preview shows a plan to people.
func preview(w io.Writer, d *desk.Desk, plan refund.Plan) error {
	p := plan.Payment
	rows := [][2]string{
		{"refund", plan.Amount.String()},
		{"of payment", fmt.Sprintf("%s (project %d), %s", p.ID, p.Project, cmp.Or(plan.Method.Title, p.Method))},
		{"customer", p.CustomerID},
		{"captured", p.Amount(p.Captured).String()},
		{"refunded", p.Amount(p.Refunded).String()},
		{"in flight", p.Amount(p.Reserved).String()},
		{"leaves", plan.Leaves.String()},
		{"description", plan.Description},
		{"goes to", d.Config.Gate.URL + plan.Method.RefundPath()},
	}
	for _, warning := range plan.Warnings {
		rows = append(rows, [2]string{"warning", warning})
	}
	return app.Facts(w, rows...)
}

func printOne(a *app.App, f ledger.Refund) error {
	return a.Result(view.NewRefund(f), func(w io.Writer) error { return write(w, f) })
}

func write(w io.Writer, f ledger.Refund) error {
	return app.Facts(w,
		[2]string{"refund", f.ID},
		[2]string{"payment", fmt.Sprintf("%s (project %d)", f.PaymentID, f.Project)},
		[2]string{"amount", f.Amount.String()},
		[2]string{"state", string(f.State)},
		[2]string{"operation", f.OperationID},
		[2]string{"request", f.RequestID},
		[2]string{"answer", strings.TrimSpace(f.Code + " " + f.Message)},
		[2]string{"attempts", fmt.Sprint(f.Attempts)},
		[2]string{"description", f.Description},
		[2]string{"by", f.Operator},
		[2]string{"attention", f.Hold},
		[2]string{"next", nextStep(f)})
}

// nextStep says what is safe to do now.
func nextStep(f ledger.Refund) string {
	switch f.State {
	case ledger.Accepted:
		return "the outcome is still to come: contra settle asks for it"
	case ledger.InDoubt, ledger.Sent, ledger.Prepared:
		return "do not refund again by hand: contra settle finds out what became of it"
	case ledger.Declined, ledger.Rejected:
		return "no money moved; the amount is refundable again"
	}
	return ""
}
