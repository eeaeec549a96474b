package archive

import (
	"time"

	"contra/core/recon"
)

// Verb is what a person decided about a break.
type Verb string

const (
	Accept    Verb = "accept"    // it is right as it is
	Duplicate Verb = "duplicate" // it is the same thing twice
	Exclude   Verb = "exclude"   // a row that is left out
	Contest   Verb = "contest"   // taken up with the platform; still open
	Carry     Verb = "carry"     // carried forward to the next month; still open
	Adopt     Verb = "adopt"     // taken into the ledger
	Match     Verb = "match"     // put together by hand
	Apart     Verb = "apart"     // kept apart by hand
)

// Verbs lists what can be decided, with what it means to a person.
func Verbs() []struct {
	Verb  Verb
	Means string
} {
	return []struct {
		Verb  Verb
		Means string
	}{
		{Accept, "right as it is; no longer open"},
		{Duplicate, "the same thing twice; no longer open"},
		{Exclude, "the row is left out; no longer open"},
		{Contest, "taken up with the platform; stays open"},
		{Carry, "carried forward to the next month; stays open"},
		{Adopt, "taken into the ledger"},
		{Match, "put together by hand"},
		{Apart, "kept apart by hand"},
	}
}

// Decision is what a person decided, with the note that says why. It is never
// deleted, only undone.
type Decision struct {
	ID       int64
	Month    string // of the run in which it was taken; empty when that was no month
	Key      string // of the break
	Verb     Verb
	Note     string
	Match    recon.ManualMatch // of Match and Apart
	Bulk     int64             // the first decision of the same act
	Operator string
	At       time.Time
	Undone   string // by whom
	UndoneAt time.Time
}
