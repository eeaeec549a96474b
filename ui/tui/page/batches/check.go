package batches

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/ui/tui/task"
	"contra/ui/tui/toast"
)

// checking is how the opened draft is kept checked: after each edit, and when
// the ledger changed, but so rarely that it costs a tenth of one processor.
type checking struct {
	want    bool // check as soon as it is known what the batch is
	task    uint64
	batch   int64 // that is being checked
	aloud   bool  // the person asked
	again   bool  // something changed meanwhile
	resting bool
	stale   bool  // the ledger changed while it rested
	seen    int64 // the ledger's version that the latest check knew
}

// checked is what a check brought.
type checked struct {
	built clerk.Built
	took  time.Duration
	seen  int64
}

type restedMsg struct{ p *Page }

func (p *Page) checking() bool { return p.check.task != 0 && p.check.batch == p.open }

// recheck checks the opened draft again when the ledger is not what it was.
func (p *Page) recheck() tea.Cmd {
	c := &p.check
	if p.snap.Version != 0 && p.snap.Version == c.seen && c.batch == p.open {
		return nil
	}
	if c.resting && c.batch == p.open {
		c.stale = true
		return nil
	}
	return p.checkNow(false)
}

// checkNow checks the opened draft. What changes while it runs is looked at anew.
func (p *Page) checkNow(aloud bool) tea.Cmd {
	b, ok := p.current()
	if p.open == 0 || !ok || !b.State.Editable() || p.h.ReadOnly() != "" {
		return nil
	}
	c := &p.check
	c.aloud = c.aloud || aloud
	if c.task != 0 {
		c.again = true
		return nil
	}
	c.batch, c.again, c.stale = b.ID, false, false
	var cmd tea.Cmd
	d, id := p.h.Desk, b.ID
	c.task, cmd = task.Run(p.h.Tasks, "Checking "+b.Ref(), func(ctx context.Context, _ func(task.Progress)) (out checked, err error) {
		began := time.Now()
		before, err := d.Store.DataVersion(ctx)
		if err != nil {
			return out, err
		}
		if out.built, err = d.Batches.Check(ctx, id); err != nil {
			return out, err
		}
		out.took = time.Since(began)
		out.seen = before
		after, err := d.Store.DataVersion(ctx)
		if err == nil && after-before <= 1 { // at most its own entry
			out.seen = after
		}
		return out, err
	})
	return cmd
}

// wasChecked takes a check over.
func (p *Page) wasChecked(m task.DoneMsg[checked]) tea.Cmd {
	c := &p.check
	if m.ID != c.task {
		return nil
	}
	c.task = 0
	aloud := c.aloud
	c.aloud = false
	if m.Err != nil {
		return p.h.Fail(m.Err)
	}
	c.seen, c.resting = m.Value.seen, true
	cmds := []tea.Cmd{p.h.Clock.After(max(time.Second, 9*m.Value.took), restedMsg{p})}
	if b := m.Value.built.Batch; aloud {
		level := toast.Success
		if b.Errors > 0 {
			level = toast.Warning
		}
		cmds = append(cmds, p.h.Say(level, "%s: %s.", b.Ref(), progressWords(b, p.progressOf(b.ID))))
	}
	if c.again || c.batch != p.open {
		cmds = append(cmds, p.checkNow(false))
	}
	if p.open != 0 {
		cmds = append(cmds, p.rows.Reload(), p.count(), p.look())
	}
	return tea.Batch(cmds...)
}

func (p *Page) rested() tea.Cmd {
	p.check.resting = false
	if p.check.stale {
		p.check.stale = false
		return p.recheck()
	}
	return nil
}

func (p *Page) progressOf(id int64) (none batch.Progress) {
	if p.facts != nil && p.facts.batch.ID == id {
		return p.facts.progress
	}
	return none
}
