package page

import (
	"sync"
	"time"
	_ "time/tzdata" // a business day must not depend on what the machine has installed
)

// Zones finds the time zones of payment methods and keeps them.
type Zones struct{ known sync.Map }

// Find gives a zone that was loaded; nil when there is none or it is UTC.
func (z *Zones) Find(name string) *time.Location {
	if l, ok := z.known.Load(name); ok {
		return l.(*time.Location)
	}
	return nil
}

// Load reads a zone by its IANA name, once, and gives what Find gives. It reads
// files, so it belongs into a command.
func (z *Zones) Load(name string) *time.Location {
	if name == "" || name == "UTC" {
		return nil
	}
	if l := z.Find(name); l != nil {
		return l
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	z.known.Store(name, l)
	return l
}

// Local is a time on the business day of a zone, with the zone's name: KST 22 Nov
// 03:02. Empty without a zone.
func Local(t time.Time, zone *time.Location) string {
	if zone == nil || t.IsZero() {
		return ""
	}
	l := t.In(zone)
	return l.Format("MST 2 Jan 15:04")
}
