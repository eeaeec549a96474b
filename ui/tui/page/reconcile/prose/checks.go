package prose

import (
	"fmt"
	"slices"
	"strings"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Sum is a named amount with its direction and its currency.
func (l *Lines) Sum(name string, a money.Amount) {
	l.Add(pane.Part{Text: text.Pad(name, nameWidth, text.Left), Tone: theme.Muted}, pane.Part{Text: text.Pad(SignedFormat(a), 16, text.Right) + " " + string(a.Currency)})
}

// Checks writes the identities with their numbers.
func Checks(l *Lines, st *theme.Styles, all []recon.Check) {
	for _, c := range all {
		glyph, tone := st.Check, theme.Good
		if !c.Holds {
			glyph, tone = st.Cross, theme.Bad
		}
		for i, s := range text.Wrap(strings.TrimSpace(string(c.Currency)+" "+c.Words), max(l.W-4, 10)) {
			if i > 0 {
				glyph = " "
			}
			l.Add(pane.Part{Text: glyph + " ", Tone: tone}, pane.Part{Text: s})
		}
	}
}

// meanings says what each identity is, in the order in which they stand.
var meanings = []struct{ name, means string }{
	{"rows", "rows read = accepted + rejected + left out"},
	{"report", "report = matched + its side of the breaks"},
	{"local", "ledger = matched − tolerated + its side of the breaks"},
	{"carry-forward", "opening + new − cleared = closing"},
	{"net", "net = gross − refunds − fees + other"},
}

// Identity is one of the identities over all currencies.
type Identity struct {
	Words string
	Holds bool
}

// Identities puts checks together by what they check: the currencies for which it
// holds stand behind it, and where it does not the whole equation.
func Identities(st *theme.Styles, all []recon.Check) (out []Identity) {
	for _, m := range meanings {
		id := Identity{Words: m.means, Holds: true}
		var seen []string
		there := false
		for _, c := range all {
			if c.Name != m.name {
				continue
			}
			there = true
			sign := st.Check
			if !c.Holds {
				id.Holds = false
				sign = st.Cross
			}
			if word := string(c.Currency) + " " + sign; c.Currency != "" && !slices.Contains(seen, word) {
				seen = append(seen, word)
			}
		}
		if !there {
			continue
		}
		if len(seen) > 0 {
			id.Words += ": " + strings.Join(seen, "  ")
		}
		out = append(out, id)
		for _, c := range all {
			if c.Name == m.name && !c.Holds {
				out = append(out, Identity{Words: strings.TrimSpace(string(c.Currency) + " " + c.Words)})
			}
		}
	}
	return out
}

// Five writes the identities, one line each.
func Five(l *Lines, st *theme.Styles, all []recon.Check) {
	for _, id := range Identities(st, all) {
		glyph, tone := st.Check, theme.Good
		if !id.Holds {
			glyph, tone = st.Cross, theme.Bad
		}
		for i, s := range text.Wrap(id.Words, max(l.W-4, 10)) {
			if i > 0 {
				glyph = " "
			}
			l.Add(pane.Part{Text: glyph + " ", Tone: tone}, pane.Part{Text: s})
		}
	}
}

// Verdict says in at most w columns which identities hold, currency by currency,
// or how many do not.
func Verdict(st *theme.Styles, all []recon.Check, w int) (string, theme.Tone) {
	failed := 0
	var parts []string
	last := money.Currency("-")
	for _, c := range all {
		sign := st.Check
		if !c.Holds {
			sign = st.Cross
			failed++
		}
		word := c.Name + " " + sign
		if c.Name == "local" {
			word = "ledger " + sign
		}
		if c.Currency != last {
			last = c.Currency
			parts = append(parts, strings.TrimSpace(string(c.Currency)+" "+word))
			continue
		}
		parts[len(parts)-1] += " " + word
	}
	tone := theme.Good
	short := fmt.Sprintf("all %d sums add up %s", len(all), st.Check)
	if failed > 0 {
		tone = theme.Bad
		short = fmt.Sprintf("%s of %d do not add up %s", page.Things(int64(failed), "sum", "sums"), len(all), st.Cross)
	}
	if long := strings.Join(parts, " · "); text.Width(long) <= w {
		return long, tone
	}
	if text.Width(short) > w && failed == 0 {
		short = "sums " + st.Check
	}
	return text.Truncate(short, w), tone
}

// Close writes who signed a month, and what became of the signature.
func Close(l *Lines, st *theme.Styles, c *archive.Close) {
	switch c.Standing {
	case archive.Signed:
		l.Toned("signed", theme.Good, st.Check+" by "+c.Operator+", "+page.Moment(c.At)+" UTC; locked")
	case archive.Stale:
		l.Toned("stale", theme.Warn, st.Attention+" signed by "+c.Operator+", "+page.Moment(c.At)+" UTC; changed since, "+page.Moment(c.Changed)+" UTC")
		l.Fact("because", c.Why)
	default:
		l.Fact("reopened", page.Moment(c.Changed)+" UTC: "+c.Why)
		l.Fact("signed", "by "+c.Operator+", "+page.Moment(c.At)+" UTC")
	}
	l.Fact("note", c.Note)
	l.Fact("left open", page.Things(int64(len(c.Signed.Open)), "break", "breaks"))
	l.Fact("prepared", "by "+c.Signed.Preparer)
	l.Fact("program", c.Signed.Program)
	if c.Signed.AuditHead != "" {
		l.Fact("journal", fmt.Sprintf("entry %d, %s…", c.Signed.AuditSeq, c.Signed.AuditHead[:min(16, len(c.Signed.AuditHead))]))
	}
}
