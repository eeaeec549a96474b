// Package names knows what reports call their columns, types and statuses: the
// platform's API names and what people write in English, Korean and Russian.
package names

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"contra/core/money"
	"contra/core/report"
)

// Guess is what a column's name probably means.
type Guess struct {
	Field    report.Field
	Rank     int            // 0 for the platform's own names; a lower one is the better guess
	Unit     report.Unit    // when the name says it, as "amount (minor units)"
	Currency money.Currency // when the name says it, as "amount, EUR"
}

// longest is how many bytes a column's name has at most; longer ones are texts.
const longest = 200

// Column guesses a column's meaning from its name.
func Column(name string) (g Guess, ok bool) {
	if len(name) > longest {
		return g, false
	}
	name = norm.NFKC.String(strings.ReplaceAll(name, "№", "номер "))
	if g, ok = columns[fold(name)]; ok {
		return g, true
	}
	at := strings.IndexAny(name, "([,;")
	if at <= 0 {
		return g, false
	}
	if g, ok = columns[fold(name[:at])]; !ok {
		return g, false
	}
	g.Rank++
	g.addition(name[at:])
	return g, true
}

// addition understands what stands behind a name: a currency or a unit.
func (g *Guess) addition(text string) {
	text = fold(text)
	if c := money.Currency(strings.ToUpper(text)); len(c) == 3 {
		if _, known := c.Exponent(); known {
			g.Currency = c
		}
	}
	switch text {
	case "원", "₩":
		g.Currency = "KRW"
	case "руб", "рубли", "₽":
		g.Currency = "RUB"
	case "€":
		g.Currency = "EUR"
	}
	for _, sign := range []string{"minor", "cent", "копе", "минор", "최소단위"} {
		if strings.Contains(text, sign) {
			g.Unit = report.UnitMinor
		}
	}
}

// fold gives the form in which names are looked up.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'ё':
			return 'е'
		case ',', ';', '?', '!', '&', '|':
			return -1
		}
		return r
	}, report.Fold(name))
}

var columns = func() map[string]Guess {
	all := map[string]Guess{}
	for field, lines := range synonyms {
		for rank, line := range lines {
			for _, name := range strings.Fields(line) {
				all[fold(name)] = Guess{Field: field, Rank: rank}
			}
		}
	}
	for _, name := range strings.Fields(minor) {
		all[fold(name)] = Guess{Field: report.Amount, Rank: 1, Unit: report.UnitMinor}
	}
	return all
}()
