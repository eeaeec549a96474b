package batches

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// flight is the batch that this program sends, one at a time.
type flight struct {
	batch int64
	task  uint64 // 0: none

	mu sync.Mutex
	at clerk.Sending // written by the work at any rate
}

func (f *flight) set(s clerk.Sending) {
	f.mu.Lock()
	f.at = s
	f.mu.Unlock()
}

func (f *flight) get() clerk.Sending {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.at
}

// flown is how a flight ended.
type flown struct{ at clerk.Sending }

// fly sends a batch that was started or resumed. Leaving the program pauses it
// and waits for the row under way.
func (p *Page) fly(id int64) tea.Cmd {
	if p.flight.task != 0 {
		return nil
	}
	if p.h.Leaving { // it was started in this very moment
		return p.do(id, "Pausing "+batch.Ref(id), func(ctx context.Context) (deed, error) {
			_, err := p.h.Desk.Batches.Pause(ctx, id, "the program was left")
			return deed{}, err
		})
	}
	p.flight.batch = id
	p.flight.set(clerk.Sending{})
	var cmd tea.Cmd
	p.flight.task, cmd = task.Run(p.h.Tasks, "Sending "+batch.Ref(id), func(ctx context.Context, report func(task.Progress)) (flown, error) {
		p.h.Sending.Begin()
		defer p.h.Sending.End()
		at, err := p.h.Desk.Batches.Work(ctx, id, func(s clerk.Sending) {
			p.flight.set(s)
			if s.Cooling == 0 {
				report(task.Progress{Done: s.Done, Total: s.Rows, Unit: "rows", Note: s.Current, Paced: true})
			}
		})
		return flown{at}, err
	})
	return cmd
}

// Flying names the batch that this program sends; empty when there is none.
func (p *Page) Flying() string {
	if p.flight.task == 0 {
		return ""
	}
	return batch.Ref(p.flight.batch)
}

// landed says how a flight ended.
func (p *Page) landed(m task.DoneMsg[flown]) tea.Cmd {
	if m.ID != p.flight.task {
		return nil
	}
	p.flight.task = 0
	s := m.Value.at
	var say tea.Cmd
	switch b := s.Batch; {
	case m.Err != nil:
		say = p.h.Fail(m.Err)
	case b.State == batch.Paused:
		say = p.h.Say(toast.Warning, "%s paused: %s", b.Ref(), page.Stop(b.Why))
	case b.State == batch.Sent:
		level := toast.Success
		if s.Doubt+s.Rejected+s.Refused > 0 {
			level = toast.Warning
		}
		say = p.h.Say(level, "%s is sent: %s.", b.Ref(), tally(s))
	}
	return tea.Batch(say, p.Refresh())
}

// tally counts what became of the rows of this run.
func tally(s clerk.Sending) string {
	out := page.Count(s.Taken) + " taken"
	for _, x := range []struct {
		n    int64
		word string
	}{{s.Rejected, "rejected"}, {s.Doubt, "in doubt"}, {s.Refused, "refused by a rule"}} {
		if x.n > 0 {
			out += ", " + page.Count(x.n) + " " + x.word
		}
	}
	return out
}

// flightLine is how far the shown batch has come on its way; ok is false when
// this program does not send it.
func (p *Page) flightLine(w int) (string, bool) {
	if b, _ := p.current(); p.flight.task == 0 || p.flight.batch != b.ID {
		return "", false
	}
	st, s := p.h.Styles, p.flight.get()
	if s.Cooling > 0 {
		line := fmt.Sprintf(" begins in %s: nothing is sent before, s stops it", clock(s.Cooling))
		return st.Tone(theme.Warn).Render(text.Pad(line, w, text.Left)), true
	}
	if s.Rows == 0 {
		return text.Pad(" beginning…", w, text.Left), true
	}
	const bar = 20
	full := int(max(0, min(s.Done*bar/s.Rows, bar)))
	parts := []string{" " + strings.Repeat(st.BarFull, full) + strings.Repeat(st.BarEmpty, bar-full),
		page.Count(s.Done) + " of " + page.Count(s.Rows), tally(s)}
	if s.PerSecond > 0 {
		parts = append(parts, fmt.Sprintf("%.1f/s", s.PerSecond))
	}
	if s.Left > 0 {
		parts = append(parts, clock(s.Left)+" left")
	}
	if s.Current != "" {
		parts = append(parts, text.Clean(s.Current))
	}
	line := ""
	for i, part := range parts {
		if i == 0 {
			line = part
		} else if text.Width(line)+2+text.Width(part) <= w {
			line += "  " + part
		}
	}
	return text.Pad(line, w, text.Left), true
}

// spoken writes a time for a sentence: 40 seconds, 3 minutes, 2 h 10 min.
func spoken(d time.Duration) string {
	switch {
	case d < time.Second:
		return "1 second"
	case d < 2*time.Minute:
		return fmt.Sprintf("%d seconds", int(d.Round(time.Second).Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d minutes", int(d.Round(time.Minute).Minutes()))
	}
	return clock(d)
}
