package reading

import (
	"context"
	"errors"
	"fmt"

	"contra/core/desk"
	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/report"
)

// mostAmounts is how many amounts are held against the ledger's.
const mostAmounts = 500

// Held is what came of holding a table's amounts against the ledger's.
type Held struct {
	Unit     corereport.Unit // UnitUnknown: they do not agree in one unit alone
	Samples  int             // amounts whose operation the ledger has
	Evidence report.UnitEvidence
}

// String says what proves the unit, or why it is not known, as the end of a sentence.
func (h Held) String() string {
	e := h.Evidence
	switch {
	case h.Unit != corereport.UnitUnknown:
		return fmt.Sprintf("in %s units: %d of %d that were held against the ledger agree in that unit alone", h.Unit, e.Minor+e.Major, h.Samples)
	case h.Samples == 0:
		return "the ledger knows none of its operations"
	}
	return plural(e.Minor, "amount agrees", "amounts agree") + " with the ledger in minor units, " + plural(e.Major, "amount", "amounts") + " in major units, " +
		plural(e.Neither, "amount", "amounts") + " in neither"
}

// FindUnit finds the unit of a table's amounts by holding them against the same
// operations in the ledger, and takes it into the table's profile. It is never
// guessed: without agreement it stays unknown, and a person has to say it.
func FindUnit(ctx context.Context, d *desk.Desk, o *report.Opened) (h Held, err error) {
	amounts, err := o.Amounts(ctx, mostAmounts)
	if err != nil {
		return h, err
	}
	samples, err := beside(ctx, d.Store, amounts)
	if err != nil {
		return h, err
	}
	h.Samples = len(samples)
	if h.Unit, h.Evidence = report.InferUnit(samples); h.Unit != corereport.UnitUnknown {
		o.Profile.Unit = h.Unit
	}
	return h, nil
}

// WantsUnit tells whether a table was not read because its unit is not known: its
// first rows had currencies without decimals, and a later one has not.
func WantsUnit(o *report.Opened, err error) bool {
	var known *ledger.Error
	return o.Profile.Unit == corereport.UnitUnknown && errors.As(err, &known) && (known.Code == ledger.ErrUsage || known.Code == ledger.ErrUnit)
}

// infer finds the unit of a file, or says what a person has to say.
func (f *Files) infer(ctx context.Context, r *opened) error {
	name := r.Source.Name
	why := "it can be read only once, so they cannot be held against the ledger first"
	if r.twice {
		h, err := FindUnit(ctx, f.Desk, r.Opened)
		if err != nil {
			return err
		}
		if h.Unit != corereport.UnitUnknown {
			f.say("the amounts of %s are %s", name, h)
			return nil
		}
		why = h.String()
	}
	return ledger.Errorf(ledger.ErrUnit, "it is not known whether the amounts of %s are in minor or in major units: %s", name, why).
		WithHint("say --unit minor (1250 is 12.50 EUR) or --unit major (12.50 is 12.50 EUR)")
}

func (f *Files) say(format string, args ...any) {
	if f.Say != nil {
		f.Say(format, args...)
	}
}
