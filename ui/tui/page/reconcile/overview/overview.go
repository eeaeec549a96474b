// Package overview says where the months stand: which reports each has, what its
// latest comparison found, who signed it; and what else waits for a person.
package overview

import (
	"context"
	"slices"
	"strings"
	"time"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/report"
	"contra/core/store/reports"
	"contra/core/store/runs"
)

// Month is where one month stands.
type Month struct {
	Month   string
	Zone    string
	Reports []report.Info // in force, with rows of it, oldest first
	Run     *archive.Run  // the latest comparison, nil for none
	Open    int64         // breaks of it that somebody still has to do something about
	// Undecided is how many of them nobody decided about: they keep it from being signed.
	Undecided int64
	Sums      []runs.Sum
	Close     *archive.Close // the signature in force, nil for none
	Late      []archive.Late // what came in since it was signed
}

// Locked tells whether the month is signed and nothing changed since.
func (m *Month) Locked() bool { return m.Close != nil && m.Close.Standing == archive.Signed }

// Stale tells whether something changed since the month was signed.
func (m *Month) Stale() bool { return m.Close != nil && m.Close.Standing == archive.Stale }

// Newer tells whether a report of the month came in after it was compared.
func (m *Month) Newer() bool {
	if m.Run == nil {
		return len(m.Reports) > 0
	}
	return slices.ContainsFunc(m.Reports, func(i report.Info) bool {
		return !slices.ContainsFunc(m.Run.Summary.Reports, func(s archive.Source) bool { return s.ID == i.ID })
	})
}

// NeedsPerson tells whether somebody has to do something about the month.
func (m *Month) NeedsPerson() bool {
	return m.Stale() || !m.Locked() && (m.Undecided > 0 || m.Newer())
}

// Overview is where everything stands.
type Overview struct {
	Months  []Month         // newest first
	Waiting int64           // rejected rows that wait to be mended
	Unseen  []ledger.Refund // of ours that succeeded some time ago and that no report has shown
	Stored  int64           // reports
	Took    time.Duration
}

// Needing is how many months need a person.
func (o *Overview) Needing() (n int64) {
	for i := range o.Months {
		if o.Months[i].NeedsPerson() {
			n++
		}
	}
	return n
}

// Find gives a month, nil when nothing is known of it.
func (o *Overview) Find(month string) *Month {
	for i := range o.Months {
		if o.Months[i].Month == month {
			return &o.Months[i]
		}
	}
	return nil
}

const (
	atOnce    = 500
	recent    = 100 // comparisons
	maxUnseen = 1000
	maxMonths = 240 // of one report: dates further apart are mistakes
)

// Read reads the overview.
func Read(ctx context.Context, d *desk.Desk) (o Overview, err error) {
	began := time.Now()
	months := map[string]*Month{}
	zone := d.Config.Reconcile.Zone
	of := func(name string) *Month {
		if months[name] == nil {
			months[name] = &Month{Month: name, Zone: zone}
		}
		return months[name]
	}
	if err := o.readReports(ctx, d, of); err != nil {
		return o, err
	}
	closes, err := runs.Closes(ctx, d.Store, false)
	if err != nil {
		return o, err
	}
	for i := range closes {
		m := of(closes[i].Month)
		m.Close, m.Zone = &closes[i], closes[i].Zone
		if m.Late, err = runs.Late(ctx, d.Store, closes[i].ID); err != nil {
			return o, err
		}
	}
	made, err := runs.List(ctx, d.Store, 0, recent) // also of reports that are in force no longer
	if err != nil {
		return o, err
	}
	for i := range made {
		if made[i].Month != "" {
			of(made[i].Month)
		}
	}
	for name, m := range months {
		x, ok, err := runs.Latest(ctx, d.Store, name)
		if err != nil {
			return o, err
		}
		if ok {
			m.Run = &x
			if m.Sums, err = runs.Sums(ctx, d.Store, x.ID); err != nil {
				return o, err
			}
			for _, s := range m.Sums {
				m.Open += s.Open
				m.Undecided += s.Undecided
			}
		}
		o.Months = append(o.Months, *m)
	}
	slices.SortFunc(o.Months, func(a, b Month) int { return strings.Compare(b.Month, a.Month) })
	before := d.Store.Now().Add(-d.Config.Reconcile.Unseen)
	o.Unseen, err = d.Store.Unseen(ctx, before.UnixMilli(), maxUnseen)
	o.Took = time.Since(began)
	return o, err
}

// readReports puts the reports into the months that they touch.
func (o *Overview) readReports(ctx context.Context, d *desk.Desk, of func(string) *Month) error {
	for below := int64(0); ; {
		list, err := reports.List(ctx, d.Store, below, atOnce)
		if err != nil {
			return err
		}
		for _, i := range list {
			below = i.ID
			o.Stored++
			if i.Replaced != 0 || i.Accepted+i.Rejected == 0 {
				continue
			}
			for _, name := range Touched(i, d.Config.Reconcile.Zone) {
				m := of(name)
				m.Reports = append([]report.Info{i}, m.Reports...)
			}
		}
		if len(list) < atOnce {
			break
		}
	}
	waiting, err := reports.Rejects(ctx, d.Store, 0, true)
	o.Waiting = int64(len(waiting))
	return err
}

// Touched names the months that the dates of a report lie in, oldest first. A
// report of a business month has a few hours of another one in UTC: of a longer
// report, a month of which it has less than a day does not count.
func Touched(i report.Info, zone string) (out []string) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	if i.FirstAt.IsZero() {
		return nil
	}
	first := i.FirstAt.In(loc)
	long := i.LastAt.Sub(i.FirstAt) > 7*24*time.Hour
	for at := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, loc); !at.After(i.LastAt) && len(out) < maxMonths; at = at.AddDate(0, 1, 0) {
		from, to := latest(at, i.FirstAt), earliest(at.AddDate(0, 1, 0), i.LastAt)
		if !long || to.Sub(from) >= 24*time.Hour {
			out = append(out, at.Format("2006-01"))
		}
	}
	return out
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Zone is the zone in which the months of a desk are counted.
func Zone(d *desk.Desk) string {
	if z := d.Config.Reconcile.Zone; z != "" {
		return z
	}
	return "UTC"
}
