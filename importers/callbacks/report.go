package callbacks

import (
	"time"

	"contra/core/ledger"
	"contra/importers/files"
)

// mostListed is how many rejections a report lists; all of them are kept in the ledger.
const mostListed = 1000

// Report says what one run read and what of it the sink stored.
type Report struct {
	Read       int64 // messages, all of them stored or kept as rejected
	Rejected   int64
	Rejections []Rejection // the first 1,000
	Truncated  bool        // there are more rejections than are listed
	Ignored    []Ignored   // files left out, by which rule
	Bytes      int64       // read from disk or standard input
}

// Rejection is a rejected message as a report lists it.
type Rejection struct {
	Source string        `json:"source"`
	Line   int           `json:"line"`
	Reason ledger.Reason `json:"reason"`
	Detail string        `json:"detail"`
}

// Ignored is a file that was left out, and the rule.
type Ignored = files.Ignored

// Progress is how far a run has come.
type Progress struct {
	Read, Rejected    int64 // messages verified so far
	Bytes, TotalBytes int64 // TotalBytes is 0 when it is not known
	Source            string
}

// add counts a part that is stored.
func (r *Report) add(part []ledger.Inbound) {
	r.Read += int64(len(part))
	for i := range part {
		m := &part[i]
		if m.Reject == nil {
			continue
		}
		r.Rejected++
		if len(r.Rejections) == mostListed {
			r.Truncated = true
			continue
		}
		r.Rejections = append(r.Rejections, Rejection{m.Source, m.Line, m.Reject.Reason, m.Reject.Detail})
	}
}

// pacer lets progress through ten times a second.
type pacer struct {
	show func(Progress)
	last time.Time
}

func (p *pacer) tell(now Progress, always bool) {
	if p.show == nil || !always && time.Since(p.last) < 100*time.Millisecond {
		return
	}
	p.last = time.Now()
	p.show(now)
}
