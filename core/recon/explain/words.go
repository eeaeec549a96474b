package explain

import (
	"fmt"
	"strconv"
	"time"
)

// number is empty for one that is not known.
func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// later says where a date is, seen from another: "3 days later".
func later(d time.Duration) string {
	switch {
	case d > 0:
		return span(d) + " later"
	case d < 0:
		return span(-d) + " earlier"
	}
	return "at the same moment"
}

// span is a time in its largest unit.
func span(d time.Duration) string {
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}} {
		switch n := d / unit.of; {
		case n == 1:
			return "1 " + unit.name
		case n > 1:
			return fmt.Sprintf("%d %ss", n, unit.name)
		}
	}
	return "less than a second"
}
