package run

import (
	"slices"
	"time"

	"contra/core/ledger"
	"contra/core/recon"
)

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// margin is how far around a period the partners of its rows are looked for.
const margin = 45 * 24 * time.Hour

// location is the zone in which a request counts its days.
func (q Request) location() (*time.Location, error) {
	if q.Zone == "" {
		return time.UTC, nil
	}
	zone, err := time.LoadLocation(q.Zone)
	if err != nil {
		return nil, ledger.Errorf(ledger.ErrUsage, "there is no time zone %q", q.Zone).WithHint("write it like Asia/Seoul or UTC")
	}
	return zone, nil
}

// settle fills in what a request leaves open. Without bounds the months are
// compared that the reports touch. A report cannot know what is later than its
// last day, nor what is still to come.
func (q Request) settle(all []*source, now time.Time) (p recon.Period, inferred bool, err error) {
	zone, err := q.location()
	if err != nil {
		return p, false, err
	}
	p = q.Period
	first, last := time.Time{}, time.Time{}
	for _, s := range all {
		if at := s.info.FirstAt; !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
		if s.info.LastAt.After(last) {
			last = s.info.LastAt
		}
	}
	if inferred = p.From.IsZero() && p.To.IsZero() && !first.IsZero(); inferred {
		a, z := first.In(zone), last.In(zone)
		p.From = time.Date(a.Year(), a.Month(), 1, 0, 0, 0, 0, zone).UTC()
		p.To = time.Date(z.Year(), z.Month()+1, 1, 0, 0, 0, 0, zone).UTC()
	}
	if p.CutOff.IsZero() {
		p.CutOff = p.To
	}
	if inferred || p.CutOff.After(now) || p.CutOff.IsZero() {
		if inferred {
			z := last.In(zone)
			p.CutOff = time.Date(z.Year(), z.Month(), z.Day()+1, 0, 0, 0, 0, zone).UTC()
		}
		if p.CutOff.IsZero() || p.CutOff.After(now) {
			p.CutOff = now
		}
	}
	if !p.From.IsZero() && !p.To.IsZero() && !p.From.Before(p.To) {
		return p, false, ledger.Errorf(ledger.ErrUsage, "the period ends before it begins")
	}
	return p, inferred, nil
}

// Days gives the period from a first to a last day, both included, in a zone.
// An empty day is no bound.
func Days(from, to, zone string) (recon.Period, error) {
	loc, err := Request{Zone: zone}.location()
	if err != nil {
		return recon.Period{}, err
	}
	var p recon.Period
	for _, d := range []struct {
		text string
		into *time.Time
		add  int
	}{{from, &p.From, 0}, {to, &p.To, 1}} {
		if d.text == "" {
			continue
		}
		day, err := time.ParseInLocation(time.DateOnly, d.text, loc)
		if err != nil {
			return p, ledger.Errorf(ledger.ErrUsage, "%q is no day", d.text).WithHint("write it like 2026-10-31")
		}
		*d.into = day.AddDate(0, 0, d.add).UTC()
	}
	if !p.From.IsZero() && !p.To.IsZero() && !p.From.Before(p.To) {
		return p, ledger.Errorf(ledger.ErrUsage, "the period ends before it begins: %s is after %s", from, to)
	}
	return p, nil
}

// Month gives the period of a month, written like 2026-10, in a zone.
func Month(month, zone string) (recon.Period, error) {
	loc, err := Request{Zone: zone}.location()
	if err != nil {
		return recon.Period{}, err
	}
	first, err := time.ParseInLocation("2006-01", month, loc)
	if err != nil {
		return recon.Period{}, ledger.Errorf(ledger.ErrUsage, "%q is no month", month).WithHint("write it like 2026-10")
	}
	return recon.Period{From: first.UTC(), To: first.AddDate(0, 1, 0).UTC()}, nil
}

// MonthOf names the month that a period is, or nothing.
func MonthOf(p recon.Period, zone string) string {
	loc, err := Request{Zone: zone}.location()
	if err != nil || p.From.IsZero() {
		return ""
	}
	name := p.From.In(loc).Format("2006-01")
	if m, err := Month(name, zone); err != nil || !m.From.Equal(p.From) || !m.To.Equal(p.To) {
		return ""
	}
	return name
}

// fewRows is the share of a report's rows, one in so many, below which a month
// is not what the report is about: single rows stray over the edges.
const fewRows = 50

// scope narrows a period that was taken from the reports down to the months
// that they are about. Rows beyond it count; what the ledger has there is not missed.
func scope(p recon.Period, items []recon.Item, zone *time.Location) recon.Period {
	if !p.From.IsZero() && monthAt(p.From.UnixMilli(), zone).to == p.To.UnixMilli() {
		return p
	}
	var months []month
	total, at := 0, 0 // at: the month of the row before, which is nearly always that of the next
	for i := range items {
		moment := items[i].At
		if moment == 0 {
			continue
		}
		total++
		if len(months) == 0 || !months[at].has(moment) {
			if at = slices.IndexFunc(months, func(m month) bool { return m.has(moment) }); at < 0 {
				at = len(months)
				months = append(months, monthAt(moment, zone))
			}
		}
		months[at].rows++
	}
	var first, last time.Time
	for _, m := range months {
		if m.rows*fewRows < total {
			continue
		}
		if first.IsZero() || m.first.Before(first) {
			first = m.first
		}
		if m.first.After(last) {
			last = m.first
		}
	}
	if first.IsZero() {
		return p
	}
	p.From, p.To = first.UTC(), last.AddDate(0, 1, 0).UTC()
	if p.CutOff.After(p.To) {
		p.CutOff = p.To
	}
	return p
}

// month counts the rows of a month.
type month struct {
	first    time.Time
	from, to int64 // Unix milliseconds
	rows     int
}

func monthAt(moment int64, zone *time.Location) month {
	at := time.UnixMilli(moment).In(zone)
	first := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, zone)
	return month{first: first, from: first.UnixMilli(), to: first.AddDate(0, 1, 0).UnixMilli()}
}

func (m *month) has(moment int64) bool { return m.from <= moment && moment < m.to }
