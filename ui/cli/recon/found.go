package recon

import (
	"context"

	"contra/core/desk"
	"contra/core/recon/archive"
	"contra/core/report"
	"contra/core/store/runs"
	"contra/exporters/papers"
)

// findings gives what a run found, whether it was stored or not: of each kind no
// more than one above the limit, so that it is seen that there are more.
func findings(ctx context.Context, d *desk.Desk, x *archive.Run, limit int, pairs bool) (all []archive.Finding, err error) {
	if x.ID == 0 {
		return archive.Findings(&x.Result), nil
	}
	kinds := []archive.Kind{archive.Broken, archive.Expected, archive.Tolerated}
	if pairs {
		kinds = append(kinds, archive.Paired)
	}
	if limit >= 0 {
		limit++
	}
	if x.Found != nil {
		for _, kind := range kinds {
			all = append(all, first(x.Found, kind, limit)...)
		}
		return all, nil
	}
	for _, kind := range kinds {
		found, err := runs.Findings(ctx, d.Store, x.ID, runs.Filter{Kind: kind}, 0, limit)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// first gives the first findings of a kind; limit below 0: all of them.
func first(found []archive.Finding, kind archive.Kind, limit int) (all []archive.Finding) {
	for i := range found {
		if found[i].Kind == kind && (limit < 0 || len(all) < limit) {
			all = append(all, found[i])
		}
	}
	return all
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
