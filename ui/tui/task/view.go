package task

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/progress"
	"github.com/muesli/termenv"

	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Rate is units per second, 0 before anything can be said.
func (i Info) Rate() int64 {
	if i.Elapsed < time.Second || i.Progress.Done <= 0 {
		return 0
	}
	return i.Progress.Done * 1000 / i.Elapsed.Milliseconds()
}

// Left is the time that is likely left, 0 when it cannot be said.
func (i Info) Left() time.Duration {
	p := i.Progress
	if p.Total <= p.Done || i.Rate() == 0 {
		return 0
	}
	return (time.Duration((p.Total-p.Done)*1000/i.Rate()) * time.Millisecond).Round(time.Second)
}

// Percent is 0 to 100, −1 when the total is not known.
func (i Info) Percent() int {
	p := i.Progress
	if p.Total <= 0 {
		return -1
	}
	return int(max(0, min(p.Done*100/p.Total, 100)))
}

// Line draws one task in exactly w columns: title, bar, count, rate, time left.
// What does not fit is left out from the end.
func Line(st *theme.Styles, i Info, w int) string {
	if w <= 0 {
		return ""
	}
	parts := []string{text.Clean(i.Title)}
	if pc := i.Percent(); pc >= 0 {
		parts = append(parts, bar(st, pc), fmt.Sprintf("%d%%", pc))
	}
	p := i.Progress
	count := group(p.Done)
	if p.Total > 0 {
		count += " of " + group(p.Total)
	}
	parts = append(parts, strings.TrimSpace(count+" "+p.Unit))
	if i.Cancelling {
		parts = append(parts, "cancelling…")
	} else if !p.Paced {
		if r := i.Rate(); r > 0 {
			parts = append(parts, group(r)+"/s")
		}
		if l := i.Left(); l > 0 {
			parts = append(parts, l.String()+" left")
		}
	}
	if p.Note != "" {
		parts = append(parts, text.Clean(p.Note))
	}
	line := parts[0]
	for _, s := range parts[1:] {
		if text.Width(line)+2+text.Width(s) <= w {
			line += "  " + s
		}
	}
	return text.Pad(line, w, text.Left)
}

// bar draws a share of 100 without colours, for the line has its own.
func bar(st *theme.Styles, percent int) string {
	full, _ := utf8.DecodeRuneInString(st.BarFull)
	empty, _ := utf8.DecodeRuneInString(st.BarEmpty)
	m := progress.New(progress.WithoutPercentage(), progress.WithWidth(20), progress.WithColorProfile(termenv.Ascii), progress.WithFillCharacters(full, empty))
	return m.ViewAs(float64(percent) / 100)
}

// group writes a count with separators between thousands.
func group(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
