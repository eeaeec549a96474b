package batches

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/desk"
	stored "contra/core/store/batches"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
)

// facts is what is known of one batch as a whole.
type facts struct {
	batch    batch.Batch
	progress batch.Progress
	good     []batch.Total
	files    []stored.File
	codes    []stored.CodeCount
	whole    []batch.Finding // about the batch as a whole
	orphan   bool
	next     int64 // the row whose turn is next, 0 for none
}

func learn(ctx context.Context, d *desk.Desk, id int64) (f facts, err error) {
	if f.batch, err = stored.Get(ctx, d.Store, id); err != nil {
		return f, err
	}
	f.orphan = d.Batches.Orphaned(f.batch)
	if f.progress, err = stored.Progress(ctx, d.Store, id); err != nil {
		return f, err
	}
	if f.files, err = stored.FilesOf(ctx, d.Store, id); err != nil {
		return f, err
	}
	if f.batch.State.ThroughGate() {
		row, ok, err := stored.Next(ctx, d.Store, id, 0)
		if err != nil {
			return f, err
		}
		if ok {
			f.next = row.N
		}
	}
	if !f.batch.State.Editable() {
		return f, nil
	}
	if f.good, err = stored.Good(ctx, d.Store, id); err != nil {
		return f, err
	}
	if f.codes, err = stored.FindingCounts(ctx, d.Store, id); err != nil {
		return f, err
	}
	f.whole, err = stored.Findings(ctx, d.Store, id, 0, 20)
	return f, err
}

// look reads the facts of the batch, and the story of the row, under the cursor.
func (p *Page) look() tea.Cmd {
	if p.open != 0 {
		return tea.Batch(p.looker.Ask(p.open), p.lookRow())
	}
	i, ok := p.list.Current()
	if !ok {
		p.facts = nil
		p.detail.Set(p.legend, false)
		return nil
	}
	if p.facts == nil || p.facts.batch.ID != i.ID {
		p.facts = nil
		p.tellBatch(i, false)
	}
	return p.looker.Ask(i.ID)
}

// learned takes facts over.
func (p *Page) learned(a page.Answer[int64, facts]) tea.Cmd {
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	wanted := p.open
	if wanted == 0 {
		i, _ := p.list.Current()
		wanted = i.ID
	}
	if a.Key != wanted {
		return nil
	}
	fresh := p.facts == nil
	p.facts = &a.Value
	if p.open == 0 {
		i, _ := p.list.Current()
		p.tellBatch(i, !fresh)
		return nil
	}
	if p.check.want { // it was opened: what it says must be as of now
		p.check.want = false
		return p.recheck()
	}
	return nil
}

func (p *Page) tellBatch(i item, keep bool) {
	f := p.facts
	if f == nil {
		f = &facts{batch: i.Batch, progress: i.progress, orphan: i.orphan}
	}
	p.detail.Set(func(w int) []pane.Line { return p.batchLines(f, w) }, keep)
}
