package reading

import (
	"fmt"
	"strconv"
	"strings"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/charset"
	"contra/importers/report"
)

// explain says why a layout cannot be read as it is, and what to do; nil: it can.
// named: a person asked for this profile.
func explain(r *opened, named bool) error {
	if r.Sure {
		return nil
	}
	name := r.Source.Name
	switch e := ledger.Errorf(ledger.ErrLayout, ""); {
	case r.Drift != nil:
		e.Message = fmt.Sprintf("the header of %s is not the one that the profile %s was made for: %s", name, r.Profile.Name, Differences(r.Drift))
		return e.WithHint("contra report profile propose %q --profile %q shows how it would be read; contra report profile save %q --from %q takes the new header", r.path, r.Profile.Name, r.Profile.Name, r.path)
	case len(r.Missing) > 0 && named:
		e.Message = fmt.Sprintf("%s does not fit the profile %s: no column is known to be %s", name, r.Profile.Name, means(r.Missing))
		return e.WithHint("leave out --profile, or say which columns they are: contra report profile save NAME --from %q%s", r.path, mapFlags(r.Missing))
	case r.How == report.Saved || r.How == report.Named:
		e.Message = fmt.Sprintf("several profiles fit %s", name)
		return e.WithHint("choose one with --profile; contra report profiles lists them")
	case len(r.Missing) > 0:
		e.Message = fmt.Sprintf("the layout of %s is not known: it has %s, and no column is known to be %s", name, Columns(r.Header), means(r.Missing))
		if found := Mapping(r.Profile); found != "" {
			e.Message += ". By their names: " + found
		}
		return e.WithHint("say which columns they are: contra report profile save NAME --from %q%s", r.path, mapFlags(r.Missing))
	default:
		e.Message = fmt.Sprintf("the layout of %s is not known yet. By the names of its columns it could be %s", name, Mapping(r.Profile))
		return e.WithHint("look at it with contra report profile propose %q; contra report profile save NAME --from %q takes it, and --map FIELD=HEADER changes it", r.path, r.path)
	}
}

// Mapping writes which column holds what, in the order of the fields.
func Mapping(p corereport.Profile) string {
	var all []string
	for _, f := range corereport.Fields() {
		if name := p.Columns[f]; name != "" {
			all = append(all, fmt.Sprintf("%s=%s", f, strconv.Quote(charset.Short(name))))
		}
	}
	return strings.Join(all, ", ")
}

// Differences writes how a header differs from the one that a profile was made for.
func Differences(d *report.Drift) string {
	var all []string
	for _, r := range d.Renamed {
		all = append(all, fmt.Sprintf("%q seems to be called %q now", charset.Short(r.From), charset.Short(r.To)))
	}
	for _, list := range []struct {
		names []string
		are   string
	}{{d.Dropped, "gone"}, {d.Added, "new"}} {
		if len(list.names) > 0 {
			all = append(all, Columns(list.names)+" "+map[bool]string{true: "is ", false: "are "}[len(list.names) == 1]+list.are)
		}
	}
	if len(all) == 0 {
		return "its columns have other names"
	}
	return strings.Join(all, "; ")
}

// Columns lists names of columns, some of them when there are many.
func Columns(names []string) string {
	const most = 30
	var all []string
	for _, h := range names[:min(len(names), most)] {
		all = append(all, strconv.Quote(charset.Short(h)))
	}
	if len(names) > most {
		all = append(all, fmt.Sprintf("and %d more", len(names)-most))
	}
	return strings.Join(all, ", ")
}

func means(fields []corereport.Field) string {
	all := make([]string, len(fields))
	for i, f := range fields {
		all[i] = f.Means()
	}
	return strings.Join(all, "; nor ")
}

func mapFlags(fields []corereport.Field) string {
	var s strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&s, ` --map "%s=…"`, f)
	}
	return s.String()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
