package data

import (
	"fmt"
	"slices"
	"strings"

	"contra/core/dataapi"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
)

// View draws the page.
func (p *Page) View() string {
	list, detail := page.Label{Title: "Pulls"}, page.Label{Title: "Data API"}
	head := page.Above(text.Pad(" "+p.balanceLine(), p.Split.W, text.Left), text.Pad(" "+p.pulledLine(), p.Split.W, text.Left))
	return p.Draw(p.h, head, list, detail)
}

// balanceLine is the balances with their age.
func (p *Page) balanceLine() string {
	f := &p.facts
	switch {
	case !f.loaded:
		return "Loading…"
	case f.token != nil && len(f.balances) == 0:
		return "No token of the Data API is set: t tells how"
	case len(f.balances) == 0:
		return "No balance is known: u asks for them"
	}
	parts := make([]string, 0, len(f.balances))
	for _, b := range f.balances {
		parts = append(parts, b.Amount.String())
	}
	return fitting("Balances, "+age(f.asked(), p.h.Now())+": ", parts, p.Split.W-2)
}

// fitting lists as many parts as fit, none cut, and how many more there are.
func fitting(head string, parts []string, w int) string {
	for n := len(parts); n > 0; n-- {
		line := head + strings.Join(parts[:n], " · ")
		if n < len(parts) {
			line += fmt.Sprintf(" · %d more", len(parts)-n)
		}
		if text.Width(line) <= w || n == 1 {
			return line
		}
	}
	return head
}

// pulledLine says until when all was pulled, or what is under way.
func (p *Page) pulledLine() string {
	if j, ok := p.work.Running(); ok {
		parts := []string{j.Title, text.Clean(j.Progress.Note), "Esc cancels"}
		return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
	}
	var parts []string
	for _, k := range []dataapi.Kind{dataapi.Operations, dataapi.Financial} {
		if end := p.facts.until(k); !end.IsZero() {
			parts = append(parts, listName(k)+" until "+page.Brief(end, p.h.Now())+" UTC")
		}
	}
	switch {
	case len(parts) > 0:
		return "Pulled: " + strings.Join(parts, " · ")
	case !p.facts.loaded:
		return ""
	}
	return "Nothing was pulled yet"
}
