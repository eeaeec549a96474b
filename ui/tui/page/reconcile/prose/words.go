package prose

import (
	"fmt"
	"strings"
	"time"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/ui/tui/page"
	"contra/ui/tui/theme"
)

// Signed writes an amount that has a direction: +1,000 KRW, -30,000 KRW.
func Signed(a money.Amount) string { return plus(a) + a.String() }

// SignedFormat is Signed without the currency.
func SignedFormat(a money.Amount) string { return plus(a) + a.Format() }

func plus(a money.Amount) string {
	if a.Minor > 0 {
		return "+"
	}
	return ""
}

// Sums writes an amount, or of several currencies, which are never added up, how
// many they are.
func Sums(all []money.Amount) string {
	switch len(all) {
	case 0:
		return ""
	case 1:
		return Signed(all[0])
	}
	return fmt.Sprintf("%d currencies", len(all))
}

// Month names a month for people: October 2026. What is no month stays as it is.
func Month(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return t.Format("January 2006")
}

// Name is what a run is of: its month, or its days.
func Name(x *archive.Run) string {
	if x.Month != "" {
		return Month(x.Month)
	}
	zone, err := time.LoadLocation(x.Zone)
	if err != nil {
		zone = time.UTC
	}
	from, to := x.Period.From.In(zone), x.Period.To.Add(-time.Nanosecond).In(zone)
	switch {
	case x.Period.From.IsZero() && x.Period.To.IsZero():
		return "all days"
	case x.Period.From.IsZero():
		return "up to " + to.Format("2 Jan 2006")
	case x.Period.To.IsZero():
		return "from " + from.Format("2 Jan 2006")
	case from.Format(time.DateOnly) == to.Format(time.DateOnly):
		return from.Format("2 Jan 2006")
	}
	return from.Format("2 Jan 2006") + " to " + to.Format("2 Jan 2006")
}

// Days is how many whole days lie between two moments, never negative.
func Days(from, to time.Time) int { return max(0, int(to.Sub(from)/(24*time.Hour))) }

// Age writes how old something is, in days, in four columns: 12 d.
func Age(from, to time.Time) string {
	if from.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d d", Days(from, to))
}

// By says in words why two sides were matched.
func By(b recon.By) string {
	switch b {
	case recon.ByOperation:
		return "the same operation id"
	case recon.ByValues:
		return "the same payment, type, amount and currency"
	case recon.ByReference:
		return "a reference of the provider or the bank"
	case recon.ByWhole:
		return "the sums of a whole agree"
	case recon.ByRefund:
		return "the only row that can be our refund"
	case recon.ByHand:
		return "by hand"
	}
	return string(b)
}

// Decided says in a word or two what a person decided.
func Decided(v archive.Verb) string {
	switch v {
	case archive.Accept:
		return "accepted"
	case archive.Duplicate:
		return "duplicate"
	case archive.Exclude:
		return "left out"
	case archive.Contest:
		return "contested"
	case archive.Carry:
		return "carried"
	case archive.Adopt:
		return "adopted"
	case archive.Match:
		return "matched"
	case archive.Apart:
		return "kept apart"
	}
	return string(v)
}

// Severity is how a code looks while it is open; its name always stands beside it.
func Severity(s recon.Severity) theme.Tone {
	switch s {
	case recon.Critical, recon.High:
		return theme.Bad
	case recon.Medium:
		return theme.Warn
	}
	return theme.Info
}

// Mark is a sign and a tone for findings of a code, of which some may be open.
func Mark(st *theme.Styles, kind archive.Kind, code recon.Code, open bool) (string, theme.Tone) {
	switch {
	case kind == archive.Paired:
		return st.Check, theme.Good
	case kind != archive.Broken:
		return st.Dot, theme.Info
	case !open:
		return st.Check, theme.Good
	}
	switch s := code.About().Severity; s {
	case recon.Low, recon.Info:
		return st.Dot, theme.Info
	default:
		return st.Attention, Severity(s)
	}
}

// Report names a report of a run in a few words: report-oct.csv.
func Report(x *archive.Run, id int64) string {
	for _, s := range x.Summary.Reports {
		if s.ID == id {
			return Base(s.Name)
		}
	}
	return "report " + page.Count(id)
}

// Base is a file's name without its folders; of a member of an archive, the member's.
func Base(name string) string {
	if i := strings.LastIndexAny(name, `/\:`); i >= 0 && i < len(name)-1 {
		return name[i+1:]
	}
	return name
}
