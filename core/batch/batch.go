package batch

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"contra/core/ledger"
	"contra/core/money"
)

// State is where a batch as a whole stands. The names are a contract of the commands.
type State string

const (
	Draft     State = "draft"     // can be edited; reserves nothing
	Exporting State = "exporting" // its rows are reserved, and a file is still to be written
	Exported  State = "exported"  // its rows are in files and reserved
	Uploaded  State = "uploaded"  // the files were handed to the platform
	Cooling   State = "cooling"   // goes through Gate once the cool-off is over; anyone can stop it
	Sending   State = "sending"   // goes through Gate row by row
	Paused    State = "paused"    // was being sent; can go on
	Stopped   State = "stopped"   // was being sent; the rest will not be
	Sent      State = "sent"      // every row had its turn
	Withdrawn State = "withdrawn" // was exported, and its reservations were let go
	Discarded State = "discarded" // a draft that nobody wants
)

// Editable tells whether rows may still change.
func (s State) Editable() bool { return s == Draft }

// InFiles tells whether the batch's rows are in files.
func (s State) InFiles() bool { return s == Exporting || s == Exported || s == Uploaded }

// ThroughGate tells whether the batch goes, or went, through Gate.
func (s State) ThroughGate() bool {
	switch s {
	case Cooling, Sending, Paused, Stopped, Sent:
		return true
	}
	return false
}

// Batch is a mass refund.
type Batch struct {
	ID        int64
	Name      string
	Source    string // a file, a filter, "selection", "batch B3"
	State     State
	Operator  string // who built it
	Parent    int64  // the batch whose declined rows it repeats, or 0
	Number    string // what the Dashboard calls it
	StartsAt  time.Time
	Owner     string // the process that is sending, or empty
	Why       string // why it paused or stopped
	Version   int64  // grows with every change
	CreatedAt time.Time
	UpdatedAt time.Time

	// As of the latest check.
	Rows, Errors, Warnings int64
	CheckedAt              time.Time
}

// Ref is how people and commands name the batch, such as "B12".
func (b Batch) Ref() string { return Ref(b.ID) }

// Ref writes a batch's number as people do.
func Ref(id int64) string { return "B" + strconv.FormatInt(id, 10) }

// ParseRef reads "B12", "b12" or "12".
func ParseRef(text string) (int64, bool) {
	digits := strings.TrimPrefix(strings.TrimPrefix(text, "B"), "b")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	return id, err == nil && id > 0
}

// File is one file of a batch that was exported.
type File struct {
	Batch      int64
	Part, Of   int // from 1
	Path       string
	SHA256     string // of its bytes
	Content    string // of its rows, whatever their order; see Content
	Bytes      int64
	Rows       int64
	First      int64 // the number of its first row
	Written    bool  // it stands under its name
	Number     string
	Operator   string
	ExportedAt time.Time
	UploadedAt time.Time
}

// Progress is how far a batch has come: its rows by what became of them.
type Progress struct {
	Rows   int64
	Wait   int64 // rows that are no refund yet
	States map[ledger.RefundState]int64
	Held   int64 // rows that a person must look at
	Totals []ProgressTotal
}

// ProgressTotal is one currency's part of it, in minor units.
type ProgressTotal struct {
	Currency                            money.Currency
	Asked, Succeeded, Declined, Pending int64
}

// Open is how many rows have no outcome yet.
func (p Progress) Open() (n int64) {
	for s, k := range p.States {
		if s.Open() {
			n += k
		}
	}
	return n
}

// Of adds up the rows in any of the states.
func (p Progress) Of(states ...ledger.RefundState) (n int64) {
	for _, s := range states {
		n += p.States[s]
	}
	return n
}

// Title names the batch for people.
func (b Batch) Title() string {
	if b.Name == "" {
		return b.Ref()
	}
	return fmt.Sprintf("%s %s", b.Ref(), b.Name)
}
