package data

import (
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
	return "Balances, " + age(f.asked(), p.h.Now()) + ": " + strings.Join(parts, " · ")
}

// pulledLine says until when all was pulled.
func (p *Page) pulledLine() string {
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
