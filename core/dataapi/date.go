package dataapi

import (
	"strings"
	"time"
)

// The two forms of dates that the platform's documents show, with the spellings
// of an offset that are in use. Fractions of a second are read with any of them.
var (
	floating = []string{dateTime, "2006-01-02T15:04:05"}
	fixed    = []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05Z0700",
		"2006-01-02T15:04:05Z07", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 Z0700"}
)

// time is a moment in UTC, zero when it says nothing.
func (m *members) time(key string) time.Time {
	s := m.text(key)
	if s == "" || strings.HasPrefix(s, "0000-00-00") {
		return time.Time{}
	}
	t, ok := parseTime(s, m.zone)
	if !ok {
		m.bad(key, "it is no date and time such as 2026-01-31 23:59:59: "+clip(s))
	}
	return t
}

// parseTime reads a date and time; one without an offset is in the zone.
func parseTime(s string, zone *time.Location) (time.Time, bool) {
	for _, layout := range floating {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return sane(t)
		}
	}
	for _, layout := range fixed {
		if t, err := time.Parse(layout, s); err == nil {
			return sane(t)
		}
	}
	return time.Time{}, false
}

// sane refuses moments that no payment can have: the ledger keeps milliseconds,
// and 0 means that nobody said.
func sane(t time.Time) (time.Time, bool) {
	t = t.UTC().Truncate(time.Millisecond)
	return t, t.Year() > 1970 && t.Year() < 10000
}
