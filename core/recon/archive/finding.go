package archive

import (
	"encoding/json"
	"time"

	"contra/core/money"
	"contra/core/recon"
)

// Kind says what a finding is.
type Kind string

const (
	Broken    Kind = "break"
	Expected  Kind = "expected"  // not due in a report yet
	Tolerated Kind = "tolerated" // matched, though not equal; also a Paired
	Paired    Kind = "pair"      // matched by more than an operation id
)

// Finding is one thing that a run found.
type Finding struct {
	Run  int64
	N    int64 // its place in the run, from 1
	Kind Kind
	Code recon.Code // of a pair: empty
	Key  string     // the same for the same break in every run

	Project     int64
	PaymentID   string
	OperationID string
	At          time.Time
	Line        int
	Stake       money.Amount // what is at stake: report less local, signed; of two currencies, the report's
	Since       time.Time    // when a run first found it

	Break recon.Break // of a break, an expectation, a tolerance
	Pair  recon.Pair  // of a pair

	Decision *Decision // in force, if any
}

// Open tells whether somebody still has to do something about it.
func (f *Finding) Open() bool {
	return f.Kind == Broken && (f.Decision == nil || f.Decision.Verb == Carry || f.Decision.Verb == Contest)
}

// Encode gives the sides and the reason as JSON.
func (f *Finding) Encode() ([]byte, error) {
	if f.Kind == Paired {
		return json.Marshal(f.Pair)
	}
	return json.Marshal(f.Break)
}

// Decode reads what Encode wrote. The kind must be set.
func (f *Finding) Decode(text []byte) error {
	into := any(&f.Break)
	if f.Kind == Paired {
		into = &f.Pair
	}
	err := json.Unmarshal(text, into)
	for _, side := range [][]recon.Record{f.Break.Report, f.Break.Local, f.Break.Near, f.Pair.Report, f.Pair.Local} {
		for i := range side {
			side[i].Seal()
		}
	}
	return err
}

// Findings lists what a result holds, in order: breaks, expectations,
// tolerances, pairs.
func Findings(r *recon.Result) []Finding {
	all := make([]Finding, 0, len(r.Breaks)+len(r.Expected)+len(r.Tolerated)+len(r.Pairs))
	for _, group := range []struct {
		kind Kind
		of   []recon.Break
	}{{Broken, r.Breaks}, {Expected, r.Expected}, {Tolerated, r.Tolerated}} {
		for _, b := range group.of {
			f := Finding{Kind: group.kind, Code: b.Code, Key: b.ID, Break: b}
			f.describe(b.Report, b.Local)
			all = append(all, f)
		}
	}
	for _, p := range r.Pairs {
		f := Finding{Kind: Paired, Key: recon.PairID(p), Pair: p}
		f.describe(p.Report, p.Local)
		all = append(all, f)
	}
	for i := range all {
		all[i].N = int64(i + 1)
	}
	return all
}

func (f *Finding) describe(report, local []recon.Record) {
	for _, side := range [][]recon.Record{report, local} {
		for _, r := range side {
			if f.PaymentID == "" {
				f.Project, f.PaymentID = r.Project, r.PaymentID
			}
			if f.OperationID == "" {
				f.OperationID = r.OperationID
			}
			if f.At.IsZero() {
				f.At = r.When
			}
			if f.Line == 0 {
				f.Line = r.Line
			}
		}
	}
	f.Stake = stake(report, local)
}

func stake(report, local []recon.Record) money.Amount {
	r, rc := sum(report)
	l, lc := sum(local)
	if rc == "" {
		return money.New(-l, lc)
	}
	if rc == lc {
		if d, ok := money.AddMinor(r, -l); ok {
			return money.New(d, rc)
		}
	}
	return money.New(r, rc)
}

func sum(side []recon.Record) (total int64, c money.Currency) {
	for i := range side {
		if side[i].Money.Currency == "" || c != "" && side[i].Money.Currency != c {
			continue
		}
		c = side[i].Money.Currency
		if next, ok := money.AddMinor(total, side[i].Signed()); ok {
			total = next
		}
	}
	return total, c
}
