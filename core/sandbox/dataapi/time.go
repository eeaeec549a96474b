package dataapi

import (
	"encoding/json"
	"time"
)

// The forms of dates that the documents show. The first has no zone of its own.
const (
	spaced = "2006-01-02 15:04:05"
	joined = "2006-01-02T15:04:05-07:00"
)

// zone reads a name of the IANA database or an offset such as +10:30.
func (r *reader) zone(name string) *time.Location {
	text := r.text(name)
	switch text {
	case "":
		return time.UTC
	case "Local":
		r.refuse(name, "it is no time zone")
		return nil
	}
	if at, err := time.Parse("-07:00", text); err == nil {
		_, offset := at.Zone()
		return time.FixedZone(text, offset)
	}
	zone, err := time.LoadLocation(text)
	if err != nil {
		r.refuse(name, "it is no time zone")
		return nil
	}
	return zone
}

// interval reads the two ends, both included to the second.
func (r *reader) interval(name string, zone *time.Location) (from, to time.Time) {
	raw := r.top[name]
	if raw == nil {
		return from, to
	}
	var ends struct{ From, To string }
	if json.Unmarshal(raw, &ends) != nil {
		r.refuse(name, "it must be an object of two dates")
		return from, to
	}
	from, to = r.moment(name+".from", ends.From, zone), r.moment(name+".to", ends.To, zone)
	if to.Before(from) {
		r.refuse(name, "it ends before it begins")
	}
	return from, to.Add(time.Second)
}

func (r *reader) moment(name, text string, zone *time.Location) time.Time {
	for _, layout := range []string{spaced, "2006-01-02T15:04:05", time.RFC3339, "2006-01-02T15:04:05-0700"} {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return at
		}
	}
	r.refuse(name, "it must be a date such as 2026-10-31 23:59:59")
	return time.Time{}
}
