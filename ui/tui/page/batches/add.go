package batches

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/ui/tui/batchdialog"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
)

// add puts more rows into a draft: typed payment ids, or another list.
func (p *Page) add(b batch.Batch) tea.Cmd {
	typed := func(v dialog.Values) bool { return v["from"] != "list" }
	return p.form(dialog.FormSpec{ID: "batch-add", Title: "Add rows to " + b.Ref(), Submit: "Add", Quick: true,
		Fields: []dialog.Field{
			{ID: "ids", Kind: dialog.Text, Label: "Payment ids", Placeholder: "one, or several with blanks between", Show: typed, Check: func(s string, _ dialog.Values) string {
				if len(ids(s)) == 0 {
					return "type a payment id"
				}
				return ""
			}},
			{ID: "amount", Kind: dialog.Text, Label: "Amount of each", Unit: "major units", Limit: 40, Placeholder: "all that can be refunded", Show: typed},
			{ID: "description", Kind: dialog.Text, Label: "Description", Limit: batch.MaxDescription, Value: p.h.Desk.Config.Gate.Description},
			{ID: "from", Kind: dialog.Choice, Options: []dialog.Option{{Value: "ids", Label: "these payments"}, {Value: "list", Label: "the rows of a list…"}}},
		}},
		func(v dialog.Values) tea.Cmd {
			if !typed(v) {
				return batchdialog.Add(p.h, b, v["description"])
			}
			return p.change(b, "Adding rows to "+b.Ref(), func(ctx context.Context) (string, error) {
				var wishes []batch.Wish
				for _, id := range ids(v["ids"]) {
					wishes = append(wishes, batch.Wish{PaymentID: id, Amount: strings.TrimSpace(v["amount"])})
				}
				rows, err := p.h.Desk.Batches.Resolve(ctx, wishes, v["description"])
				if err != nil {
					return "", err
				}
				_, err = p.h.Desk.Batches.Add(ctx, b.ID, rows)
				return page.Things(int64(len(rows)), "row", "rows") + " added; z takes it back", err
			})
		})
}

// ids takes payment ids apart. A comma or a semicolon is in none of them.
func ids(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '\t' || r == '\n' })
}

// fromList begins a batch from a list or a file.
func (p *Page) fromList() tea.Cmd { return batchdialog.FromList(p.h) }

// checkFile looks at a file that may have been made elsewhere.
func (p *Page) checkFile() tea.Cmd { return batchdialog.CheckFile(p.h) }
