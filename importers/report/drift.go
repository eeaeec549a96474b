package report

import (
	"slices"
	"strings"

	corereport "contra/core/report"
	"contra/importers/report/names"
)

// Drift is how a header differs from the one that a profile was made for.
type Drift struct {
	Added   []string           // the names that are new, and are no other's new name
	Dropped []string           // those that are gone
	Renamed []Rename           // those that look like the same column under another name
	Lost    []corereport.Field // those whose columns are gone by the old name
}

// Rename is a column that seems to have another name now.
type Rename struct{ From, To string }

// drift compares a profile's header with the one that came; nil: they are the same. A profile
// that was made without a header only has columns to lose.
func drift(p corereport.Profile, header []string) *Drift {
	if p.Fingerprint == corereport.Fingerprint(header) {
		return nil
	}
	before, now := folded(p.Header), folded(header)
	d := &Drift{}
	for i, name := range header {
		if len(before) == 0 {
			break
		}
		if !slices.Contains(before, now[i]) {
			d.Added = append(d.Added, name)
		}
	}
	for i, name := range p.Header {
		if slices.Contains(now, before[i]) {
			continue
		}
		if to := d.successor(name, p.Header, header); to != "" {
			d.Added = slices.DeleteFunc(d.Added, func(a string) bool { return a == to })
			d.Renamed = append(d.Renamed, Rename{name, to})
		} else {
			d.Dropped = append(d.Dropped, name)
		}
	}
	for _, f := range corereport.Fields() {
		if name := p.Columns[f]; name != "" && !slices.Contains(now, corereport.Fold(name)) {
			d.Lost = append(d.Lost, f)
		}
	}
	if p.Fingerprint == "" && len(d.Lost) == 0 {
		return nil
	}
	return d
}

// successor finds the added column that a dropped one seems to have become: it means
// the same, is spelled much alike, or stands between the same neighbours.
func (d *Drift) successor(name string, before, now []string) string {
	for _, to := range d.Added {
		was, ok := names.Column(name)
		is, also := names.Column(to)
		if ok && also && was.Field == is.Field || alike(corereport.Fold(name), corereport.Fold(to)) {
			return to
		}
	}
	for _, to := range d.Added {
		if i := slices.Index(before, name); slices.Index(now, to) == i && len(before) == len(now) && neighbours(before, now, i) {
			return to
		}
	}
	return ""
}

func neighbours(before, now []string, i int) bool {
	same := func(i int) bool {
		return i < 0 || i >= len(before) || corereport.Fold(before[i]) == corereport.Fold(now[i])
	}
	return same(i-1) && same(i+1)
}

// alike tells whether one name is the other with something before or behind it.
func alike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return 2*len(a) > len(b) && len(a) > 3 && (strings.HasPrefix(b, a) || strings.HasSuffix(b, a))
}

func folded(header []string) []string {
	all := make([]string, len(header))
	for i, name := range header {
		all[i] = corereport.Fold(name)
	}
	return all
}

// nearest finds the saved profile whose header is much like this one: at least half of
// the names that either has are in both.
func nearest(profiles []corereport.Profile, header []string) (best corereport.Profile, ok bool) {
	now, most := folded(header), 0
	for _, p := range profiles {
		both := 0
		for _, name := range folded(p.Header) {
			if slices.Contains(now, name) {
				both++
			}
		}
		either := len(p.Header) + len(header) - both
		if share := 1000 * both / max(either, 1); share >= 500 && share >= most && (!ok || share > most || p.Version > best.Version) {
			best, most, ok = p, share, true
		}
	}
	return best, ok
}

// Accepted is the next version of the profile, as the drift seems to mean it, for
// a person to look at and to give to Use. Without drift it is the profile itself.
func (o *Opened) Accepted() corereport.Profile {
	p := o.Profile
	if o.Drift == nil {
		return p
	}
	p.Version++
	p.Columns = make(map[corereport.Field]string, len(o.Profile.Columns))
	for field, name := range o.Profile.Columns {
		for _, r := range o.Drift.Renamed {
			if corereport.Fold(r.From) == corereport.Fold(name) {
				name = r.To
			}
		}
		if slices.Contains(folded(o.Header), corereport.Fold(name)) {
			p.Columns[field] = name
		}
	}
	p.Header, p.Fingerprint = o.Header, corereport.Fingerprint(o.Header)
	return p
}
