package desktop

import (
	"fmt"
	"strings"

	"contra/ui/tui/page"
	"contra/ui/tui/status"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// tab is where a page's title stands.
type tab struct {
	from, to   int
	sign       string // before it: which page is shown
	text, note string
	blank      string // before the note and behind all
}

// density is how much of the titles is shown.
type density uint8

const (
	roomy   density = iota // whole titles, apart
	whole                  // whole titles
	words                  // the other pages by a short word
	letters                // by three letters
	numbers                // by their number alone
)

// shortWords are the titles as people would abbreviate them.
var shortWords = map[string]string{"Payments": "Pay", "Refunds": "Refund", "Batches": "Batch", "Reconcile": "Recon", "Imports": "Import", "Purchases": "Purch"}

// brief is a title of a page that is not shown.
func (d density) brief(title string) string {
	switch d {
	case words:
		if s := shortWords[title]; s != "" {
			return s
		}
	case letters:
		return text.TruncateWith(title, 3, "")
	case numbers:
		return ""
	}
	return title
}

// tabs places the titles. How much is shown of them does not hang on the page that
// is shown, so that they move as little as can be.
func (m *Model) tabs() []tab {
	for d := roomy; d < numbers; d++ {
		wider := 0 // what the page with the longest title would need besides
		for _, p := range m.pages {
			wider = max(wider, text.Width(p.Title())-text.Width(d.brief(p.Title())))
		}
		at := text.Width(m.page().Title()) - text.Width(d.brief(m.page().Title()))
		if d == roomy {
			wider++ // a blank at the end
		}
		if tabs := m.tabsAs(d); tabs[len(tabs)-1].to+wider-at <= m.w {
			return tabs
		}
	}
	return m.tabsAs(numbers)
}

func (m *Model) tabsAs(d density) []tab {
	st := m.h.Styles
	x := 0
	out := make([]tab, len(m.pages))
	for i, p := range m.pages {
		t := tab{from: x, sign: " ", text: fmt.Sprint(i+1, " ", p.Title())}
		switch {
		case i == m.at:
			t.sign = st.Glyphs.Cursor
		case d >= words:
			t.sign = ""
			t.text = strings.TrimSpace(fmt.Sprint(i+1, " ", d.brief(p.Title())))
		}
		if n := p.Attention(); n > 0 {
			t.note = st.Attention + page.Count(n)
		}
		if d == roomy {
			t.blank = " "
		}
		x += text.Width(t.sign) + text.Width(t.text) + text.Width(t.blank)
		if t.note != "" {
			x += text.Width(t.note) + text.Width(t.blank)
		}
		if i < len(m.pages)-1 {
			x++ // what parts it from the next one
		}
		t.to = x
		out[i] = t
	}
	return out
}

// tabsView is the pages, and at the right how far a long task has come.
func (m *Model) tabsView() string {
	st := m.h.Styles
	var line []byte
	tabs := m.tabs()
	for i, t := range tabs {
		style := st.Tab
		if i == m.at {
			style = st.TabOn
		}
		line = append(line, t.sign...)
		line = style.Append(line, t.text)
		if t.note != "" {
			line = append(line, t.blank...)
			line = st.Tone(theme.Warn).Append(line, t.note)
		}
		line = append(line, t.blank...)
		if i < len(m.pages)-1 {
			line = st.Border.Append(line, st.Sep)
		}
	}
	if room := m.besideTabs(tabs); room >= leastProgress {
		if p := m.progress(room); p != "" {
			line = append(line, ' ')
			line = append(line, p...)
		}
	}
	return text.Fit(string(line), m.w)
}

// leastProgress are the columns that say enough of a task: its title and share.
const leastProgress = 50

// besideTabs is the room at the right of the tabs.
func (m *Model) besideTabs(tabs []tab) int { return m.w - tabs[len(tabs)-1].to - 1 }

// progressBelow is how far a long task has come, for the status line, when there
// is no room for it beside the tabs.
func (m *Model) progressBelow() (status.Part, bool) {
	p := strings.TrimRight(m.progress(max(m.w*3/5, leastProgress)), " ")
	if p == "" || m.besideTabs(m.tabs()) >= leastProgress {
		return status.Part{}, false
	}
	return status.Part{Text: p, Right: true}, true
}

// progress is the newest task that counts, drawn in w columns; empty when none does.
func (m *Model) progress(w int) string {
	jobs := m.h.Tasks.Jobs()
	for i := len(jobs) - 1; i >= 0; i-- {
		if p := jobs[i].Progress; p.Total > 0 || p.Done > 0 {
			return task.Line(m.h.Styles, jobs[i], w)
		}
	}
	return ""
}
