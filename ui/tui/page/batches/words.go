package batches

import (
	"fmt"
	"strings"
	"time"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
	stored "contra/core/store/batches"
	"contra/ui/tui/advice"
	"contra/ui/tui/page"
	"contra/ui/tui/theme"
)

// stateWord names a batch's state for people.
func stateWord(b batch.Batch, orphan bool) string {
	switch {
	case orphan:
		return "left behind"
	case b.State == batch.Exporting:
		return "not written"
	case b.State == batch.Cooling:
		return "cooling off"
	}
	return string(b.State)
}

// mark is a sign and a tone for a batch; its word says the same.
func mark(st *theme.Styles, i item) (string, theme.Tone) {
	p := i.progress
	switch {
	case i.orphan, i.State == batch.Exporting, i.State == batch.Paused, p.Held > 0, p.States[ledger.InDoubt] > 0:
		return st.Attention, theme.Warn
	case i.State == batch.Draft && i.Errors > 0:
		return st.Cross, theme.Bad
	case i.State == batch.Draft && i.Warnings > 0:
		return st.Attention, theme.Warn
	case i.State == batch.Withdrawn, i.State == batch.Discarded:
		return "-", theme.Muted
	case p.Rows > p.Wait && p.Open() == 0:
		if p.Of(ledger.Declined, ledger.Rejected, ledger.ReversedBackNow) > 0 {
			return st.Cross, theme.Bad
		}
		return st.Check, theme.Good
	case i.State == batch.Draft && !i.CheckedAt.IsZero():
		return st.Check, theme.Good
	}
	return st.Dot, theme.Info
}

// rowMark is a sign and a tone for a row.
func rowMark(st *theme.Styles, v stored.View) (string, theme.Tone) {
	switch {
	case v.Hold != "":
		return st.Attention, theme.Warn
	case v.State != "":
		return advice.Glyph(st, v.State), advice.Tone(v.State)
	case v.Refusal != "":
		return st.Cross, theme.Bad
	case v.Errors > 0:
		return st.Cross, theme.Bad
	case v.Warnings > 0:
		return st.Attention, theme.Warn
	}
	return st.Check, theme.Good
}

// rowState says in a few words where a row stands, or what is wrong with it first.
func rowState(v stored.View) (string, theme.Tone) {
	switch {
	case v.Hold != "":
		return v.Hold, theme.Warn
	case v.State != "":
		said := advice.Word(v.State)
		if v.State == ledger.Declined || v.State == ledger.Rejected {
			said += strings.TrimRight(" "+v.Code+" "+v.Message, " ")
		}
		return said, advice.Tone(v.State)
	case v.Refusal != "":
		return "not sent: " + v.Refusal, theme.Bad
	case v.First == "":
		return "ok", theme.Muted
	case v.Errors > 0:
		return finding(v), theme.Bad
	}
	return finding(v), theme.Warn
}

// finding is the first finding of a row, its code first, by which it is known
// where there is little room.
func finding(v stored.View) string {
	return strings.ReplaceAll(string(v.FirstCode), "_", " ") + ": " + v.First
}

// progressWords says how far a batch has come.
func progressWords(b batch.Batch, p batch.Progress) string {
	if b.State == batch.Draft || b.State == batch.Discarded {
		out := page.Things(b.Rows, "row", "rows")
		switch {
		case b.CheckedAt.IsZero():
			return out + ", not checked"
		case b.Errors > 0:
			return out + ", " + page.Things(b.Errors, "error", "errors")
		case b.Warnings > 0:
			return out + ", " + page.Things(b.Warnings, "warning", "warnings")
		}
		return out + ", all good"
	}
	rows, wait := p.Rows, "not sent"
	if !b.State.ThroughGate() { // what is in no file is no part of it any more
		rows, wait = p.Rows-p.Wait, "left out"
	}
	return page.Count(p.Of(ledger.Succeeded, ledger.Confirmed)) + " of " + page.Count(rows) + " succeeded" + rest(p, wait)
}

// rest says what became of the rows that did not succeed.
func rest(p batch.Progress, wait string) string {
	out := ""
	add := func(n int64, word string) {
		if n > 0 {
			out += ", " + page.Count(n) + " " + word
		}
	}
	add(p.Open(), "open")
	if p.Held == 1 {
		out += ", 1 needs you"
	} else {
		add(p.Held, "need you")
	}
	add(p.Of(ledger.Declined), "declined")
	add(p.Of(ledger.Rejected), "rejected")
	add(p.Of(ledger.ReversedBackNow), "taken back")
	add(p.Of(ledger.Cancelled), "withdrawn")
	add(p.Wait, wait)
	return out
}

