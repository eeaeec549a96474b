package payments

import (
	"fmt"
	"strconv"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/rawview"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/timeline"
	"contra/ui/tui/toast"
)

// dossier is a payment's story as it was read.
type dossier struct {
	desk.Dossier
	zone   *time.Location
	events []timeline.Event
}

// look reads the story of the payment under the cursor.
func (p *Page) look() tea.Cmd {
	row, ok := p.current()
	if !ok {
		p.story = nil
		p.detail.Set(nil, false)
		return nil
	}
	same := p.story != nil && p.story.Payment.RowID == row.RowID
	if !same {
		p.story = nil
	}
	p.tell(row, same)
	return p.reader.Ask(row.RowID)
}

// told takes a story over.
func (p *Page) told(a page.Answer[int64, dossier]) tea.Cmd {
	row, ok := p.current()
	if !ok || row.RowID != a.Key {
		return nil
	}
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	fresh := p.story == nil
	p.story = &a.Value
	p.tell(a.Value.Payment, !fresh)
	return nil
}

// tell fills the pane with what is known by now.
func (p *Page) tell(row ledger.Payment, keep bool) {
	story := p.story
	p.detail.Set(func(w int) []pane.Line { return p.lines(row, story, w) }, keep)
}

// lines is the whole detail in w columns.
func (p *Page) lines(row ledger.Payment, story *dossier, w int) []pane.Line {
	out := p.facts(row, story, w)
	out = append(out, pane.Plain(theme.Muted, ""))
	if story == nil {
		return append(out, pane.Plain(theme.Muted, "Loading…"))
	}
	if len(story.events) == 0 {
		return append(out, pane.Plain(theme.Muted, "nothing is known of what happened"))
	}
	return append(out, timeline.Lines(p.h.Styles, story.events, w, 1, story.zone)...)
}

// facts is what the payment adds up to, and what must be seen of it.
func (p *Page) facts(row ledger.Payment, story *dossier, w int) []pane.Line {
	amounts := []struct {
		name  string
		minor int64
		tone  theme.Tone
	}{{"captured", row.Captured, theme.Plain}, {"refunded", row.Refunded, theme.Plain}, {"in flight", row.Reserved, theme.Plain}, {"can refund", row.Refundable(), theme.Strong}}
	wide := 0
	for _, a := range amounts {
		wide = max(wide, len(row.Amount(a.minor).Format()))
	}
	method := row.Method
	if story != nil && story.Method.Title != "" {
		method = story.Method.Title
	}
	sides := []string{method, row.CustomerID, project(p.h.Desk, row.Project), row.Status}
	var out []pane.Line
	for i, a := range amounts {
		figure := text.Pad(a.name, 11, text.Left) + text.Pad(row.Amount(a.minor).Format(), wide, text.Right) + " " + string(row.Currency)
		l := pane.Line{Parts: []pane.Part{{Text: figure, Tone: a.tone}}}
		side := text.Clean(sides[i])
		if free := w - 2 - text.Width(figure) - text.Width(side); side != "" && free >= 2 {
			l.Parts = append(l.Parts, pane.Part{Text: text.Spaces(min(free, 4)) + side, Tone: theme.Muted})
		}
		out = append(out, l)
	}
	paid := "begun " + page.Moment(row.CreatedAt) + " UTC"
	if row.Captured > 0 {
		paid = "paid " + page.Moment(row.CreatedAt) + " UTC"
	}
	out = append(out, pane.Plain(theme.Plain, paid))
	if story != nil {
		if local := page.Local(row.CreatedAt, story.zone); local != "" {
			out = append(out, pane.Plain(theme.Muted, "     business day "+local))
		}
	}
	if row.Description != "" {
		for _, s := range text.Wrap(text.Clean(row.Description), max(w-3, 8)) {
			out = append(out, pane.Plain(theme.Muted, s))
		}
	}
	for _, f := range warnings(row) {
		for i, s := range text.Wrap(f, max(w-5, 8)) {
			sign := "  "
			if i == 0 {
				sign = p.h.Styles.Attention + " "
			}
			out = append(out, pane.Plain(theme.Warn, sign+s))
		}
	}
	return out
}

// warnings explains a payment's flags in words, with both figures where two disagree.
func warnings(p ledger.Payment) []string {
	var out []string
	say := func(flag ledger.Flags, format string, args ...any) {
		if p.Flags.Has(flag) {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	say(ledger.Disputed, "Disputed: a refund now could pay the customer twice.")
	if p.Left != nil && *p.Left != p.Captured-p.Refunded {
		say(ledger.Disagrees, "Disagrees with the platform: it says %s is left, our operations leave %s. u asks it.", p.Amount(*p.Left), p.Amount(p.Captured-p.Refunded))
	} else if !p.Flags.Has(ledger.Contradicted) {
		say(ledger.Disagrees, "Disagrees with the platform: its figures do not add up. u asks it.")
	}
	say(ledger.Contradicted, "Contradicted: messages told two stories about one operation. Look at the raw messages.")
	say(ledger.MixedCurrency, "Its operations came in more than one currency; only those in %s are counted.", p.Currency)
	say(ledger.OverRefunded, "More was refunded (%s) than captured (%s).", p.Amount(p.Refunded), p.Amount(p.Captured))
	say(ledger.ReversedBack, "A refund that had succeeded was taken back later.")
	say(ledger.UnknownKind, "An operation is of a type or status never seen before; it counts as pending.")
	return out
}

func project(d *desk.Desk, id int64) string {
	if x, ok := d.Config.Project(id); ok && x.Name != "" {
		return x.Name + " " + strconv.FormatInt(id, 10)
	}
	return "project " + strconv.FormatInt(id, 10)
}

// showRaw opens the message behind the chosen event, else the newest one.
func (p *Page) showRaw() tea.Cmd {
	if p.story == nil {
		return p.h.Say(toast.Info, "The payment's story is being read.")
	}
	e, ok := p.rawEvent()
	if !ok {
		return p.h.Say(toast.Info, "No message is behind this: it was not told by a callback.")
	}
	about := page.Moment(e.At) + " UTC"
	if e.By != "" {
		about += " · " + text.Clean(e.By)
	}
	p.h.Dialogs.Open(rawview.New("Raw: "+text.Clean(e.Name), about, e.Raw, func(body string) tea.Cmd { return p.h.Copy("the raw message", body) }))
	return nil
}

func (p *Page) rawEvent() (timeline.Event, bool) {
	events := p.story.events
	if i := p.detail.Item(); i > 0 && i <= len(events) {
		return events[i-1], len(events[i-1].Raw) > 0
	}
	for i := len(events) - 1; i >= 0; i-- {
		if len(events[i].Raw) > 0 {
			return events[i], true
		}
	}
	return timeline.Event{}, false
}
