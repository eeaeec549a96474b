package refunds

import (
	"context"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/advice"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/rawview"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/timeline"
	"contra/ui/tui/toast"
)

// story is a refund with its steps and what it may be on the platform.
type story struct {
	refund  ledger.Refund
	payment ledger.Payment
	method  ledger.Method
	zone    *time.Location
	fits    []ledger.Operation // operations that may carry it out although nothing proves it
	events  []timeline.Event
}

func read(ctx context.Context, h *page.Host, id string) (story, error) {
	f, err := h.Desk.Store.Refund(ctx, id)
	if err != nil {
		return story{}, err
	}
	account, _, err := h.Desk.Store.Account(ctx, f.PaymentRow)
	if err != nil {
		return story{}, err
	}
	steps, err := h.Desk.Store.Steps(ctx, id)
	if err != nil {
		return story{}, err
	}
	s := story{refund: f, payment: account.Payment}
	s.method, _ = h.Desk.Methods.Lookup(account.Payment.Method)
	s.zone = h.Zones.Load(s.method.Zone)
	if f.State == ledger.Uploaded {
		for _, o := range ledger.FileCandidates(account, &f) {
			s.fits = append(s.fits, *o)
		}
	}
	if f.State == ledger.InDoubt || f.State == ledger.Accepted {
		for _, o := range ledger.Candidates(account, &f, false) {
			s.fits = append(s.fits, *o)
		}
	}
	for _, step := range timeline.Fold(steps) {
		e := timeline.Step(step)
		if step.Kind == "send" { // the bytes are the same at every attempt
			e.Raw, e.Name = f.Body, "what was sent"
		}
		s.events = append(s.events, e)
	}
	return s, nil
}

// look reads the story of the refund under the cursor.
func (p *Page) look() tea.Cmd {
	f, ok := p.current()
	if !ok {
		p.story = nil
		p.detail.Set(p.legend, false)
		return nil
	}
	same := p.story != nil && p.story.refund.ID == f.ID
	if !same {
		p.story = nil
		p.tell(f, false)
	}
	return p.reader.Ask(f.ID)
}

func (p *Page) told(a page.Answer[string, story]) tea.Cmd {
	f, ok := p.current()
	if !ok || f.ID != a.Key {
		return nil
	}
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	fresh := p.story == nil
	p.story = &a.Value
	p.tell(a.Value.refund, !fresh)
	return nil
}

func (p *Page) tell(f ledger.Refund, keep bool) {
	s := p.story
	p.detail.Set(func(w int) []pane.Line { return p.lines(f, s, w) }, keep)
}

// policy is how contra goes about open refunds.
func (p *Page) policy() advice.Policy {
	return advice.Policy{ResendAfter: p.h.Desk.Runner.ResendAfter, Timeout: p.h.Desk.Runner.Timeout, Keys: true}
}

// lines is the whole detail in w columns.
func (p *Page) lines(f ledger.Refund, s *story, w int) []pane.Line {
	st := p.h.Styles
	fits := 0
	if s != nil {
		fits = len(s.fits)
	}
	a := advice.Of(f, fits, p.policy())
	out := []pane.Line{{Parts: []pane.Part{{Text: f.Amount.String() + "  ", Tone: theme.Strong}, {Text: advice.Glyph(st, f.State) + " " + advice.Word(f.State), Tone: advice.Tone(f.State)}}}}
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
	para("", f.Description, theme.Muted)
	out = append(out, pane.Plain(theme.Plain, ""))
	para("", page.Sentence(a.Now), theme.Plain)
	para("Next: ", page.Stop(a.Next), theme.Accent)
	para("Safe because ", page.Stop(a.Safe), theme.Muted)
	out = append(out, pane.Plain(theme.Plain, ""))
	if s == nil {
		return append(out, pane.Plain(theme.Muted, "Loading…"))
	}
	out = append(out, timeline.Lines(st, s.events, w, 1, s.zone)...)
	out = append(out, pane.Plain(theme.Plain, ""))
	for _, id := range [][2]string{{"refund", f.ID}, {"request", f.RequestID}, {"operation", f.OperationID}, {"payment", f.PaymentID}, {"by", f.Operator}} {
		if id[1] != "" {
			out = append(out, pane.Plain(theme.Muted, text.Pad(id[0], 10, text.Left)+id[1]))
		}
	}
	return out
}

// legend explains the groups while a heading has the cursor.
func (p *Page) legend(w int) []pane.Line {
	var out []pane.Line
	for _, s := range []string{
		"Needs you: the outcome is in doubt, or contra cannot go on alone. Each says what was tried, what came back and what is safe next.",
		"On their way: stored, sent, or taken by the platform. contra follows them by itself.",
		"Rows of batches stand on the Batches page (3); only those that need you stand here too.",
		"Finished: the platform's answer is known.",
	} {
		for _, l := range text.Wrap(s, max(w-3, 10)) {
			out = append(out, pane.Plain(theme.Muted, l))
		}
		out = append(out, pane.Plain(theme.Muted, ""))
	}
	return out
}

// showRaw opens what was sent or came back in the chosen step, else in the last one.
func (p *Page) showRaw() tea.Cmd {
	if p.story == nil {
		return p.h.Say(toast.Info, "No refund is chosen.")
	}
	events := p.story.events
	var e timeline.Event
	if i := p.detail.Item(); i > 0 && i <= len(events) {
		e = events[i-1]
	} else {
		for _, x := range events {
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
