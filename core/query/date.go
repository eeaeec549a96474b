package query

import (
	"strconv"
	"strings"
	"time"
)

const (
	day     = "2006-01-02"
	instant = "2006-01-02T15:04:05"
	oldest  = 1970
	newest  = 2999
)

func parseTimes(p piece, field Field, now time.Time) (*TimeRange, *ParseError) {
	bad := func() *ParseError {
		return fail(p, "%s is not a date or a range of dates", shown(p.text)).
			hint("write %s:2026-10-03, %s:2026-10, %s:2026-Q3, %s:7d, %s:>2026-10-01 or %s:2026-10-01..2026-10-07", field, field, field, field, field, field)
	}
	op, rest := comparison(p.text)
	if low, high, isRange := strings.Cut(rest, ".."); isRange && op == "" {
		first, okLow := period(low, now)
		last, okHigh := period(high, now)
		switch {
		case !okLow || !okHigh:
			return nil, bad()
		case !first.From.Before(last.To):
			return nil, fail(p, "the range %s ends before it begins", shown(p.text)).hint("write the earlier date first")
		}
		return &TimeRange{first.From, last.To}, nil
	}
	r, ok := period(rest, now)
	if !ok {
		return nil, bad()
	}
	switch op {
	case ">":
		r = TimeRange{From: r.To}
	case ">=":
		r = TimeRange{From: r.From}
	case "<":
		r = TimeRange{To: r.From}
	case "<=":
		r = TimeRange{To: r.To}
	}
	if r.From.Year() > newest || !r.To.IsZero() && r.To.Before(date(oldest, 1, 2)) && r.From.IsZero() {
		return nil, fail(p, "no date lies in %s", shown(p.text)).hint("dates go from %d to %d", oldest, newest)
	}
	return &r, nil
}

// period gives the time that one date, month, quarter, year or word covers.
func period(s string, now time.Time) (TimeRange, bool) {
	today := date(now.Year(), now.Month(), now.Day())
	switch s = strings.ToUpper(s); s {
	case "TODAY":
		return TimeRange{today, today.AddDate(0, 0, 1)}, true
	case "YESTERDAY":
		return TimeRange{today.AddDate(0, 0, -1), today}, true
	}
	if days, ok := strings.CutSuffix(s, "D"); ok {
		n, err := strconv.ParseUint(days, 10, 16)
		if err != nil || n < 1 || n > 3660 {
			return TimeRange{}, false
		}
		return TimeRange{today.AddDate(0, 0, 1-int(n)), today.AddDate(0, 0, 1)}, true
	}
	var r TimeRange
	switch len(s) {
	case 4:
		if from, ok := at("2006", s); ok {
			r = TimeRange{from, from.AddDate(1, 0, 0)}
		}
	case 7:
		if year, quarter, ok := strings.Cut(s, "-Q"); ok {
			if from, ok := at("2006", year); ok && quarter >= "1" && quarter <= "4" {
				from = from.AddDate(0, 3*int(quarter[0]-'1'), 0)
				r = TimeRange{from, from.AddDate(0, 3, 0)}
			}
		} else if from, ok := at("2006-01", s); ok {
			r = TimeRange{from, from.AddDate(0, 1, 0)}
		}
	case len(day):
		if from, ok := at(day, s); ok {
			r = TimeRange{from, from.AddDate(0, 0, 1)}
		}
	default:
		s = strings.TrimSuffix(s, "Z")
		if from, ok := at("2006-01-02T15:04", s); ok {
			r = TimeRange{from, from.Add(time.Minute)}
		} else if from, ok := at(instant, s); ok && len(s) == len(instant) {
			r = TimeRange{from, from.Add(time.Second)}
		}
	}
	return r, !r.To.IsZero()
}

func at(layout, s string) (time.Time, bool) {
	t, err := time.Parse(layout, s)
	return t, err == nil && t.Year() >= oldest && t.Year() <= newest
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// String writes the range as it is typed, in the shortest form that says it.
func (r TimeRange) String() string {
	layout, unit := instant, time.Second
	if midnight(r.From) && midnight(r.To) {
		layout, unit = day, 24*time.Hour
	}
	last := r.To.Add(-unit).Format(layout)
	switch {
	case r.To.IsZero():
		return ">=" + r.From.Format(layout)
	case r.From.IsZero():
		return "<=" + last
	case layout == instant:
	case r.From.YearDay() == 1 && r.To.Equal(r.From.AddDate(1, 0, 0)):
		return r.From.Format("2006")
	case r.From.Day() == 1 && r.From.Month()%3 == 1 && r.To.Equal(r.From.AddDate(0, 3, 0)):
		return r.From.Format("2006-Q") + strconv.Itoa(1+int(r.From.Month())/3)
	case r.From.Day() == 1 && r.To.Equal(r.From.AddDate(0, 1, 0)):
		return r.From.Format("2006-01")
	case r.To.Equal(r.From.AddDate(0, 0, 1)):
		return last
	}
	return r.From.Format(layout) + ".." + last
}

// midnight holds for a missing end too.
func midnight(t time.Time) bool {
	return t.IsZero() || t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 && t.Nanosecond() == 0
}
