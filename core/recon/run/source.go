package run

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"contra/core/recon"
	"contra/core/report"
	"contra/core/store/reports"
)

// source is one report that takes part in a run.
type source struct {
	info    report.Info
	body    *report.Body
	fresh   bool // not in the ledger yet
	first   int64
	reader  report.RowReader
	rejects []report.Reject // those that nobody mended
	ignored []report.Ignored

	text *reports.Text
}

// sources gathers the reports of a request in an order that does not depend on
// how they were named: by the last of their rows.
func (r *Runner) sources(ctx context.Context, req Request) ([]*source, error) {
	var all []*source
	seen := map[int64]bool{}
	add := func(s *source) error {
		var err error
		if s.reader, err = r.Reader.Rows(s.info.Profile, s.info.Header); err == nil {
			all = append(all, s)
		}
		return err
	}
	for _, b := range req.Bodies {
		info := Describe(b)
		if slices.ContainsFunc(all, func(s *source) bool { return s.info.SHA256 == info.SHA256 && s.info.Reading == info.Reading }) {
			continue // the same file twice
		}
		if stored, ok, err := reports.Find(ctx, r.Store, info.SHA256, info.Reading); err != nil {
			return nil, err
		} else if ok {
			req.Reports = append(slices.Clone(req.Reports), stored.ID)
			continue
		}
		if err := add(&source{info: info, body: b, fresh: true, rejects: b.Rejects, ignored: b.Ignored}); err != nil {
			return nil, err
		}
	}
	ids := slices.Clone(req.Reports)
	for len(ids) > 0 {
		id := ids[0]
		if ids = ids[1:]; seen[id] {
			continue
		}
		seen[id] = true
		s, mends, err := r.stored(ctx, id)
		if err != nil {
			return nil, err
		}
		ids = append(ids, mends...)
		if err := add(s); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b *source) int {
		if c := a.info.LastAt.Compare(b.info.LastAt); c != 0 {
			return c
		}
		if c := a.info.FirstAt.Compare(b.info.FirstAt); c != 0 {
			return c
		}
		return strings.Compare(a.info.SHA256+a.info.Reading, b.info.SHA256+b.info.Reading)
	})
	first := int64(0)
	for _, s := range all {
		s.first = first
		first += s.info.Accepted
	}
	return all, nil
}

// stored gets a report of the ledger, without its items, and names those that mend it.
func (r *Runner) stored(ctx context.Context, id int64) (*source, []int64, error) {
	info, err := reports.Get(ctx, r.Store, id)
	if err != nil {
		return nil, nil, err
	}
	s := &source{info: info}
	if info.Ignored > 0 {
		if s.ignored, err = reports.Ignored(ctx, r.Store, id); err != nil {
			return nil, nil, err
		}
	}
	if info.Rejected == 0 {
		return s, nil, nil
	}
	rejects, err := reports.Rejects(ctx, r.Store, id, false)
	if err != nil {
		return nil, nil, err
	}
	var mends []int64
	for _, x := range rejects {
		if x.Mended == 0 {
			s.rejects = append(s.rejects, x.Reject)
		} else if !slices.Contains(mends, x.Mended) {
			mends = append(mends, x.Mended)
		}
	}
	return s, mends, nil
}

// load gets the items of a report of the ledger.
func (s *source) load(ctx context.Context, r *Runner) error {
	if s.body != nil {
		return nil
	}
	var err error
	s.body, err = reports.Items(ctx, r.Store, r.Reader, s.info)
	return err
}

// row reads one row again, with everything that it says.
func (s *source) row(ctx context.Context, r *Runner, row int64) (recon.Record, error) {
	if s.text == nil {
		if err := s.open(ctx, r); err != nil {
			return recon.Record{}, err
		}
	}
	line := s.body.Lines[row]
	text, err := s.text.Row(ctx, line, s.body.Next(int(row)))
	if err != nil {
		return recon.Record{}, err
	}
	full, err := s.reader.Row(text, int(line))
	if err != nil {
		return recon.Record{}, fmt.Errorf("line %d of %s: %w", line, s.info.Name, err)
	}
	rec := full.Record()
	rec.Item, rec.Report, rec.Source = s.body.Items[row], s.info.ID, s.info.Name
	rec.Item.Ref = s.first + row
	return rec, nil
}

func (s *source) open(ctx context.Context, r *Runner) (err error) {
	if s.fresh {
		s.text = reports.TextOf(s.body)
		return nil
	}
	s.text, err = reports.OpenText(ctx, r.Store, r.Reader, s.info)
	return err
}

// Describe says of a report that was just read what the ledger will say of it.
func Describe(b *report.Body) report.Info {
	info := report.Info{Name: b.Name, SHA256: b.SHA256, Bytes: b.Bytes, Reading: b.Profile.Reading(), Profile: b.Profile, Header: b.Header,
		Read: b.Read, Accepted: int64(len(b.Items)), Rejected: int64(len(b.Rejects)), Ignored: b.IgnoredRows()}
	info.FirstAt, info.LastAt = moment(b.Range.First), moment(b.Range.Last)
	return info
}
