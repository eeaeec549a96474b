package recon

import (
	"context"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon/large"
)

// Joined is what Join found.
type Joined struct {
	Match      []int32 // for each report item the local item that it is paired with, or -1
	Matched    int64
	RestReport []int32 // what was not paired, in order
	RestLocal  []int32
	Twins      []int32 // paired report items of whose operation RestReport has further rows
	Totals     []Total // of the pairs
}

// Join pairs the items that agree in every respect: the same operation id, once
// in the ledger, with the same payment, type, currency, amount and status on both sides.
// Whatever is left, or has a key in apart, is for Judge. Its result does not depend on
// the order of the items, except in which of equal rows is the paired one.
func Join(ctx context.Context, report, local []Item, apart map[uint64]bool) (Joined, error) {
	workers := partitions(len(report) + len(local))
	j := joiner{report: report, local: local, apart: apart, shift: 64 - bits.Len(uint(workers-1)),
		match: large.Make[int32](len(report)), taken: large.Make[int32](len(local))}
	parts := make([]part, workers)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() { j.part(ctx, uint64(w), &parts[w]) })
	}
	all.Wait()
	if err := ctx.Err(); err != nil {
		return Joined{}, ledger.Errorf(ledger.ErrCancelled, "the comparison was cancelled")
	}
	return j.collect(parts)
}

// partitions is a power of two, so that a key's high bits name its part.
func partitions(items int) int {
	if items < 1<<14 {
		return 1
	}
	return 1 << bits.Len(uint(runtime.GOMAXPROCS(0)-1))
}

type joiner struct {
	report, local []Item
	apart         map[uint64]bool
	shift         int
	match         []int32 // -1: no partner; -2 - l: left over, although local item l has its key
	taken         []int32 // by local item: 1 + the report item that it is paired with, or one of those below
}

const (
	free    = 0
	doubled = -1 // its key stands for several local items
)

type part struct {
	sums    map[Cur]*Total
	matched int64
	failed  bool
}

// batch is how many probes are prepared together, so that their cache misses overlap.
const batch = 32

func (j *joiner) part(ctx context.Context, number uint64, p *part) {
	p.sums = map[Cur]*Total{}
	table := j.build(ctx, number)
	var total *Total
	var currency Cur
	var rows, found [batch]int32
	var hashes, ops [batch]uint64
	n, warm := 0, int32(0)
	flush := func() {
		// Each step touches memory far apart, so all of a batch take it before the next one.
		for k := range n {
			found[k] = table.first(hashes[k])
		}
		for k := range n {
			if ops[k] = 0; found[k] >= 0 {
				ops[k] = j.local[found[k]].Op
				warm += j.taken[found[k]]
			}
		}
		for k := range n {
			r, l := rows[k], found[k]
			if op := j.report[r].Op; l >= 0 && ops[k] != op {
				l = table.find(j.local, op, hashes[k])
			}
			if l < 0 {
				j.match[r] = -1
				continue
			}
			item, with := &j.report[r], &j.local[l]
			if j.taken[l] != free || !agree(item, with) || j.apart != nil && j.apart[item.Op] {
				j.match[r] = -2 - l
				continue
			}
			j.match[r], j.taken[l] = l, r+1
			p.matched++
			if item.Currency != currency || total == nil {
				currency = item.Currency
				if total = p.sums[currency]; total == nil {
					total = &Total{Currency: currency.Currency()}
					p.sums[currency] = total
				}
			}
			sum, ok := money.AddMinor(total.Matched, item.Signed())
			total.Matched, p.failed = sum, p.failed || !ok
		}
		n = 0
	}
	for i := range j.report {
		if i&0xffff == 0 && ctx.Err() != nil {
			return
		}
		op := j.report[i].Op
		if op == 0 {
			if number == 0 {
				j.match[i] = -1
			}
			continue
		}
		h := spread(op)
		if h>>j.shift != number && j.shift < 64 {
			continue
		}
		rows[n], hashes[n] = int32(i), h
		if n++; n == batch {
			flush()
		}
	}
	flush()
}

// agree tells whether two items with the same operation id say the same in every respect.
func agree(r, l *Item) bool {
	return r.Flags == 0 && l.Flags == 0 && r.Amount == l.Amount && r.Currency == l.Currency && r.Currency != 0 &&
		r.Status == l.Status && r.Status != 0 && r.Status != OtherName && r.Type != OtherName && oneKind[r.Type] == oneKind[l.Type] && r.Type != 0 &&
		(r.Pay == 0 || r.Pay == l.Pay) && (r.Project == 0 || r.Project == l.Project)
}

// oneKind maps a reversal to the refund that it is.
var oneKind = func() (all [256]uint8) {
	for i := range all {
		all[i] = uint8(i)
	}
	all[TypeCode(ledger.Reversal)] = TypeCode(ledger.RefundOp)
	return all
}()

func (j *joiner) collect(parts []part) (Joined, error) {
	out := Joined{Match: j.match}
	sums := map[Cur]*Total{}
	for i := range parts {
		out.Matched += parts[i].matched
		for c, t := range parts[i].sums {
			if sums[c] == nil {
				sums[c] = &Total{Currency: t.Currency}
			}
			sum, ok := money.AddMinor(sums[c].Matched, t.Matched)
			if !ok || parts[i].failed {
				return Joined{}, ledger.Errorf(ledger.ErrOverflow, "the sums in %s are too large", t.Currency).WithHint("compare a shorter period")
			}
			sums[c].Matched = sum
		}
	}
	for _, t := range sums {
		t.Report, t.Local = t.Matched, t.Matched
		out.Totals = append(out.Totals, *t)
	}
	sortTotals(out.Totals)
	twin := map[int32]bool{}
	for i, m := range j.match {
		if m >= 0 {
			continue
		}
		out.RestReport = append(out.RestReport, int32(i))
		if m < -1 {
			if r := j.taken[-2-m]; r > 0 && !twin[r-1] {
				twin[r-1] = true
				out.Twins = append(out.Twins, r-1)
			}
		}
		j.match[i] = -1
	}
	for i, t := range j.taken {
		if t <= 0 {
			out.RestLocal = append(out.RestLocal, int32(i))
		}
	}
	return out, nil
}

func sortTotals(all []Total) {
	slices.SortFunc(all, func(a, b Total) int { return strings.Compare(string(a.Currency), string(b.Currency)) })
}
