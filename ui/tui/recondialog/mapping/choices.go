package mapping

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"contra/core/money"
	corereport "contra/core/report"
	"contra/importers/charset"
	"contra/importers/table"
)

// choice is a line at the right: what the line at the left can be.
type choice struct {
	label, detail string
	now           bool // it is so already
	do            func()
	look          *table.Hint // it is found out anew instead
}

// choices are those for the line at the left, narrowed down by what was typed.
func (l *Window) choices() []choice {
	it := l.items()[l.at]
	typed := strings.TrimSpace(l.query.Value())
	var all []choice
	add := func(label, detail string, now bool, do func()) {
		if typed == "" || strings.Contains(strings.ToLower(label), strings.ToLower(typed)) {
			all = append(all, choice{label: label, detail: detail, now: now, do: do})
		}
	}
	look := func(label string, now bool, h table.Hint) {
		if typed == "" || strings.Contains(strings.ToLower(label), strings.ToLower(typed)) {
			all = append(all, choice{label: label, now: now, look: &h})
		}
	}
	now := l.o.Look
	hint := table.Hint{Encoding: now.Encoding, Delimiter: now.Delimiter, HeaderLine: now.HeaderLine}
	switch it.id {
	case "unit":
		for _, u := range []corereport.Unit{corereport.UnitMinor, corereport.UnitMajor} {
			add(unitWord(u), l.example(u), l.p.Unit == u, func() { l.p.Unit = u })
		}
	case "zone":
		for _, z := range []string{"UTC", "Asia/Seoul", "Asia/Tokyo", "Europe/London", "Europe/Moscow", "Europe/Berlin", "America/New_York"} {
			add(z, "", l.p.Zone == z, func() { l.p.Zone = z })
		}
		if _, err := time.LoadLocation(typed); typed != "" && err == nil && len(all) == 0 {
			add(typed, "", false, func() { l.p.Zone = typed })
		}
	case "decimal":
		for _, m := range []string{".", ","} {
			add(m, "12"+m+"50", or(l.p.Decimal, ".") == m, func() { l.p.Decimal = m })
		}
	case "grouping":
		for _, m := range []string{"", ",", ".", " ", "'"} {
			add(or(markWord(m), "none"), "1"+m+"250"+m+"000", l.p.Grouping == m, func() { l.p.Grouping = m })
		}
	case "sign":
		for _, s := range []corereport.Sign{corereport.SignByType, corereport.SignAsWrites, corereport.SignColumns} {
			add(signWords[s], "", signWords[l.p.Sign] == signWords[s], func() { l.p.Sign = s })
		}
	case "delimiter":
		for _, b := range []byte(",;\t|") {
			h := hint
			h.Delimiter, h.HeaderLine = b, 0
			look(delimiterWord(b), now.Delimiter == b, h)
		}
	case "encoding":
		for _, e := range []string{charset.UTF8, charset.CP949, charset.CP1251, charset.CP1252, charset.UTF16LE, charset.UTF16BE} {
			h := hint
			h.Encoding = e
			look(e, now.Encoding == e, h)
		}
	case "header":
		for n := 1; n <= 12; n++ {
			h := hint
			h.HeaderLine = n
			look(strconv.Itoa(n), now.HeaderLine == n, h)
		}
	case "name":
		if typed != "" {
			return []choice{{label: typed, do: func() { l.p.Name = typed }}}
		}
		for _, p := range l.spec.Saved {
			add(p.Name, "becomes its next version", l.p.Name == p.Name, func() { l.p.Name = p.Name })
		}
		add("(not kept)", "asked about again", l.p.Name == "", func() { l.p.Name = "" })
	case useLayout:
	default:
		return append(all, l.columnChoices(corereport.Field(it.id), typed)...)
	}
	return all
}

// columnChoices are the columns for a field, and one value for all rows where a
// field can have that.
func (l *Window) columnChoices(f corereport.Field, typed string) (all []choice) {
	for n, name := range l.o.Header {
		if typed == "" || strings.Contains(strings.ToLower(name), strings.ToLower(typed)) {
			all = append(all, choice{label: name, detail: l.samplesOf(n), now: l.p.Columns[f] == name, do: func() { l.assign(f, name) }})
		}
	}
	if slices.Contains(fixed, f) && typed != "" {
		value := typed
		if f == corereport.Currency {
			value = strings.ToUpper(typed)
		}
		all = append(all, choice{label: "always " + value, detail: "for every row", do: func() {
			l.assign(f, "")
			l.p = WithDefault(l.p, f, value)
		}})
	}
	if typed == "" {
		none := choice{label: "(none of them)", do: func() { l.assign(f, "") }}
		if slices.Contains(fixed, f) {
			none.detail = "type a value for every row"
		}
		all = append(all, none)
	}
	return all
}

// example reads the first amount that has decimals in a unit.
func (l *Window) example(u corereport.Unit) string {
	for _, s := range l.sampled {
		exp, known := s.In.Exponent()
		if s.Written == "" || s.In == "" || known && exp == 0 {
			continue
		}
		if a, err := money.Parse(s.Written, s.In); u == corereport.UnitMajor && err == nil {
			return s.Written + " is " + a.String()
		}
		if n, err := strconv.ParseInt(s.Written, 10, 64); u == corereport.UnitMinor && err == nil {
			return s.Written + " is " + money.New(n, s.In).String()
		}
		return s.Written + " " + string(s.In) + " would be no amount"
	}
	if u == corereport.UnitMinor {
		return "1250 is 12.50 EUR"
	}
	return "12.50 is 12.50 EUR"
}
