package ledger

import (
	"fmt"
	"time"

	"contra/core/money"
)

// A mass refund file carries no ids, so a row of one can be known again only by
// its payment and its amount, among the refunds that came after the file.

// beforeFile is how long before the file a platform's clock may date what came after it.
const beforeFile = 10 * time.Minute

// followFiles finds the operations that carry out rows of files. One row and
// one operation that fit each other and nothing else belong together. Wherever
// there is a choice a person makes it.
func followFiles(a *Account, refunds []*Refund) []Progress {
	var all []Progress
	for i, f := range refunds {
		if !waits(f) || named(refunds[:i], f.Amount) {
			continue
		}
		all = append(all, followFile(a, refunds, f.Amount)...)
	}
	for _, f := range refunds {
		if f.Via == ViaFile && !waits(f) {
			all = append(all, doubtFile(a, refunds, f)...)
		}
	}
	return all
}

// doubtFile raises what fits a row that is done: its file was uploaded although
// it was withdrawn, the row was carried out although a person noted that it was not
// taken, or the operation that was taken for the row's was another's.
func doubtFile(a *Account, refunds []*Refund, f *Refund) (all []Progress) {
	notTaken := f.State == Rejected && f.OperationID == ""
	if f.State != Cancelled && (f.OperationID == "" && !notTaken || named(refunds, f.Amount)) {
		return nil
	}
	for _, o := range FileCandidates(a, f) {
		finding := "operation " + o.ID + " of " + o.Amount.String()
		switch {
		case f.State == Cancelled:
			finding += " appeared although the file was withdrawn: was it uploaded after all?"
		case notTaken:
			finding += " fits this row, which was noted as not taken: look whether it is its own before you refund again"
		default:
			finding += " fits this row as well as operation " + f.OperationID + ": look which of them is its own before you refund again"
		}
		if raise(f, finding) {
			all = append(all, Progress{Refund: f, From: f.State, Operation: o, Detail: f.Hold})
		}
	}
	return all
}

// waits tells whether a row of a file has no operation yet.
func waits(f *Refund) bool {
	return f.Via == ViaFile && f.OperationID == "" && (f.State == Uploaded || f.State == Exported)
}

func named(refunds []*Refund, amount money.Amount) bool {
	for _, f := range refunds {
		if waits(f) && f.Amount == amount {
			return true
		}
	}
	return false
}

// followFile looks at the rows of one amount together.
func followFile(a *Account, refunds []*Refund, amount money.Amount) []Progress {
	var rows []*Refund
	rivals := 0
	for _, f := range refunds {
		switch {
		case f.Amount != amount || !f.State.Open() || f.OperationID != "":
		case waits(f):
			rows = append(rows, f)
		case f.Attempts > 0:
			rivals++ // a refund through Gate, which the operation may be as well
		}
	}
	fits := map[string]*Operation{}
	for _, f := range rows {
		for _, o := range FileCandidates(a, f) {
			fits[o.ID] = o
		}
	}
	if len(fits) == 0 {
		return answered(rows)
	}
	if len(rows) == 1 && len(fits) == 1 && rivals == 0 && rows[0].State == Uploaded {
		f := rows[0]
		for _, o := range fits {
			if !KnownStatus(o.Status) {
				return nil
			}
			f.OperationID = o.ID
			p, _ := follow(o, f)
			p.Detail = fmt.Sprintf("operation %s: %s %s; it is the only refund of %s on the payment since the file was written", o.ID, o.Type, o.Status, f.Amount)
			return []Progress{p}
		}
	}
	var all []Progress
	for _, f := range rows {
		finding := fmt.Sprintf("%s %s: choose which is which", Counted(len(fits), "refund of "+amount.String()+" on the payment fits", "refunds of "+amount.String()+" on the payment fit"),
			Counted(len(rows)+rivals, "waiting row", "waiting rows"))
		if f.State == Exported {
			finding = fmt.Sprintf("a refund of %s appeared on the payment although the file is not marked as uploaded: was it?", amount)
		}
		if f.Hold == finding {
			continue
		}
		p := Progress{Refund: f, From: f.State, Detail: finding}
		f.Hold = finding
		all = append(all, p)
	}
	return all
}

// answered takes back what was asked about waiting rows: what seemed to fit
// them turned out to be another refund's.
func answered(rows []*Refund) (all []Progress) {
	for _, f := range rows {
		if f.Hold != "" {
			f.Hold = ""
			all = append(all, Progress{Refund: f, From: f.State, Detail: "no refund on the payment that another one does not claim fits the row now"})
		}
	}
	return all
}

// FileCandidates are the operations that may carry out a row of a file: a file
// takes longer to be handed in than the instant in which it was reserved.
func FileCandidates(a *Account, f *Refund) []*Operation {
	var all []*Operation
	for _, o := range Candidates(a, f, false) {
		born := o.CreatedAt
		if born.IsZero() {
			born = o.Date
		}
		if o.MerchantRefundID == "" && o.FirstSeen.After(f.CreatedAt) && (born.IsZero() || !born.Before(f.CreatedAt.Add(-beforeFile))) {
			all = append(all, o)
		}
	}
	return all
}
