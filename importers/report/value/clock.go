package value

import (
	"slices"
	"time"

	"contra/core/ledger"
)

// Clock reads moments.
type Clock struct {
	zone    *time.Location
	layouts []string // empty: the usual ones
}

// usual are the layouts that Clock reads by itself; the others it leaves to package time.
var usual = []string{time.DateTime, time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04:05Z0700",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006/01/02 15:04:05 -0700", "2006/01/02 15:04:05", "2006-01-02 15:04",
	"02.01.2006", "02.01.2006 15:04", "02.01.2006 15:04:05", "2006.01.02", "2006.01.02 15:04:05", "20060102", "20060102150405"}

// NewClock makes a clock for times that do not say their zone. The zone is an IANA
// name or an offset such as +09:00; empty is UTC. Without layouts it reads the usual ones.
// An unknown zone is a usage error.
func NewClock(zone string, layouts []string) (*Clock, error) {
	c := &Clock{zone: time.UTC}
	if zone != "" {
		var err error
		if c.zone, err = location(zone); err != nil {
			return nil, ledger.Errorf(ledger.ErrUsage, "the time zone %q is not known", zone).WithHint("write its IANA name, such as UTC or Asia/Seoul")
		}
	}
	if slices.ContainsFunc(layouts, func(l string) bool { return !slices.Contains(usual, l) }) {
		c.layouts = layouts
	}
	return c, nil
}

func location(zone string) (*time.Location, error) {
	if t, err := time.Parse("-07:00", zone); err == nil {
		_, offset := t.Zone()
		return time.FixedZone(zone, offset), nil
	}
	if zone == "Local" { // depends on the machine
		return nil, ledger.Errorf(ledger.ErrUsage, "no zone")
	}
	return time.LoadLocation(zone)
}

// The years in which reports lie. A moment outside of them was read wrongly.
const firstYear, lastYear = 2000, 2099

// Parse reads a moment as Unix milliseconds.
func (c *Clock) Parse(text []byte) (milli int64, ok bool) {
	text = Trim(text)
	if c.layouts == nil {
		return c.usual(text)
	}
	for _, layout := range c.layouts {
		if t, err := time.ParseInLocation(layout, string(text), c.zone); err == nil {
			return t.UnixMilli(), firstYear <= t.Year() && t.Year() <= lastYear
		}
	}
	return 0, false
}

// usual reads the usual layouts. None of them can be taken for another.
func (c *Clock) usual(b []byte) (int64, bool) {
	var m moment
	n := 0
	for n < len(b) && b[n]-'0' <= 9 {
		n++
	}
	switch {
	case n == len(b) && (n == 10 || n == 13):
		return epoch(b)
	case n == len(b) && (n == 8 || n == 14):
		m.year, m.month, m.day = number(b[:4]), number(b[4:6]), number(b[6:8])
		if n == 14 {
			m.hour, m.minute, m.second = number(b[8:10]), number(b[10:12]), number(b[12:14])
		}
		b = nil
	case n == 4 && len(b) >= 10 && (b[4] == '-' || b[4] == '/' || b[4] == '.') && b[7] == b[4]:
		m.year, m.month, m.day, b = number(b[:4]), number(b[5:7]), number(b[8:10]), b[10:]
	case n == 2 && len(b) >= 10 && b[2] == '.' && b[5] == '.':
		m.year, m.month, m.day, b = number(b[6:10]), number(b[3:5]), number(b[:2]), b[10:]
	default:
		return 0, false
	}
	if len(b) > 0 && !m.clock(b) {
		return 0, false
	}
	return m.unix(c.zone)
}

func epoch(b []byte) (int64, bool) {
	n := int64(number(b))
	if len(b) == 10 {
		n *= 1000
	}
	year := time.UnixMilli(n).UTC().Year()
	return n, firstYear <= year && year <= lastYear
}

// number reads digits; it is -1 when there is anything else.
func number(b []byte) int {
	n := 0
	for _, c := range b {
		if c-'0' > 9 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}
