package practice

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"contra/core/ledger"
	"contra/core/sandbox"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/spoil"
	"contra/exporters/atomic"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
)

// reportOptions say which report files to write of the made-up past.
type reportOptions struct {
	dir, layout string
	seed        uint64
	spoil       bool
	format      reportfile.Format
}

func (o *reportOptions) flags(f *pflag.FlagSet) {
	f.StringVar(&o.dir, "report", "", "write a report of each month of the made-up past into this `folder`")
	f.StringVar(&o.layout, "report-layout", string(reportfile.DataAPI), "how the reports look: data-api, titles, korean, russian or few")
	f.Uint64Var(&o.seed, "report-spoil", 0, "plant differences in the reports by this `seed`, and tell them in planted.json")
}

func (o *reportOptions) check(cmd *cobra.Command) (err error) {
	o.spoil = cmd.Flags().Changed("report-spoil")
	if o.format, err = reportfile.Layout(o.layout).Format(); err != nil {
		return app.Usage(cmd, "--report-layout: %v", err)
	}
	if o.dir == "" && (o.spoil || cmd.Flags().Changed("report-layout")) {
		return app.Usage(cmd, "--report says where the reports go")
	}
	return nil
}

// write writes the reports. A file that exists already is not overwritten.
func (o *reportOptions) write(a *app.App, p *sandbox.Platform) error {
	if o.dir == "" {
		return nil
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return &ledger.Error{Code: ledger.ErrIO, Message: "the folder of the reports cannot be made", Err: err}
	}
	var planted []spoil.Planted
	months := p.ReportMonths()
	for _, from := range months {
		found, err := o.month(p, from)
		if err != nil {
			return err
		}
		planted = append(planted, found...)
	}
	a.Say("%s reports in %s", out.Group(int64(len(months))), o.dir)
	if !o.spoil {
		return nil
	}
	a.Say("%s differences are planted, see planted.json", out.Group(int64(len(planted))))
	return atomic.WriteFile(filepath.Join(o.dir, "planted.json"), func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(sandbox.Planted(planted))
	})
}

// month writes one month, and what an earlier report said of it where that was
// something else.
func (o *reportOptions) month(p *sandbox.Platform, from time.Time) ([]spoil.Planted, error) {
	to := from.AddDate(0, 1, 0)
	name := sandbox.ReportName(from, to)
	path := filepath.Join(o.dir, name)
	if !o.spoil {
		return nil, atomic.WriteFile(path, func(w io.Writer) error {
			f, err := reportfile.NewWriter(w, o.format)
			if err != nil {
				return err
			}
			for row := range p.EachReportRow(from, to) {
				if err := f.Write(&row); err != nil {
					return err
				}
			}
			return f.Close()
		})
	}
	s := p.SpoiltReport(o.format, from, to, o.seed)
	for i := range s.Planted {
		s.Planted[i].File = name
	}
	if s.Earlier != nil {
		if err := o.rows(filepath.Join(o.dir, "earlier-"+name), s.Earlier); err != nil {
			return nil, err
		}
	}
	return s.Planted, o.rows(path, s.Rows)
}

func (o *reportOptions) rows(path string, rows []reportfile.Row) error {
	return atomic.WriteFile(path, func(w io.Writer) error { return reportfile.Write(w, o.format, rows) })
}
