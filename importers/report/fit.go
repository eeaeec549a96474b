package report

import (
	"fmt"

	"contra/core/money"
	corereport "contra/core/report"
	"contra/importers/report/ready"
	"contra/importers/report/rows"
	"contra/importers/table"
)

// match is a profile that fits a header exactly.
type match struct {
	profile corereport.Profile
	how     How
	doubt   string
}

// fit finds the profile that fits a header exactly, of several versions the newest one.
func (o *Options) fit(header []string) (m match, ok bool) {
	print := corereport.Fingerprint(header)
	m.how = Saved
	if o.Profile != "" {
		m.how = Named
	}
	for _, saved := range o.Profiles {
		switch {
		case o.Profile != "" && saved.Name != o.Profile, !fits(saved, header, print):
		case !ok:
			m.profile, ok = saved, true
		case saved.Name != m.profile.Name:
			m.doubt = fmt.Sprintf("the profiles %s and %s both fit", m.profile.Name, saved.Name)
		case saved.Version > m.profile.Version:
			m.profile = saved
		}
	}
	if ok {
		return m, true
	}
	if o.Profile == "" {
		m.how = Ready
		m.profile, ok = ready.Fit(header)
		return m, ok
	}
	if _, own := o.saved(o.Profile); !own {
		m.profile, ok = ready.Named(o.Profile, header)
	}
	return m, ok && len(missing(m.profile, header)) == 0
}

// fits tells whether a saved profile is for this header. One that was made without
// a header is for all that have its columns.
func fits(p corereport.Profile, header []string, print string) bool {
	if p.Fingerprint == "" {
		return len(p.Columns) > 0 && len(rows.Places(p.Columns, header)) == len(p.Columns) && len(missing(p, header)) == 0
	}
	return p.Fingerprint == print
}

// saved gives the newest version of a saved profile.
func (o *Options) saved(name string) (p corereport.Profile, ok bool) {
	for _, saved := range o.Profiles {
		if saved.Name == name && (!ok || saved.Version > p.Version) {
			p, ok = saved, true
		}
	}
	return p, ok
}

// hints are the ways to look at a table that saved profiles know of.
func (o *Options) hints() (all []table.Hint) {
	seen := map[table.Hint]bool{{}: true}
	for _, p := range o.Profiles {
		if o.Profile != "" && p.Name != o.Profile {
			continue
		}
		h := table.Hint{Encoding: p.Encoding, HeaderLine: p.HeaderLine}
		if len(p.Delimiter) == 1 {
			h.Delimiter = p.Delimiter[0]
		}
		if !seen[h] {
			seen[h] = true
			all = append(all, h)
		}
	}
	return all
}

// headerLine is a line that may be the header.
type headerLine struct {
	number int
	cells  []string
}

// headerLines lists the first lines of a table apart from the header that was found.
func headerLines(l table.Look) (all []headerLine) {
	s := table.NewScanner(l.Delimiter)
	for i, text := range l.Preamble {
		if s.Next([]byte(text)); s.Len() > 1 {
			h := headerLine{number: i + 1}
			for c := range s.Len() {
				h.cells = append(h.cells, string(s.Cell(c)))
			}
			all = append(all, h)
		}
	}
	for i, cells := range l.Samples {
		if len(cells) > 1 {
			all = append(all, headerLine{l.SampleLines[i], cells})
		}
	}
	return all
}

// over puts a person's answers over a profile.
func (o *Options) over(p corereport.Profile) corereport.Profile {
	if o.Zone != "" {
		p.Zone = o.Zone
	}
	if o.Unit != corereport.UnitUnknown {
		p.Unit = o.Unit
	}
	return p
}

// complete adds to a profile how the table is written.
func complete(p corereport.Profile, l table.Look) corereport.Profile {
	p.Delimiter, p.Encoding, p.HeaderLine = string(rune(l.Delimiter)), l.Encoding, l.HeaderLine
	if p.Zone == "" {
		p.Zone = "UTC"
	}
	return p
}

// missing lists the fields that rows cannot do without and nothing gives.
func missing(p corereport.Profile, header []string) (fields []corereport.Field) {
	at := rows.Places(p.Columns, header)
	has := func(f corereport.Field) bool {
		_, ok := at[f]
		return ok
	}
	given := func(f corereport.Field) bool { return has(f) || p.Defaults[f] != "" }
	if !has(corereport.OperationID) && !has(corereport.PaymentID) {
		fields = append(fields, corereport.PaymentID)
	}
	if !has(corereport.Amount) && !(has(corereport.Debit) && has(corereport.Credit)) {
		fields = append(fields, corereport.Amount)
	}
	if !given(corereport.Currency) {
		fields = append(fields, corereport.Currency)
	}
	if !given(corereport.OperationType) && !given(corereport.OperationStatus) {
		fields = append(fields, corereport.OperationType)
	}
	return fields
}

// decimals tells whether a currency has minor units of its own.
func decimals(c money.Currency) bool {
	exp, known := c.Exponent()
	return !known || exp > 0
}
