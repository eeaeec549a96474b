package run

import (
	"context"
	"errors"
	"runtime"
	"sort"
	"sync"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/judge"
	"contra/core/store/local"
)

// comparison is a run at work.
type comparison struct {
	r       *Runner
	all     []*source
	union   union
	local   []recon.Item
	joined  recon.Joined
	result  recon.Result
	period  recon.Period // what the run is about
	wide    recon.Period // what counts as inside: the same, but for single rows that stray over the edges of a period that was inferred
	begun   bool
	books   int64
	outside int64               // accepted rows dated outside of the period
	strays  int64               // rejected ones
	known   map[*source][]known // of reports that are new
}

// compare reads the ledger's side, joins the two sides and judges what is left.
func (c *comparison) compare(ctx context.Context, rules recon.Rules, manual recon.Manual, progress Progress) (err error) {
	c.begun = begun(c.all)
	span := local.Span{From: c.wide.From, To: c.wide.To, Margin: margin, Begun: c.begun}
	c.local, c.books, err = local.Items(ctx, c.r.Store, span, func(done, total int64) { progress(Reading, done, total) })
	if err != nil {
		return err
	}
	c.outside = c.union.mark(c.wide)
	changes, err := c.changes(ctx)
	if err != nil {
		return err
	}
	apart := manualKeys(manual)
	for row := range changes {
		apart[c.item(row).Op] = true
	}
	progress(Comparing, 0, int64(len(c.union.items)))
	if c.joined, err = recon.Join(ctx, c.union.items, c.local, apart); err != nil {
		return err
	}
	progress(Judging, 0, int64(len(c.joined.RestReport)+len(c.joined.RestLocal)))
	in := recon.Input{Joined: c.joined.Totals, Rows: c.joined.Matched, Rules: rules, Manual: manual,
		Period: recon.Period{From: c.wide.From, To: c.wide.To, CutOff: c.period.CutOff}, Scope: recon.Period{From: c.period.From, To: c.period.To},
		Twins: map[uint64]recon.Record{}, Earlier: map[string]recon.Record{}}
	if in.Report, err = c.rows(ctx, c.joined.RestReport); err != nil {
		return err
	}
	in.Report = append(in.Report, c.rejected()...)
	twins, err := c.rows(ctx, c.joined.Twins)
	if err != nil {
		return err
	}
	for i, t := range twins {
		if t.Project == 0 { // its operation knows
			t.Project = int64(c.local[c.joined.Match[c.joined.Twins[i]]].Project)
		}
		in.Twins[t.Op] = t
	}
	for i := range in.Report {
		if was, ok := changes[in.Report[i].Item.Ref]; ok && in.Report[i].Reject == "" {
			in.Earlier[recon.RowKey(&in.Report[i])] = was
		}
	}
	refs := make([]int64, 0, len(c.joined.RestLocal))
	for _, l := range c.joined.RestLocal {
		refs = append(refs, c.local[l].Ref)
	}
	if in.Local, err = local.Records(ctx, c.r.Store, span, refs); err != nil {
		return err
	}
	refunds, err := local.Refunds(ctx, c.r.Store, span)
	if err != nil {
		return err
	}
	in.Local = append(in.Local, refunds...)
	if ctx.Err() != nil {
		return ledger.Errorf(ledger.ErrCancelled, "the comparison was cancelled")
	}
	c.result, err = judge.Judge(ctx, in)
	return err
}

// rejected gives the rows that could not be read, and counts those that are
// dated outside of the period, which are no affair of the run.
func (c *comparison) rejected() []recon.Record {
	var all []recon.Record
	c.strays = 0
	for n, s := range c.all {
		report := s.info.ID
		if report == 0 {
			report = -int64(n + 1)
		}
		for _, x := range s.rejects {
			if !c.wide.Contains(x.When) {
				c.strays++
				continue
			}
			rec := recon.Record{Project: x.Project, PaymentID: x.PaymentID, OperationID: x.OperationID, When: x.When,
				Report: report, Source: s.info.Name, Line: x.Line, Reject: words(x), Raw: x.Raw}
			rec.Seal()
			all = append(all, rec)
		}
	}
	return all
}

// begun tells whether no report says when operations ended.
func begun(all []*source) bool {
	for _, s := range all {
		if s.info.Profile.Columns["completed_at"] != "" || s.info.Profile.Columns["created_at"] == "" {
			return false
		}
	}
	return len(all) > 0
}

// rows reads rows again, named by their places in the union, in order. Large
// numbers are read by several readers at once.
func (c *comparison) rows(ctx context.Context, at []int32) ([]recon.Record, error) {
	all := make([]recon.Record, len(at))
	readers := max(1, min(runtime.GOMAXPROCS(0), len(at)/rowsPerReader))
	part := (len(at) + readers - 1) / readers
	failures := make([]error, readers)
	var work sync.WaitGroup
	for w := range readers {
		from, to := min(len(at), w*part), min(len(at), (w+1)*part)
		reader := c
		if readers > 1 {
			var err error
			if reader, err = c.twin(); err != nil {
				return nil, err
			}
		}
		work.Go(func() { failures[w] = reader.rowsInto(ctx, at[from:to], all[from:to]) })
	}
	work.Wait()
	return all, errors.Join(failures...)
}

// rowsPerReader is for how many rows another reader is worth its while.
const rowsPerReader = 500

func (c *comparison) rowsInto(ctx context.Context, at []int32, into []recon.Record) error {
	for n, i := range at {
		if n&0xff == 0 && ctx.Err() != nil {
			return ledger.Errorf(ledger.ErrCancelled, "the comparison was cancelled")
		}
		item := &c.union.items[i]
		rec, err := c.row(ctx, item.Ref)
		if err != nil {
			return err
		}
		rec.Item = *item
		into[n] = rec
	}
	return nil
}

// twin reads the same reports, beside c.
func (c *comparison) twin() (*comparison, error) {
	t := &comparison{r: c.r, union: c.union}
	for _, s := range c.all {
		own := *s
		own.text = nil
		var err error
		if own.reader, err = c.r.Reader.Rows(s.info.Profile, s.info.Header); err != nil {
			return nil, err
		}
		t.all = append(t.all, &own)
	}
	return t, nil
}

// source finds the report that a row of the run is of.
func (c *comparison) source(ref int64) *source {
	n := sort.Search(len(c.all), func(i int) bool { return c.all[i].first > ref })
	return c.all[n-1]
}

func (c *comparison) item(ref int64) *recon.Item {
	s := c.source(ref)
	return &s.body.Items[ref-s.first]
}

func (c *comparison) row(ctx context.Context, ref int64) (recon.Record, error) {
	s := c.source(ref)
	rec, err := s.row(ctx, c.r, ref-s.first)
	if rec.Report == 0 {
		for n, x := range c.all {
			if x == s {
				rec.Report = -int64(n + 1)
			}
		}
	}
	return rec, err
}

// manualKeys are the operations that Judge must see because a person decided about them.
func manualKeys(m recon.Manual) map[uint64]bool {
	all := map[uint64]bool{}
	for _, list := range [][]recon.ManualMatch{m.Match, m.Apart} {
		for _, x := range list {
			for _, k := range x.Rows {
				all[recon.OpOfKey(k)] = true
			}
			for _, k := range x.Local {
				all[recon.OpOfKey(k)] = true
			}
		}
	}
	delete(all, 0)
	return all
}
