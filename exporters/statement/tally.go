package statement

import (
	"fmt"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
)

// tally counts the breaks of one code.
type tally struct {
	code      recon.Code
	all, open int64
}

// byCode counts the breaks of each code that is there, in the order of codes.
func (v *view) byCode() []tally {
	var all []tally
	for _, f := range v.findings {
		if f.Kind != archive.Broken {
			break // breaks come first
		}
		if n := len(all); n == 0 || all[n-1].code != f.Code {
			all = append(all, tally{code: f.Code})
		}
		t := &all[len(all)-1]
		t.all++
		if f.Open() {
			t.open++
		}
	}
	return all
}

// bucket counts the open breaks of one age.
type bucket struct {
	label string
	n     int64
}

// aging counts the open breaks by how long they have been known.
func (v *view) aging() []bucket {
	all := []bucket{{label: "0–1 days"}, {label: "2–7 days"}, {label: "8–30 days"}, {label: "over 30 days"}}
	for _, f := range v.findings {
		if !f.Open() {
			continue
		}
		at := 0
		for _, most := range []int64{1, 7, 30} {
			if v.age(f) > most {
				at++
			}
		}
		all[at].n++
	}
	return all
}

// Rolls works out, in breaks and in money, that what came and what is new less
// what was cleared is what goes on. A sum that does not fit does not hold.
func Rolls(f *archive.Forward) []recon.Check {
	check := func(opening, added, cleared, closing int64, show func(int64) string) recon.Check {
		left, fits := money.AddMinor(opening, added)
		rest, err := money.New(left, f.Currency).Sub(money.New(cleared, f.Currency))
		return recon.Check{Name: "carry-forward", Currency: f.Currency, Left: rest.Minor, Right: closing, Holds: fits && err == nil && rest.Minor == closing,
			Words: fmt.Sprintf("opening %s + new %s − cleared %s = closing %s", show(opening), show(added), show(cleared), show(closing))}
	}
	return []recon.Check{
		check(f.Opening.Breaks, f.New.Breaks, f.Cleared.Breaks, f.Closing.Breaks, func(n int64) string { return fmt.Sprint(n) }),
		check(f.Opening.Minor, f.New.Minor, f.Cleared.Minor, f.Closing.Minor, func(n int64) string { return money.New(n, f.Currency).String() }),
	}
}
