package batches

import (
	"contra/core/batch"
	"contra/core/ledger"
)

// Why something cannot be done now; empty when it can.

func (p *Page) mayEdit(b batch.Batch) string {
	switch {
	case p.open == 0:
		return "open the batch first (Enter)"
	case !b.State.Editable():
		return "only a draft can be changed; it is " + stateWord(b, false)
	}
	return ""
}

func (p *Page) mayEditRow(b batch.Batch) string {
	if why := p.mayEdit(b); why != "" {
		return why
	}
	return p.row()
}

func (p *Page) mayRemove(b batch.Batch) string {
	if p.open == 0 {
		return mayDiscard(b)
	}
	return p.mayEditRow(b)
}

func mayDiscard(b batch.Batch) string {
	if b.State != batch.Draft {
		return "only a draft can be discarded; it is " + stateWord(b, false)
	}
	return ""
}

func (p *Page) mayExport(b batch.Batch) string {
	switch {
	case p.h.Desk.Batches.Files == nil:
		return "nothing can be written here"
	case b.State == batch.Exporting:
		return ""
	case b.State.InFiles():
		return "it is exported already; a second file would refund the same money twice"
	case b.State != batch.Draft:
		return "only a draft can be exported; it is " + stateWord(b, false)
	case b.Rows == 0:
		return "it has no rows"
	}
	return ""
}

func mayUpload(b batch.Batch) string {
	switch b.State {
	case batch.Exported, batch.Uploaded:
		return ""
	case batch.Draft:
		return "export it first (x)"
	}
	return "only an exported batch is uploaded; it is " + stateWord(b, false)
}

func (p *Page) maySend(b batch.Batch) string {
	switch {
	case p.flight.task != 0 && p.flight.batch == b.ID:
		return "the row under way is ending; a moment"
	case p.flight.task != 0:
		return p.Flying() + " is being sent by this program: one at a time"
	case b.State.InFiles():
		return "it is in a file already; through Gate it would be refunded twice"
	case b.State == batch.Paused:
		return "it paused: P resumes it"
	case b.State != batch.Draft:
		return "only a draft can be sent; it is " + stateWord(b, false)
	case b.Rows == 0:
		return "it has no rows"
	}
	return ""
}

func (p *Page) mayPause(b batch.Batch) string {
	orphan := p.facts != nil && p.facts.batch.ID == b.ID && p.facts.orphan
	switch {
	case b.State == batch.Paused || orphan:
		switch {
		case p.flight.task != 0 && p.flight.batch == b.ID:
			return "the row under way is ending; a moment"
		case p.flight.task != 0:
			return p.Flying() + " is being sent by this program: one at a time"
		}
		return ""
	case b.State == batch.Cooling || b.State == batch.Sending:
		return ""
	}
	return "it is not being sent"
}

func mayStop(b batch.Batch) string {
	switch b.State {
	case batch.Cooling, batch.Sending, batch.Paused:
		return ""
	}
	return "it is not being sent"
}

func (p *Page) mayFollow(b batch.Batch) string {
	f := p.facts
	switch {
	case f == nil || f.batch.ID != b.ID:
		return "it is being read"
	case b.State.Editable():
		return "nothing was handed to the platform yet"
	case !unsettled(f):
		if f.progress.States[ledger.Exported] > 0 {
			return "nobody said that the file was uploaded: u says so"
		}
		return "no row is open"
	}
	return ""
}

func (p *Page) mayRepeat(b batch.Batch) string {
	f := p.facts
	switch {
	case b.State.Editable(), b.State == batch.Exporting, b.State == batch.Cooling, b.State == batch.Sending:
		return "its rows are not done yet"
	case f == nil || f.batch.ID != b.ID:
		return "it is being read"
	case f.progress.Of(ledger.Declined, ledger.Rejected, ledger.Cancelled)+f.progress.Wait == 0:
		return "no row failed"
	}
	return ""
}

func mayWithdraw(b batch.Batch) string {
	if !b.State.InFiles() {
		return "only an exported batch can be withdrawn; it is " + stateWord(b, false)
	}
	return ""
}

// held is the refund of the row under the cursor, nil when there is none.
func (p *Page) held() *ledger.Refund {
	v, ok := p.rows.Current()
	if p.open == 0 || !ok || p.story == nil || p.story.row.N != v.N {
		return nil
	}
	return p.story.refund
}

func (p *Page) mayChoose(batch.Batch) string {
	if why := p.row(); why != "" {
		return why
	}
	switch f := p.held(); {
	case f == nil:
		return "the row is no refund yet"
	case f.State.Final() && f.Hold != "": // to be acknowledged
		return ""
	case f.State == ledger.Exported:
		return "nobody said that the file was uploaded: u says so"
	case !f.State.Open() || f.OperationID != "":
		return "what carries it out is known"
	case len(p.story.fits) == 0:
		return "no operation of the payment fits; f asks the platform"
	}
	return ""
}

func (p *Page) mayDeny(batch.Batch) string {
	if why := p.row(); why != "" {
		return why
	}
	switch f := p.held(); {
	case f == nil:
		return "the row is no refund yet"
	case f.State == ledger.Exported:
		return "nobody said that the file was uploaded: W withdraws it"
	case f.State != ledger.Uploaded && f.State != ledger.InDoubt:
		return "only a row without an outcome can be noted as not taken"
	}
	return ""
}
