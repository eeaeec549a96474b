package recon

import (
	"context"

	"contra/core/desk"
	"contra/core/recon/archive"
	"contra/core/report"
	"contra/core/store/runs"
	"contra/ui/cli/papers"
)

// findings gives what a run found, whether it was stored or not.
func findings(ctx context.Context, d *desk.Desk, x *archive.Run) ([]archive.Finding, error) {
	if x.ID == 0 {
		return archive.Findings(&x.Result), nil
	}
	return runs.Findings(ctx, d.Store, x.ID, runs.Filter{}, 0, -1)
}

// rejects gives the rejected rows of a run. bodies are the reports that were just
// read: a run that was not stored has theirs nowhere else.
func rejects(ctx context.Context, d *desk.Desk, x *archive.Run, bodies []*report.Body) (all []report.StoredReject, err error) {
	var stored []archive.Source
	for n, s := range x.Summary.Reports {
		if s.ID != 0 {
			stored = append(stored, s)
			continue
		}
		for _, b := range bodies {
			if b.SHA256 != s.SHA256 || b.Profile.Reading() != s.Reading {
				continue
			}
			for _, r := range b.Rejects {
				all = append(all, report.StoredReject{Reject: r, Report: -int64(n + 1)}) // as records name it
			}
			break
		}
	}
	found, err := papers.Rejects(ctx, d, stored)
	return append(all, found...), err
}
