package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/charset"
	"contra/importers/reading"
)

// over lays what the flags say over a profile.
func (o *saving) over(p corereport.Profile, header []string) (corereport.Profile, error) {
	p.Columns, p.Defaults = clone(p.Columns), clone(p.Defaults)
	p.Types, p.Statuses = clone(p.Types), clone(p.Statuses)
	unit, err := reading.Unit(o.unit)
	if err != nil {
		return p, err
	}
	if unit != "" {
		p.Unit = unit
	}
	for _, x := range []struct {
		given string
		into  *string
	}{{o.zone, &p.Zone}, {o.decimal, &p.Decimal}, {o.grouping, &p.Grouping}, {o.title, &p.Title}, {o.sign, (*string)(&p.Sign)}} {
		if x.given != "" {
			*x.into = x.given
		}
	}
	if o.title == "" && p.BuiltIn {
		p.Title = ""
	}
	for _, m := range o.columns {
		if err := mapped(p.Columns, header, m); err != nil {
			return p, err
		}
	}
	for _, m := range o.defaults {
		f, value, err := assigned("--default", m)
		if err != nil {
			return p, err
		}
		set(p.Defaults, f, value)
	}
	for _, words := range []struct {
		flag  string
		given []string
		into  map[string]string
	}{{"--type", o.types, p.Types}, {"--status", o.statuses, p.Statuses}} {
		for _, m := range words.given {
			from, to, ok := strings.Cut(m, "=")
			if !ok || strings.TrimSpace(from) == "" {
				return p, ledger.Errorf(ledger.ErrUsage, "%s %q: write WORD=MEANING, such as 환불=refund", words.flag, charset.Short(m))
			}
			set(words.into, ledger.Normal(from), ledger.Normal(to))
		}
	}
	return p, o.leaves(&p, header)
}

// leaves adds the rules that leave rows out.
func (o *saving) leaves(p *corereport.Profile, header []string) error {
	p.Ignore = slices.Clone(p.Ignore)
	for _, m := range o.ignore {
		name, value, ok := strings.Cut(m, "=")
		if !ok {
			return ledger.Errorf(ledger.ErrUsage, "--ignore %q: write HEADER=VALUE", charset.Short(m))
		}
		column, err := place(header, name)
		if err != nil {
			return err
		}
		rule := fmt.Sprintf("%s is %s", column, value)
		if value == "" {
			rule = column + " is empty"
		}
		if !slices.ContainsFunc(p.Ignore, func(r corereport.IgnoreRule) bool { return r.Rule == rule }) {
			p.Ignore = append(p.Ignore, corereport.IgnoreRule{Rule: rule, Column: column, Values: []string{value}})
		}
	}
	return nil
}

// clone copies a map that may be shared; none is empty.
func clone[K comparable](m map[K]string) map[K]string {
	if m == nil {
		return map[K]string{}
	}
	return maps.Clone(m)
}

// set gives a key a value; an empty one takes it away.
func set[K comparable](m map[K]string, key K, value string) {
	if value == "" {
		delete(m, key)
		return
	}
	m[key] = value
}

// assigned reads FIELD=VALUE.
func assigned(flag, text string) (corereport.Field, string, error) {
	word, value, ok := strings.Cut(text, "=")
	f := corereport.Field(strings.ToLower(strings.TrimSpace(word)))
	if !ok || !slices.Contains(corereport.Fields(), f) {
		return "", "", ledger.Errorf(ledger.ErrUsage, "%s %q: write FIELD=… with one of the fields %s", flag, charset.Short(text), fields())
	}
	return f, strings.TrimSpace(value), nil
}

func fields() string {
	var all []string
	for _, f := range corereport.Fields() {
		all = append(all, string(f))
	}
	return strings.Join(all, ", ")
}

// mapped lays one FIELD=HEADER over the columns; a column holds one thing.
func mapped(columns map[corereport.Field]string, header []string, text string) error {
	f, name, err := assigned("--map", text)
	if err != nil {
		return err
	}
	if name != "" {
		if name, err = place(header, name); err != nil {
			return err
		}
		for other, column := range columns {
			if column == name {
				delete(columns, other)
			}
		}
	}
	set(columns, f, name)
	return nil
}

// place finds a column by its name, or by its number such as #3.
func place(header []string, name string) (string, error) {
	name = strings.TrimSpace(name)
	for _, same := range []func(string) bool{
		func(h string) bool { return h == name },
		func(h string) bool { return corereport.Fold(h) == corereport.Fold(name) && corereport.Fold(name) != "" },
	} {
		if i := slices.IndexFunc(header, same); i >= 0 {
			return header[i], nil
		}
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "#")); err == nil && strings.HasPrefix(name, "#") && n >= 1 && n <= len(header) {
		return header[n-1], nil
	}
	return "", ledger.Errorf(ledger.ErrUsage, "there is no column %q", charset.Short(name)).WithHint("the file has %s", reading.Columns(header))
}
