package purchases

import (
	"context"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/qr"
	stored "contra/core/store/purchases"
	"contra/ui/tui/advice"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/rawview"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/timeline"
	"contra/ui/tui/toast"
)

// story is a purchase with what was tried, what came back, and what its customer
// is shown.
type story struct {
	purchase ledger.Purchase
	payment  *desk.Dossier // nil: none yet
	events   []timeline.Event
	code     *qr.Symbol // nil: there is nothing to scan
}

func read(ctx context.Context, h *page.Host, id string) (story, error) {
	x, err := stored.Get(ctx, h.Desk.Store, id)
	if err != nil {
		return story{}, err
	}
	s := story{purchase: x}
	found, err := h.Desk.Store.Find(ctx, x.Project, x.PaymentID)
	if err != nil {
		return story{}, err
	}
	if len(found) == 1 {
		d, err := h.Desk.Dossier(ctx, found[0].RowID)
		if err != nil {
			return story{}, err
		}
		h.Zones.Load(d.Method.Zone)
		s.payment, s.events = &d, timeline.Of(d)
	} else {
		steps, err := stored.Steps(ctx, h.Desk.Store, id)
		if err != nil {
			return story{}, err
		}
		s.events = timeline.Purchase(x, steps)
	}
	if code, err := qr.Encode(scannable(x), qr.L); err == nil {
		s.code = &code
	}
	return s, nil
}

// look reads the story of the purchase under the cursor.
func (p *Page) look() tea.Cmd {
	x, ok := p.Current()
	if !ok {
		p.story = nil
		p.Detail.Set(nothing, false)
		return nil
	}
	if p.story == nil || p.story.purchase.ID != x.ID {
		p.story = nil
		p.tell(x, false)
	}
	return p.reader.Ask(x.ID)
}

func (p *Page) told(a page.Answer[string, story]) tea.Cmd {
	x, ok := p.Current()
	if !ok || x.ID != a.Key {
		return nil
	}
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	fresh := p.story == nil
	p.story = &a.Value
	p.tell(a.Value.purchase, !fresh)
	return nil
}

func (p *Page) tell(x ledger.Purchase, keep bool) {
	s := p.story
	if s != nil {
		x = s.purchase
	}
	p.Detail.Set(func(w int) []pane.Line { return p.lines(x, s, w) }, keep)
}

func nothing(w int) []pane.Line {
	var out []pane.Line
	for _, l := range text.Wrap("L makes a link to the Payment Page for a customer. P asks Gate for a purchase, whose QR code the customer scans. On a payment (page 1), a asks its customer to pay again.", max(w-3, 10)) {
		out = append(out, pane.Plain(theme.Muted, l))
	}
	return out
}

// lines is the whole detail in w columns.
func (p *Page) lines(x ledger.Purchase, s *story, w int) []pane.Line {
	st := p.h.Styles
	paid := s != nil && s.payment != nil && s.payment.Payment.Captured > 0
	a := advice.OfPurchase(x, paid, p.h.Desk.Purchases.ResendAfter)
	out := []pane.Line{{Parts: []pane.Part{{Text: x.Amount.String() + "  ", Tone: theme.Strong},
		{Text: advice.PurchaseGlyph(st, x.State) + " " + advice.PurchaseWord(x.State), Tone: advice.PurchaseTone(x.State)}}}}
	para := func(label, body string, tone theme.Tone) {
		if body == "" {
			return
		}
		for i, l := range text.Wrap(label+text.Clean(body), max(w-5, 10)) {
			if i > 0 {
				l = "  " + l
			}
			out = append(out, pane.Plain(tone, l))
		}
	}
	para("", x.Description, theme.Muted)
	if left := remaining(x, p.h.Now()); left == "over" {
		para("", "the customer's time is over; contra asks what became of it", theme.Warn)
	} else {
		para("time left ", left, theme.Accent)
	}
	out = append(out, pane.Plain(theme.Plain, ""))
	para("", page.Sentence(a.Now), theme.Plain)
	para("Next: ", page.Stop(a.Next), theme.Accent)
	para("Safe because ", page.Stop(a.Safe), theme.Muted)
	out = append(out, pane.Plain(theme.Plain, ""))
	if s == nil {
		return append(out, pane.Plain(theme.Muted, "Loading…"))
	}
	out = append(out, p.picture(s, w)...)
	if code := scannable(x); code != "" {
		para("", code, theme.Info)
		out = append(out, pane.Plain(theme.Plain, ""))
	}
	var zone *time.Location
	if s.payment != nil {
		zone = p.h.Zones.Find(s.payment.Method.Zone)
	}
	out = append(out, timeline.Lines(st, s.events, w, 1, zone)...)
	out = append(out, pane.Plain(theme.Plain, ""))
	for _, id := range [][2]string{{"purchase", x.ID}, {"request", x.RequestID}, {"operation", x.OperationID}, {"payment", x.PaymentID}, {"customer", x.CustomerID}, {"by", x.Operator}} {
		if id[1] != "" {
			out = append(out, pane.Plain(theme.Muted, text.Pad(id[0], 10, text.Left)+id[1]))
		}
	}
	return out
}

// showRaw opens what was sent or came back in the chosen step, else in the last one.
func (p *Page) showRaw() tea.Cmd {
	if p.story == nil {
		return p.h.Say(toast.Info, "No purchase is chosen.")
	}
	var e timeline.Event
	if i := p.Detail.Item(); i > 0 && i <= len(p.story.events) {
		e = p.story.events[i-1]
	} else {
		for _, x := range p.story.events {
			if len(x.Raw) > 0 {
				e = x
			}
		}
	}
	if len(e.Raw) == 0 {
		return p.h.Say(toast.Info, "Nothing came with this step.")
	}
	about := strings.TrimSpace(page.Moment(e.At) + " UTC  " + e.By)
	p.h.Dialogs.Open(rawview.New("Raw: "+e.Name, about, e.Raw, func(body string) tea.Cmd { return p.h.Copy("the raw message", body) }))
	return nil
}
