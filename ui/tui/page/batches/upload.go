package batches

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/money"
	"contra/ui/tui/dialog"
	"contra/ui/tui/theme"
)

// upload notes that the files were handed to the platform.
func (p *Page) upload(b batch.Batch) tea.Cmd {
	options := []dialog.Option{{Value: "0", Label: "all files"}}
	first := "0"
	if f := p.facts; f != nil && f.batch.ID == b.ID && len(f.files) > 1 {
		for i := range f.files {
			x := &f.files[i]
			o := dialog.Option{Value: strconv.Itoa(x.Part), Label: fmt.Sprintf("%d of %d  %s", x.Part, x.Of, filepath.Base(x.Path))}
			if !x.UploadedAt.IsZero() {
				o.Label += "  (uploaded)"
			}
			options = append(options, o)
		}
	}
	many := func(dialog.Values) bool { return len(options) > 1 }
	return p.form(dialog.FormSpec{ID: "batch-upload", Title: b.Ref() + " was uploaded", Submit: "It was uploaded", Quick: true,
		Fields: []dialog.Field{
			notes(strong(b.Title()), muted("From now on contra takes refunds that appear on these payments for the rows that they fit, and asks about those that do not appear."), dialog.Line{}),
			{ID: "number", Kind: dialog.Text, Label: "Number in the Dashboard", Limit: 60, Placeholder: "may be left empty", Value: b.Number},
			{ID: "part", Kind: dialog.Choice, Value: first, Options: options, Show: many},
		}},
		func(v dialog.Values) tea.Cmd {
			part, _ := strconv.Atoi(v["part"])
			return p.do(b.ID, "Noting the upload of "+b.Ref(), func(ctx context.Context) (deed, error) {
				_, err := p.h.Desk.Batches.MarkUploaded(ctx, b.ID, part, strings.TrimSpace(v["number"]))
				return deed{said: b.Ref() + ": uploaded. The callbacks tell how its rows end; f asks the platform"}, err
			})
		})
}

// withdraw lets go of what an export reserved, after saying what that risks.
func (p *Page) withdraw(b batch.Batch) tea.Cmd {
	lines := []dialog.Line{strong(b.Title()), {},
		{Text: "Withdrawing says: no file of this batch was, or ever will be, uploaded. If one was, or somebody uploads it later, its customers get their money twice once these payments are refunded again.", Tone: theme.Bad}}
	if f := p.facts; f != nil && f.batch.ID == b.ID {
		var open []string
		for _, t := range f.progress.Totals {
			if t.Pending != 0 {
				open = append(open, money.New(t.Pending, t.Currency).String())
			}
		}
		if len(open) > 0 {
			lines = append(lines, dialog.Line{Text: strings.Join(open, " · ") + " would become free to refund again."})
		}
		for i := range f.files {
			if !f.files[i].UploadedAt.IsZero() {
				lines = append(lines, dialog.Line{Text: "A file of it is marked as uploaded already!", Tone: theme.Bad})
				break
			}
		}
	}
	lines = append(lines, muted("Delete the files first. Rows whose outcome is known keep it."), dialog.Line{})
	return p.form(dialog.FormSpec{ID: "batch-withdraw", Title: "Withdraw " + b.Ref(), Submit: "Withdraw", Risky: true,
		Fields: []dialog.Field{
			notes(lines...),
			{ID: "reason", Kind: dialog.Text, Label: "How do you know?", Limit: 500, Check: func(s string, _ dialog.Values) string {
				if strings.TrimSpace(s) == "" {
					return "say how you know that it was not uploaded; it stays in the journal"
				}
				return ""
			}},
			{ID: "confirm", Kind: dialog.Typed, Label: "Type " + b.Ref() + " to confirm", Limit: 20, Want: func(dialog.Values) string { return b.Ref() }, Same: strings.EqualFold},
		}},
		func(v dialog.Values) tea.Cmd {
			return p.do(b.ID, "Withdrawing "+b.Ref(), func(ctx context.Context) (deed, error) {
				now, err := p.h.Desk.Batches.Withdraw(ctx, b.ID, v["reason"])
				said := b.Ref() + " is withdrawn; its amounts are free again. Do not upload its files"
				if now.State != batch.Withdrawn { // the platform carries some of it out
					said = b.Ref() + " is withdrawn in part: files that the platform carries out keep their amounts"
				}
				return deed{said: said}, err
			})
		})
}
