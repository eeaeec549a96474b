package pull

import (
	"maps"

	"contra/core/dataapi"
)

// pass is one reading of a window, page after page.
type pass struct {
	keys    map[string]struct{} // of the rows
	next    int                 // offset of the page that comes next
	anchor  string              // key of the row that has to stand there; empty at the beginning
	shifted bool                // the list moved while it was read: another row stood there, or one came again
	ended   bool
	whole   bool // it ended where the list ended
}

// take adds a page of at most limit rows.
func (p *pass) take(page []dataapi.Row, limit int) {
	rows := page
	if p.anchor != "" {
		if len(rows) > 0 && rows[0].Key() == p.anchor {
			rows = rows[1:]
		} else {
			p.shifted = true
		}
	}
	before := len(p.keys)
	for i := range rows { // within one answer nothing moves: what comes twice there is there twice
		if _, twice := p.keys[rows[i].Key()]; twice {
			p.shifted = true
		}
	}
	for i := range rows {
		p.keys[rows[i].Key()] = struct{}{}
	}
	if len(page) > 0 {
		p.anchor = page[len(page)-1].Key()
		p.next += len(page) - 1
	}
	p.whole = len(page) < limit
	// A page with nothing new may be one of a list that has moved far, or of a platform that does not turn pages.
	p.ended = p.whole || len(p.keys) == before
}

// settles tells whether the window is read, given the reading before this one, if any.
func (p *pass) settles(before *pass) bool {
	return p.whole && !p.shifted && (before == nil || before.whole && maps.Equal(before.keys, p.keys))
}
