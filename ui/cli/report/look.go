package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"contra/core/money"
	corereport "contra/core/report"
	"contra/importers/reading"
	"contra/importers/report"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// look shapes how a file would be read with a profile.
func look(o *report.Opened, p corereport.Profile) (view.ProfileLook, error) {
	v := view.ProfileLook{File: o.Source.Name, How: string(o.How), Sure: o.Sure, Header: o.Header, Profile: p, Missing: append([]corereport.Field{}, o.Missing...), Samples: []view.ProfileRow{}}
	if d := o.Drift; d != nil {
		v.Drift = &view.ProfileDrift{Added: append([]string{}, d.Added...), Dropped: append([]string{}, d.Dropped...), Renamed: map[string]string{}, Lost: append([]corereport.Field{}, d.Lost...)}
		for _, r := range d.Renamed {
			v.Drift.Renamed[r.From] = r.To
		}
		v.Differs = reading.Differences(d)
	}
	sampled, err := o.Sample(p)
	if err != nil {
		return v, err
	}
	with := *o
	with.Profile = p
	v.Unit = with.NeedsUnit()
	for _, s := range sampled {
		r := view.ProfileRow{Line: s.Line, Cells: s.Cells, Ignored: s.Ignored}
		if s.Row != nil {
			row := view.NewReportRow(corereport.Info{Name: o.Source.Name}, s.Row, "")
			r.Row = &row
		}
		if s.Reject != nil {
			r.Reject = strings.TrimPrefix(s.Reject.Column+": "+s.Reject.Detail, ": ")
		}
		v.Samples = append(v.Samples, r)
	}
	return v, nil
}

var hows = map[report.How]string{report.Named: "it was asked for", report.Saved: "it was saved for such a header", report.Ready: "it is a ready one, and the header has its columns",
	report.Proposed: "proposed from the names of the columns"}

func writeLook(w io.Writer, v *view.ProfileLook) error {
	lines := [][2]string{{"file", v.File}, {"found by", hows[report.How(v.How)]}, {"differs", v.Differs}}
	for _, f := range v.Missing {
		lines = append(lines, [2]string{"missing", fmt.Sprintf("%s: %s", f, f.Means())})
	}
	lines = append(lines, facts(v.Profile)...)
	if v.Unit {
		lines = append(lines, [2]string{"unit", "it has to be found out or said: --unit minor or --unit major"})
	}
	if err := app.Facts(w, lines...); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return samples(v).Write(w)
}

// samples lists the first rows as they would be read.
func samples(v *view.ProfileLook) *out.Table {
	t := out.NewTable(out.Column{Title: "LINE", Right: true}, out.Column{Title: "OPERATION"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "TYPE"}, out.Column{Title: "STATUS"},
		out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "AT (UTC)"}, out.Column{Title: "NOT READ BECAUSE"})
	for _, s := range v.Samples {
		if r := s.Row; r != nil {
			t.Add(fmt.Sprint(s.Line), r.OperationID, r.PaymentID, r.Type, r.Status, money.New(r.Amount, r.Currency).String(), app.Clock(time.Time(r.At)), "")
			continue
		}
		t.Add(fmt.Sprint(s.Line), "", "", "", "", "", "", cmp.Or(s.Reject, "ignored: "+s.Ignored))
	}
	return t
}
