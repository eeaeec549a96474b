package browse

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/money"
	"contra/core/store/reports"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// Show is contra show.
func Show(a *app.App) *cobra.Command {
	var project int64
	cmd := &cobra.Command{
		Use:   "show PAYMENT_ID",
		Short: "Show all that is known of one payment",
		Long: `show gives one payment with its operations, our refunds of it, our purchase that asked for it,
the callbacks that told of it and the rows of reports about it. The payment id is compared
without regard to case.`,
		Example: "  contra show ABC123\n  contra show ABC123 --project 1234 --json",
		Args:    app.Want("PAYMENT_ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return show(cmd.Context(), a, project, args[0])
		},
	}
	app.ProjectFlag(cmd, &project)
	return cmd
}

// dossier is the document of show.
type dossier struct {
	Payment    view.Payment     `json:"payment"`
	Operations []view.Operation `json:"operations"`
	Refunds    []view.Refund    `json:"refunds"`
	Purchases  []view.Purchase  `json:"purchases"` // of ours: the one that asked for it, or none
	Callbacks  []view.Callback  `json:"callbacks"`
	ReportRows []view.ReportRow `json:"report_rows"`
}

func show(ctx context.Context, a *app.App, project int64, id string) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	p, err := d.Lookup(ctx, project, id)
	if err != nil {
		return err
	}
	all, err := d.Dossier(ctx, p.RowID)
	if err != nil {
		return err
	}
	found, err := reports.OfPayment(ctx, d.Store, d.Runs.Reader, p.Key())
	if err != nil {
		return err
	}
	rows := view.Each(found, func(f reports.Found) view.ReportRow { return view.NewReportRow(f.Report, &f.Row, "") })
	asked := []view.Purchase{}
	if all.Purchase != nil {
		asked = append(asked, view.NewPurchase(*all.Purchase))
	}
	doc := dossier{view.NewPayment(all.Payment), view.Each(all.Operations, view.NewOperation), view.Each(all.Refunds, view.NewRefund), asked,
		view.Each(all.Callbacks, view.NewCallback), rows}
	return a.Result(doc, func(w io.Writer) error { return story(w, all, rows) })
}

// story shows a payment for people: what is left, then what happened when.
func story(w io.Writer, d desk.Dossier, rows []view.ReportRow) error {
	p := d.Payment
	asked := ""
	if p.Requested != p.Captured {
		asked = p.Amount(p.Requested).String()
	}
	ours := ""
	if x := d.Purchase; x != nil {
		ours = fmt.Sprintf("%s, via %s, %s, by %s", x.ID, x.Via, x.State, x.Operator)
	}
	err := app.Facts(w,
		[2]string{"payment", fmt.Sprintf("%s (project %d)", p.ID, p.Project)},
		[2]string{"status", p.Status},
		[2]string{"method", cmp.Or(d.Method.Title, p.Method)},
		[2]string{"customer", p.CustomerID},
		[2]string{"description", p.Description},
		[2]string{"asked for", asked},
		[2]string{"captured", p.Amount(p.Captured).String()},
		[2]string{"refunded", p.Amount(p.Refunded).String()},
		[2]string{"in flight", p.Amount(p.Reserved).String()},
		[2]string{"refundable", p.Amount(p.Refundable()).String()},
		[2]string{"our purchase", ours},
		[2]string{"attention", strings.Join(p.Flags.Names(), ", ")})
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(d.Method.Zone)
	if err != nil || d.Method.Zone == "" {
		zone = nil
	}
	titles := []out.Column{{Title: "UTC"}, {Title: "WHAT"}, {Title: "AMOUNT", Right: true}, {Title: "STATUS"}, {Title: "DETAIL"}}
	if zone != nil {
		titles = slices.Insert(titles, 1, out.Column{Title: strings.ToUpper(d.Method.Zone)})
	}
	t := out.NewTable(titles...)
	for _, e := range happenings(d, rows) {
		row := []string{app.Clock(e.at), e.what, e.amount, e.status, e.detail}
		if zone != nil {
			row = slices.Insert(row, 1, clock(e.at, zone))
		}
		t.Add(row...)
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return t.Write(w)
}

// clock writes a time in another zone; nothing when nobody said.
func clock(at time.Time, zone *time.Location) string {
	if at.IsZero() {
		return ""
	}
	return at.In(zone).Format("01-02 15:04:05")
}

// happening is one line of a payment's story.
type happening struct {
	at                           time.Time
	what, amount, status, detail string
}

func happenings(d desk.Dossier, rows []view.ReportRow) []happening {
	var all []happening
	for _, o := range d.Operations {
		at := o.Date
		if at.IsZero() {
			at = o.CreatedAt
		}
		all = append(all, happening{at, o.Type, o.Amount.String(), o.Status, detail("operation "+o.ID, o.Code, o.Message)})
	}
	for _, c := range d.Callbacks {
		note := "callback"
		if c.Late {
			note = "late callback"
		}
		all = append(all, happening{c.Date, note, "", c.Status, fmt.Sprintf("operation %s, %s, signature %s", c.OperationID, place(c.Source, c.Line), c.Order)})
	}
	for _, f := range d.Refunds {
		for _, s := range d.Steps[f.ID] {
			amount := ""
			if s.Kind == "intent" {
				amount = f.Amount.String()
			}
			all = append(all, happening{s.At, "our refund: " + s.Kind, amount, string(s.State), s.Detail})
		}
	}
	for _, s := range d.PurchaseSteps {
		amount := ""
		if s.Kind == "intent" || s.Kind == "link" {
			amount = d.Purchase.Amount.String()
		}
		all = append(all, happening{s.At, "our purchase: " + s.Kind, amount, string(s.State), s.Detail})
	}
	for _, r := range rows {
		all = append(all, happening{time.Time(r.At), "report: " + r.Type, money.New(r.Amount, r.Currency).String(), r.Status, fmt.Sprintf("operation %s, report %d, %s", r.OperationID, r.ReportID, place(r.Name, r.Line))})
	}
	slices.SortStableFunc(all, func(x, y happening) int { return x.at.Compare(y.at) })
	return all
}

func detail(first, code, message string) string {
	switch {
	case code == "" && message == "":
		return first
	case code == "" || code == "0":
		return strings.TrimRight(first+", "+message, ", ")
	}
	return first + ", " + strings.TrimSpace(code+" "+message)
}

// place names where a message stood.
func place(source string, line int) string {
	if line == 0 {
		return source
	}
	return fmt.Sprintf("%s line %d", source, line)
}
