package reading

import (
	"context"
	"maps"
	"strconv"

	"contra/core/config"
	"contra/core/desk"
	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/core/store/reports"
	"contra/importers/report"
)

// options are those of the importer.
func options(ctx context.Context, d *desk.Desk, o Options) (report.Options, error) {
	unit, err := Unit(o.Unit)
	if err != nil {
		return report.Options{}, err
	}
	if o.Project < 0 {
		return report.Options{}, ledger.Errorf(ledger.ErrUsage, "--project %d is no project's number", o.Project)
	}
	saved, err := reports.Profiles(ctx, d.Store)
	return report.Options{Profiles: saved, Profile: o.Profile, Unit: unit}, err
}

// Unit reads the unit that a person names; empty is none.
func Unit(word string) (corereport.Unit, error) {
	switch u := corereport.Unit(word); u {
	case corereport.UnitUnknown, corereport.UnitMinor, corereport.UnitMajor:
		return u, nil
	}
	return "", ledger.Errorf(ledger.ErrUsage, "--unit %q: it is minor or major", word).WithHint("1250 in minor units is 12.50 EUR; 12.50 is major units")
}

// withProject gives the rows that do not say a project. What a person names goes
// before what a profile says; the only configured project comes last, and never beside a column.
func withProject(p corereport.Profile, named int64, configured []config.Project) corereport.Profile {
	if named == 0 {
		if p.Columns[corereport.ProjectID] != "" || p.Defaults[corereport.ProjectID] != "" || len(configured) != 1 {
			return p
		}
		named = configured[0].ID
	}
	p.Defaults = maps.Clone(p.Defaults) // a ready profile's is shared
	if p.Defaults == nil {
		p.Defaults = map[corereport.Field]string{}
	}
	p.Defaults[corereport.ProjectID] = strconv.FormatInt(named, 10)
	return p
}
