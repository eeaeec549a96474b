package demo

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"time"

	"contra/core/ledger"
	"contra/core/recon/closing"
	corereport "contra/core/report"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/spoil"
	"contra/importers/report"
	"contra/importers/table"
)

// reportSeed chooses what is the matter with the report of the last month.
const reportSeed = 7

// reports brings the months before this one in: the last one with differences to
// work on, those before it agreed and signed. The report of this month lies in the folder, to be imported.
func (s *Session) reports(ctx context.Context, o Options) error {
	folder := s.ReportFolder()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return &ledger.Error{Code: ledger.ErrIO, Message: "the demo's folder for reports cannot be made", Err: err}
	}
	now := o.Now.UTC()
	this := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	last := this.AddDate(0, -1, 0)
	for _, from := range s.Platform.ReportMonths() {
		name := "report-" + from.Format("2006-01") + ".csv"
		spoilt := spoil.Spoilt{Rows: s.Platform.ReportRows(from, from.AddDate(0, 1, 0))}
		format := reportfile.DataAPI.MustFormat()
		if !from.Before(last) {
			spoilt = s.Platform.SpoiltReport(format, from, from.AddDate(0, 1, 0), reportSeed)
		}
		var text bytes.Buffer
		if err := reportfile.Write(&text, format, spoilt.Rows); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), text.Bytes(), 0o600); err != nil {
			return &ledger.Error{Code: ledger.ErrIO, Message: "the demo's report cannot be written", Err: err}
		}
		if from.Before(this) {
			if err := s.compare(ctx, name, text.Bytes(), from.Format("2006-01"), from.Before(last)); err != nil {
				return err
			}
		}
	}
	return nil
}

// ReportFolder is where the demo's report files lie.
func (s *Session) ReportFolder() string { return filepath.Join(s.folder, "reports") }

// compare imports the report of a month, compares it, and signs the month if it is to be done with.
func (s *Session) compare(ctx context.Context, name string, text []byte, month string, sign bool) error {
	opened, err := report.Look(table.FromBytes(name, text), report.Options{})
	if err != nil {
		return err
	}
	opened.Profile.Unit = corereport.UnitMinor
	body, err := opened.Read(ctx, report.Options{})
	if err != nil {
		return err
	}
	if _, _, err := s.Desk.Runs.Import(ctx, body); err != nil {
		return err
	}
	if !sign {
		q, err := s.Desk.Runs.MonthRequest(ctx, month, "UTC")
		if err != nil {
			return err
		}
		_, err = s.Desk.Runs.Run(ctx, q, nil)
		return err
	}
	_, err = s.Desk.Months.Sign(ctx, closing.Request{Month: month, Zone: "UTC", Note: "agreed with the platform's report", Undecided: true}, nil)
	return err
}