// asked is what a batch asks for in one currency; once it is in files, only what
// is in them.
func asked(b batch.Batch, t batch.ProgressTotal) int64 {
	if b.State.InFiles() || b.State == batch.Withdrawn {
		return t.Succeeded + t.Declined + t.Pending
	}
	return t.Asked
}

// totalWords is what the batch asks for, of one currency in full.
func totalWords(b batch.Batch, p batch.Progress) string {
	var named []batch.ProgressTotal
	for _, t := range p.Totals {
		if t.Currency != "" {
			named = append(named, t)
		}
	}
	switch len(named) {
	case 0:
		return ""
	case 1:
		return money.New(asked(b, named[0]), named[0].Currency).String()
	}
	return fmt.Sprintf("%d currencies", len(named))
}

// totals writes totals beside each other: 12,800 KRW · 3.00 EUR.
func totals(list []batch.Total) string {
	var parts []string
	for _, t := range list {
		if t.Currency != "" {
			parts = append(parts, money.New(t.Amount, t.Currency).String())
		}
	}
	return strings.Join(parts, " · ")
}

// unit names what amounts are typed in: KRW, no decimals.
func unit(c money.Currency) string {
	switch exp, known := c.Exponent(); {
	case c == "":
		return "major units"
	case !known:
		return string(c)
	case exp == 0:
		return string(c) + ", no decimals"
	case exp == 1:
		return string(c) + ", 1 decimal"
	default:
		return fmt.Sprintf("%s, %d decimals", c, exp)
	}
}

// next says what should be done with a batch now.
func next(f *facts) (what string, tone theme.Tone) {
	b, p := f.batch, f.progress
	switch b.State {
	case batch.Draft:
		switch {
		case b.Rows == 0:
			return "a adds rows, or X in the list discards it", theme.Accent
		case b.CheckedAt.IsZero():
			return "c checks it", theme.Accent
		case b.Errors > 0:
			return page.Things(b.Errors, "row has an error", "rows have errors") + ": inside, e edits one, R removes them; x leaves them out", theme.Bad
		}
		return "x exports it for the Dashboard, or S sends it through Gate", theme.Accent
	case batch.Exporting:
		return "its rows are reserved and the file is not written: x writes it, or W withdraws it", theme.Warn
	case batch.Exported:
		name := "it"
		if n := left(f.files); len(f.files) > 1 {
			name = fmt.Sprintf("its %d files", n)
			if n < len(f.files) {
				name = fmt.Sprintf("the %d files that are left", n)
			}
		}
		return "Dashboard → Manual payments → Request → Mass refunds: upload " + name + ", then u", theme.Accent
	case batch.Cooling:
		if f.orphan {
			return "its program is gone before anything was sent: P begins it, s stops it", theme.Warn
		}
		return "it begins when the cool-off is over; s stops it", theme.Warn
	case batch.Sending:
		if f.orphan {
			return "it was being sent by a program that is gone: P resumes" + atRow(f), theme.Warn
		}
		return "it is being sent; P pauses it, s stops it", theme.Accent
	case batch.Paused:
		return "paused: " + page.Stop(b.Why) + " P resumes" + atRow(f) + ", s stops it for good", theme.Warn
	case batch.Withdrawn, batch.Discarded:
		return "nothing to do", theme.Muted
	}
	return after(p)
}

// after is the next step once all rows are with the platform.
func after(p batch.Progress) (string, theme.Tone) {
	failed := p.Of(ledger.Declined, ledger.Rejected) + p.Wait
	open := page.Things(p.Open(), "row is open", "rows are open")
	switch {
	case p.Held > 0:
		return page.Things(p.Held, "row needs you", "rows need you") + ": / shows which, k decides about one", theme.Warn
	case p.Open() > 0:
		return open + ": the callbacks tell how they end, f asks the platform now", theme.Accent
	case failed > 0:
		return fmt.Sprintf("%s failed: n makes the next batch of them, r writes the result", page.Things(failed, "row", "rows")), theme.Accent
	}
	return "nothing to do; r writes the result", theme.Muted
}

func atRow(f *facts) string {
	if f.next == 0 {
		return " after the last row"
	}
	return fmt.Sprintf(" at row %d", f.next)
}

// left is how many files were not uploaded yet.
func left(files []stored.File) (n int) {
	for i := range files {
		if files[i].UploadedAt.IsZero() {
			n++
		}
	}
	return n
}

// clock writes a rest of time: 4:05, or 2 h 10 min.
func clock(d time.Duration) string {
	if d = d.Round(time.Second); d >= time.Hour {
		return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("%d:%02d", int(d.Minutes()), int(d.Seconds())%60)
}
