package report

import (
	"strings"
	"time"

	"contra/importers/report/value"
)

// written is what samples tell of how amounts are written.
type written struct {
	decimal, grouping map[string]bool // the marks that can only be the one or the other
	fraction          bool            // some amount has decimals that are not zero
}

var marks = []string{",", ".", " ", "'", "’", "\u00a0", "\u202f"}

// writing looks at amounts whose currencies have at most exp decimals: of fewer than
// three, a mark before three digits can only group unless they could be zeros behind a decimal mark.
func writing(amounts []string, exp int) written {
	w := written{decimal: map[string]bool{}, grouping: map[string]bool{}}
	for _, text := range amounts {
		w.look(strings.Trim(text, " \t+-\u2212"), exp)
	}
	return w
}

func (w *written) look(text string, exp int) {
	last, at, kinds := "", -1, 0
	for _, mark := range marks {
		i := strings.LastIndex(text, mark)
		if i < 0 {
			continue
		}
		if kinds++; i > at {
			last, at = mark, i
		}
	}
	if kinds == 0 || kinds > 2 {
		return
	}
	behind := text[at+len(last):]
	switch {
	case kinds == 2: // 1,250.50
		for _, mark := range marks {
			if mark != last && strings.Contains(text, mark) {
				w.grouping[mark] = true
			}
		}
		w.decimal[last] = true
	case strings.Count(text, last) > 1, last != "," && last != ".", len(behind) == 3 && (exp == 0 || exp < 3 && behind[2] != '0'):
		w.grouping[last] = true // 1,250,000 or 1 250 or 1,255
		return
	case len(behind) != 3:
		w.decimal[last] = true // 12.50
	default:
		return // 1.250 can be either
	}
	w.fraction = w.fraction || strings.Trim(behind, "0") != ""
}

// marks gives the decimal and the thousands mark of a profile, as far as nothing
// contradicts them.
func (w *written) marks() (decimal, grouping string) {
	for _, mark := range marks {
		if w.decimal[mark] && w.grouping[mark] {
			return "", ""
		}
		if w.decimal[mark] {
			decimal = mark
		}
		if w.grouping[mark] {
			grouping = mark
		}
	}
	if decimal == "" && grouping == "." {
		decimal = ","
	}
	if decimal == "." {
		decimal = ""
	}
	return decimal, grouping
}

// layouts finds the layout of moments that the usual ones leave out because day and
// month could be taken for each other. It gives one only when all samples fit it and they do not fit the other.
func layouts(moments []string) []string {
	usual, err := value.NewClock("", nil)
	if err != nil || len(moments) == 0 {
		return nil
	}
	if _, ok := usual.Parse([]byte(moments[0])); ok {
		return nil
	}
	for _, clock := range []string{"", " 15:04:05", " 15:04", " 3:04:05 PM", " 3:04 PM"} {
		european, american := all("02/01/2006"+clock, moments), all("01/02/2006"+clock, moments)
		switch {
		case european && !american:
			return []string{"02/01/2006" + clock}
		case american && !european:
			return []string{"01/02/2006" + clock}
		}
	}
	return nil
}

func all(layout string, moments []string) bool {
	for _, text := range moments {
		if _, err := time.Parse(layout, strings.TrimSpace(text)); err != nil {
			return false
		}
	}
	return true
}
