package purchasedialog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/purchase"
	"contra/ui/tui/dialog"
	"contra/ui/tui/theme"
)

// first is what the form holds at the beginning.
func (f *Flow) first(w Wanted) dialog.Values {
	v := dialog.Values{"customer": w.CustomerID, "description": w.Description, "method": w.Method, "project": strconv.FormatInt(w.Project, 10)}
	if w.Project == 0 && len(f.h.Desk.Config.Projects) > 0 {
		v["project"] = strconv.FormatInt(f.h.Desk.Config.Projects[0].ID, 10)
	}
	if list := f.methods(); len(list) > 0 && !slices.Contains(list, w.Method) {
		v["method"] = list[0]
	}
	if w.Amount.Minor > 0 {
		v["amount"] = w.Amount.Plain()
	}
	if f.h.Stakes == "PRACTICE" && f.h.Desk.Purchases.CustomerIP == "" {
		v["ip"] = "192.0.2.10" // an address of nobody's, for no customer is asked
	}
	v["currency"] = string(w.Amount.Currency)
	if m, ok := f.h.Desk.Methods.Lookup(v["method"]); ok && len(m.Currencies) > 0 && !slices.Contains(m.Currencies, w.Amount.Currency) {
		v["currency"] = string(m.Currencies[0])
	}
	return v
}

// methods are the names of those that can be asked for this way, the usual one first.
func (f *Flow) methods() []string {
	var out []string
	for _, m := range f.h.Desk.Methods.All() {
		if f.via == ledger.ViaLink && m.PayPage != "" || f.via == ledger.ViaGate && m.GatePath != "" {
			out = append(out, m.Name)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b)) })
	return out
}

// rank puts the method first that this program is mostly used for.
func rank(method string) int {
	if method == "kakaopay" {
		return 0
	}
	return 1
}

func (f *Flow) projects() []dialog.Option {
	var out []dialog.Option
	for _, p := range f.h.Desk.Config.Projects {
		id := strconv.FormatInt(p.ID, 10)
		out = append(out, dialog.Option{Value: id, Label: strings.TrimSpace(p.Name + " " + id)})
	}
	return out
}

// ask makes the form with these values.
func (f *Flow) ask(v dialog.Values, trigger string) {
	note := func(text func() []dialog.Line) dialog.Field {
		return dialog.Field{Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line { return text() }}
	}
	line := func(id, label, placeholder string, check func(string, dialog.Values) string) dialog.Field {
		return dialog.Field{ID: id, Kind: dialog.Text, Label: label, Value: v[id], Limit: 255, Placeholder: placeholder, Check: check}
	}
	projects := f.projects()
	fields := []dialog.Field{
		note(func() []dialog.Line { return f.refusal }),
		{ID: "project", Kind: dialog.Choice, Label: "Project", Value: v["project"], Options: projects, Show: func(dialog.Values) bool { return len(projects) > 1 }},
		line("amount", "Amount", "in whole units, such as 25000", checkAmount),
		line("currency", "Currency", "", nil),
		line("customer", "Customer id", "as the shop knows the customer", nil),
		line("payment_id", "Payment id", "never used before", nil),
		line("description", "Description", "may be left empty", nil),
		line("method", "Method", "as in callbacks, such as kakaopay", nil),
		line("window", "Time to pay", f.usual(), func(v string, _ dialog.Values) string { _, why := duration(v); return why }),
	}
	if f.via == ledger.ViaGate {
		fields = append(fields, line("ip", "Customer's IP", cmp.Or(f.h.Desk.Purchases.CustomerIP, "Gate wants to know it"), nil))
		if f.h.Desk.Purchases.ReturnURL == "" {
			fields = append(fields, line("return", "Leads back to", "the shop's address, such as https://shop.example", nil))
		}
	}
	f.form = dialog.NewForm(dialog.FormSpec{
		ID: "purchase", Title: f.title(), Submit: map[ledger.Via]string{ledger.ViaLink: "Make the link", ledger.ViaGate: "Send"}[f.via], Risky: true, Trigger: trigger, Width: 72,
		Fields: append(fields, note(f.verdict), dialog.Field{ID: "confirm", Kind: dialog.Typed, Label: "Type the amount to confirm", Limit: 40,
			Show: func(dialog.Values) bool { return f.allowed }, Want: func(dialog.Values) string { return f.wish().wish.Amount.Plain() }}),
		Ready:  func(dialog.Values) string { return f.unready() },
		Change: func(dialog.Values) tea.Cmd { return f.replan() },
		Done: func(_ dialog.Values, ok bool) tea.Cmd {
			if !ok {
				return nil
			}
			return f.send()
		},
	})
	f.inner = f.form
}

// usual says how long a customer has when nothing is typed.
func (f *Flow) usual() string {
	if w := f.h.Desk.Purchases.Window; w > 0 {
		return strings.TrimSuffix(w.String(), "0s") + ", or such as 30m, 2h, 7d, none"
	}
	return "no limit, or such as 30m, 2h, 7d"
}

func checkAmount(v string, all dialog.Values) string {
	if _, err := money.Parse(v, money.Currency(strings.ToUpper(strings.TrimSpace(all["currency"])))); err != nil {
		return err.Error()
	}
	return ""
}

// duration reads the time that the customer gets: minutes, hours or days. Nothing
// means as configured, "none" without a limit.
func duration(v string) (time.Duration, string) {
	switch v = strings.TrimSpace(v); v {
	case "":
		return 0, ""
	case "none":
		return -1, ""
	}
	unit := map[byte]time.Duration{'m': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}[v[len(v)-1]]
	n, err := strconv.ParseInt(v[:len(v)-1], 10, 32)
	if unit == 0 || err != nil || n <= 0 || n > int64(366*24*time.Hour/unit) {
		return 0, "write a time such as 30m, 2h or 7d, or none"
	}
	return time.Duration(n) * unit, ""
}

// wish reads the form. An amount that cannot be understood is none.
func (f *Flow) wish() asked {
	v := f.form.Values()
	w := purchase.Wish{Via: f.via, PaymentID: strings.TrimSpace(v["payment_id"]), Method: strings.TrimSpace(v["method"]), CustomerID: strings.TrimSpace(v["customer"]),
		Description: v["description"], CustomerIP: strings.TrimSpace(v["ip"]), ReturnURL: strings.TrimSpace(v["return"])}
	w.Project, _ = strconv.ParseInt(v["project"], 10, 64)
	currency := money.Currency(strings.ToUpper(strings.TrimSpace(v["currency"])))
	if a, err := money.Parse(v["amount"], currency); err == nil {
		w.Amount = a
	}
	w.Window, _ = duration(v["window"])
	text := []string{v["project"], v["method"], v["amount"], v["currency"], v["customer"], v["payment_id"], v["description"], v["window"], v["ip"], v["return"]}
	return asked{strings.Join(text, "\x00"), w}
}

// unready says why it cannot be sent yet.
func (f *Flow) unready() string {
	switch a := f.wish(); {
	case f.h.ReadOnly() != "":
		return f.h.ReadOnly()
	case len(f.h.Desk.Config.Projects) == 0 && a.wish.Project == 0:
		return "no project is configured"
	case f.planErr != nil:
		return f.planErr.Error()
	case f.plan == nil || f.wished.text != a.text:
		return "it is being checked"
	case f.plan.Refused != nil:
		return f.plan.Refused.Error()
	}
	return ""
}

// line of the verdict with its sign.
func (f *Flow) said(t theme.Tone, sign, text string) dialog.Line {
	return dialog.Line{Text: sign + " " + text, Tone: t}
}
