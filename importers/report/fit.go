package report

import (
	"contra/core/money"
	corereport "contra/core/report"
	"contra/importers/report/ready"
	"contra/importers/report/rows"
	"contra/importers/table"
)

// fit finds the profile that fits a header exactly. sure is false when several saved ones do.
func (o *Options) fit(header []string) (p corereport.Profile, how How, sure, ok bool) {
	print := corereport.Fingerprint(header)
	if o.Profile != "" {
		if p, ok = o.saved(o.Profile); ok {
			return p, Named, true, fits(p, header, print)
		}
		p, ok = ready.Named(o.Profile, header)
		return p, Named, true, ok && len(missing(p, header)) == 0
	}
	sure = true
	for _, saved := range o.Profiles {
		switch {
		case !fits(saved, header, print):
		case !ok:
			p, ok = saved, true
		case saved.Name != p.Name:
			sure = false
		case saved.Version > p.Version:
			p = saved
		}
	}
	if ok {
		return p, Saved, sure, true
	}
	p, ok = ready.Fit(header)
	return p, Ready, true, ok
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
		_, column := at[f]
		return column || p.Defaults[f] != ""
	}
	if !has(corereport.OperationID) && !has(corereport.PaymentID) {
		fields = append(fields, corereport.PaymentID)
	}
	if !has(corereport.Amount) && !(has(corereport.Debit) && has(corereport.Credit)) {
		fields = append(fields, corereport.Amount)
	}
	if !has(corereport.Currency) {
		fields = append(fields, corereport.Currency)
	}
	if !has(corereport.OperationType) && !has(corereport.OperationStatus) {
		fields = append(fields, corereport.OperationType)
	}
	return fields
}

// decimals tells whether a currency has minor units of its own.
func decimals(c money.Currency) bool {
	exp, known := c.Exponent()
	return !known || exp > 0
}
