package desktop

import (
	"strconv"
	"strings"

	"contra/core/config"
	"contra/ui/tui/page"
	"contra/ui/tui/status"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// badge says what kind of money is at stake. It is never left out.
func (m *Model) badge() string {
	switch {
	case m.o.Practice:
		return "PRACTICE"
	case m.allTest():
		return "TEST"
	}
	return "LIVE"
}

// allTest: every configured project is one of the platform's test projects.
func (m *Model) allTest() bool {
	for _, p := range m.projects() {
		if !p.Test {
			return false
		}
	}
	return len(m.projects()) > 0
}

func (m *Model) projects() []config.Project { return m.o.Desk.Config.Projects }

// title names the projects, with their numbers where one has to tell them apart.
func (m *Model) title() string {
	var names []string
	for _, p := range m.projects() {
		name := strings.TrimSpace(p.Name + " " + strconv.FormatInt(p.ID, 10))
		if p.Test && !m.o.Practice && !m.allTest() {
			name += " (test)"
		}
		names = append(names, name)
	}
	title := strings.Join(names, ", ")
	if m.o.Title != "" && !strings.Contains(title, m.o.Title) {
		title = strings.TrimSpace(m.o.Title + "  " + title)
	}
	if title == "" {
		return "no project configured"
	}
	return text.Clean(title)
}

// statusView is the line that always says where one is.
func (m *Model) statusView() string {
	st := m.h.Styles
	badge := st.Practice
	if m.badge() == "LIVE" {
		badge = st.Live
	}
	parts := []status.Part{{Text: m.badge(), Style: badge}}
	if m.h.ReadOnly() != "" {
		parts = append(parts, status.Part{Text: "READ-ONLY", Style: st.ReadOnly})
	}
	bar := func(p status.Part) status.Part {
		if p.Style == (theme.Style{}) {
			p.Style = st.Bar
		}
		return p
	}
	right := m.page().Status()
	if p, ok := m.progressBelow(); ok {
		right = []status.Part{p}
	}
	for _, p := range right {
		p.Right = true
		parts = append(parts, bar(p))
	}
	who := text.Clean(m.o.Desk.Store.Operator())
	long := []status.Part{bar(status.Part{Text: m.title(), Drop: 3}), bar(status.Part{Text: who, Drop: 7})}
	if m.inbox.addr != "" {
		long = append(long, bar(status.Part{Text: "takes callbacks at " + text.Clean(m.inbox.addr), Drop: 6}))
	}
	if m.folder.done != nil {
		long = append(long, bar(status.Part{Text: "watches " + m.folder.name() + ": " + page.Things(m.folder.files, "file", "files") + " taken in", Drop: 5}))
	}
	all := append(append(append([]status.Part{}, parts[:m.fixed()]...), long...), parts[m.fixed():]...)
	if used(all) > m.w { // the first project alone says enough where it is narrow
		if short := shorten(m.title(), 16); short != "" {
			all[m.fixed()].Text = short
		}
	}
	return status.Line(st.Bar, m.w, all...)
}

// fixed is how many parts of the status line are never left out.
func (m *Model) fixed() int {
	if m.h.ReadOnly() != "" {
		return 2
	}
	return 1
}

func used(parts []status.Part) int {
	n := 0
	for _, p := range parts {
		n += text.Width(text.Clean(p.Text)) + 2
	}
	return n
}

func shorten(s string, w int) string {
	first, _, _ := strings.Cut(s, ",")
	return text.Truncate(first, w)
}
