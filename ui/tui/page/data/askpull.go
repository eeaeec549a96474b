package data

import (
	"errors"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/ledger"
	"contra/core/recon/run"
	"contra/ui/tui/dialog"
	"contra/ui/tui/theme"
)

// month is how far back the first pull goes when nobody says otherwise.
const month = 30

// askPull asks for the interval.
func (p *Page) askPull() tea.Cmd {
	first := ""
	if !p.goesOn(dataapi.Operations) {
		first = p.h.Now().AddDate(0, 0, -month).Format(time.DateOnly)
	}
	p.h.Dialogs.Open(dialog.NewForm(dialog.FormSpec{ID: "pull", Title: "Pull operations", Submit: "Pull", Trigger: p.h.LastKey, Width: 64,
		Fields: []dialog.Field{
			{ID: "from", Kind: dialog.Text, Label: "From (UTC day)", Value: first, Placeholder: "go on where the last pull ended", Limit: 10, Check: p.wrongFrom},
			{ID: "to", Kind: dialog.Text, Label: "To (UTC day, included)", Placeholder: "until now", Limit: 10, Check: wrongTo},
			{ID: "financial", Kind: dialog.Check, Label: "the financial list instead, with fees"},
			{Kind: dialog.Note, Text: p.about},
		},
		Done: func(v dialog.Values, ok bool) tea.Cmd {
			days, err := run.Days(v["from"], v["to"], "")
			if !ok || err != nil {
				return nil
			}
			return p.pull(pull.Options{From: days.From, To: days.To, Kind: kind(v)})
		}}))
	return nil
}

func kind(v dialog.Values) dataapi.Kind {
	if v.Is("financial") {
		return dataapi.Financial
	}
	return dataapi.Operations
}

// goesOn tells whether a pull of a list can go on from an earlier one.
func (p *Page) goesOn(k dataapi.Kind) bool { return p.facts.pulled(k, p.h.Desk.Pulls.Projects) }

func (p *Page) wrongFrom(from string, v dialog.Values) string {
	if from == "" && !p.goesOn(kind(v)) {
		return "the first day is missing"
	}
	if why := wrong(from, ""); why != "" {
		return why
	}
	if days, err := run.Days(from, "", ""); err == nil && days.From.After(p.h.Now()) {
		return "this day is yet to come"
	}
	return ""
}

func wrongTo(to string, v dialog.Values) string {
	if why := wrong("", to); why != "" || wrong(v["from"], "") != "" {
		return why
	}
	return wrong(v["from"], to)
}

// wrong says what is wrong with the days.
func wrong(from, to string) string {
	_, err := run.Days(from, to, "")
	var e *ledger.Error
	if errors.As(err, &e) && e.Hint != "" {
		return e.Error() + ": " + e.Hint
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// about says what is pulled and what becomes of it.
func (p *Page) about(v dialog.Values) []dialog.Line {
	line := "Operations that were last acted on in this time are taken in like callbacks: payments and refunds move along, and what is known already changes nothing."
	if v.Is("financial") {
		line = "The platform's final word, with fees. Its rows are kept as a report to be compared, and change no payment."
	}
	var first dialog.Line
	if v["from"] == "" && !p.goesOn(kind(v)) {
		first = dialog.Line{Text: "Give the first day: there is no earlier pull of this list to go on from.", Tone: theme.Warn}
	}
	return []dialog.Line{first, {Text: line, Tone: theme.Muted}, {Text: "The platform may need minutes for an answer. Esc on the page cancels; what is stored stays.", Tone: theme.Muted}}
}
