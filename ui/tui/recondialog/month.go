package recondialog

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/overview"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/toast"
)

type timestamp = time.Time

// cancelled says that nothing was stored, when that is why something ended.
func (w *Work) cancelled(err error) tea.Cmd {
	var known *ledger.Error
	if errors.Is(err, context.Canceled) && !(errors.As(err, &known) && known.Code == ledger.ErrCancelled) {
		return w.h.Say(toast.Info, "Cancelled; nothing was stored.")
	}
	return nil
}

// countMonths counts the rows of a report by month.
func countMonths(months map[string]int64, b *corereport.Body, zone string) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	for i := range b.Items {
		if at := b.Items[i].At; at != 0 {
			months[time.UnixMilli(at).In(loc).Format("2006-01")]++
		}
	}
}

// fewRows is the share of a report below which a month does not count as
// reported: the few rows of a business month that lie in another one in UTC.
const fewRows = 20

// chooseMonths compares the months of what was imported: the one, or of several
// those that a person ticks.
func (w *Work) chooseMonths(months map[string]int64) tea.Cmd {
	zone := overview.Zone(w.h.Desk)
	names := slices.Sorted(maps.Keys(months))
	total := int64(0)
	for _, n := range months {
		total += n
	}
	switch {
	case len(names) == 0:
		return nil
	case len(names) == 1:
		return w.CompareMonths(names, zone)
	}
	fields := []dialog.Field{notes(plain("The report has rows of several months. Compare"), dialog.Line{})}
	for _, m := range names {
		ticked := "yes"
		if months[m]*fewRows < total {
			ticked = ""
		}
		fields = append(fields, dialog.Field{ID: m, Kind: dialog.Check, Label: prose.Month(m) + ", " + page.Things(months[m], "row", "rows"), Value: ticked})
	}
	fields = append(fields, notes(dialog.Line{}, muted("Days in "+zone+". A month of which a report has only a few hours would miss all the rest of it.")))
	return w.form(w.h.Clock.Now().Add(-2*soon), dialog.FormSpec{ID: "months", Title: "Which months", Submit: "Compare", Quick: true, Fields: fields,
		Ready: func(v dialog.Values) string {
			for _, m := range names {
				if v.Is(m) {
					return ""
				}
			}
			return "tick a month (Space), or cancel: the report stays imported"
		}}, func(v dialog.Values) tea.Cmd {
		var chosen []string
		for _, m := range names {
			if v.Is(m) {
				chosen = append(chosen, m)
			}
		}
		return w.CompareMonths(chosen, zone)
	})
}
