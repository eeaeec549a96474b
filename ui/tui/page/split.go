package page

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/layout"
	"contra/ui/tui/pane"
	"contra/ui/tui/theme"
)

// Split is how a page shares its room between a list and the detail of the row
// under the cursor: beside it where the screen is wide, below it where it is
// high, on the whole page when asked for.
type Split struct {
	W, H     int
	Head     int  // rows above both
	Share    int  // sixteenths of the width that the detail takes beside the list, 6 when 0
	OnDetail bool // the detail has the focus
	Full     bool // the detail takes the whole page

	aside aside
}

type aside uint8

const (
	asideAuto aside = iota // where there is room
	asideOn
	asideOff
)

// From these sizes on the detail stands beside or below by itself.
const (
	wideEnough = 100
	highEnough = 32
)

// Place cuts the page. The list or the detail is empty when it is not shown.
func (s *Split) Place() (head, list, detail layout.Rect) {
	cut := layout.New(s.W, s.H).Rows(layout.Fixed(s.Head), layout.Fill(1))
	head, body := cut[0], cut[1]
	switch {
	case s.Full:
		return head, layout.Rect{}, body
	case s.aside == asideOff:
	case s.W >= wideEnough:
		c := body.Columns(layout.Fill(1), layout.Fixed(s.beside()))
		return head, c[0], c[1]
	case s.aside == asideOn || s.H >= highEnough:
		c := body.Rows(layout.Fill(1), layout.Fixed(max(8, min(s.H*2/5, 18))))
		return head, c[0], c[1]
	}
	return head, body, layout.Rect{}
}

// beside is how many columns the detail takes beside the list.
func (s *Split) beside() int {
	share := s.Share
	if share == 0 {
		share = 6
	}
	return max(38, min(s.W*share/16, 14*share))
}

// Settle keeps the focus on something that is shown.
func (s *Split) Settle() {
	_, list, detail := s.Place()
	if detail.Empty() {
		s.OnDetail = false
	} else if list.Empty() {
		s.OnDetail = true
	}
}

// Open gives the detail the whole page.
func (s *Split) Open() { s.Full, s.OnDetail = true, true }

// Turn moves the focus to the other pane and opens or shuts the detail where
// only one is shown.
func (s *Split) Turn() {
	switch _, list, detail := s.Place(); {
	case !list.Empty() && !detail.Empty():
		s.OnDetail = !s.OnDetail
	case s.Full:
		s.Full, s.OnDetail = false, false
	default:
		s.Open()
	}
}

// Toggle shows the detail beside the list, or puts it away.
func (s *Split) Toggle() {
	s.Full = false
	if _, _, detail := s.Place(); detail.Empty() {
		s.aside = asideOn
	} else {
		s.aside, s.OnDetail = asideOff, false
	}
}

// Back undoes the nearest of these and tells whether there was one.
func (s *Split) Back() bool {
	if !s.Full && !s.OnDetail {
		return false
	}
	s.Full, s.OnDetail = false, false
	return true
}

// List is the table that a split shows beside its detail.
type List interface {
	SetFocused(on bool)
	SetSize(w, h int) tea.Cmd
	View(w, h int) string
}

// Lay gives list and detail the focus and the sizes that the split has for them.
func (s *Split) Lay(list List, detail *pane.Pane) tea.Cmd {
	s.Settle()
	_, a, b := s.Place()
	list.SetFocused(!s.OnDetail)
	detail.SetFocused(s.OnDetail)
	in := b.Inset(1, 1)
	detail.SetSize(in.W, in.H)
	if a.Empty() {
		return nil
	}
	in = a.Inset(1, 1)
	return list.SetSize(in.W, in.H)
}

// Label is what stands in the border of a frame.
type Label struct{ Title, Foot string }

// Draw puts the framed list and the framed detail together below head, as far
// as each is shown.
func (s *Split) Draw(st *theme.Styles, head string, list List, listLabel Label, detail *pane.Pane, detailLabel Label) string {
	_, a, b := s.Place()
	var left, right string
	if !a.Empty() {
		in := a.Inset(1, 1)
		left = layout.Frame{Title: listLabel.Title, Foot: listLabel.Foot, Focus: !s.OnDetail}.Draw(st, a.W, a.H, list.View(in.W, in.H))
	}
	if !b.Empty() {
		right = layout.Frame{Title: detailLabel.Title, Foot: detailLabel.Foot, Focus: s.OnDetail}.Draw(st, b.W, b.H, detail.View(st))
	}
	if !a.Empty() && !b.Empty() && a.Y == b.Y {
		return Above(head, Beside(left, right))
	}
	return Above(head, left, right)
}
