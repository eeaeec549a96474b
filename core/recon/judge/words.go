package judge

import (
	"fmt"
	"strings"
	"time"

	"contra/core/recon"
)

// what describes a record: "success refund of 1,000 KRW (operation 7, payment ORD-1)".
func what(r *recon.Record) string {
	words := strings.TrimSpace(r.StatusName + " " + r.TypeName)
	if words == "" {
		words = "operation"
	}
	words += " of " + r.Money.String()
	open, end := " (", ""
	for _, id := range [...][2]string{{"operation ", r.OperationID}, {"refund ", r.RefundID}, {"payment ", r.PaymentID}} {
		if id[1] != "" {
			words += open + id[0] + id[1]
			open, end = ", ", ")"
		}
	}
	return words + end
}

// said is a word as written, or that there is none.
func said(word string) string {
	if word == "" {
		return "nothing"
	}
	return word
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// place is where a row stands. A report that is not kept is a numbered file.
func place(r *recon.Record) string {
	switch {
	case r.Source != "":
		return fmt.Sprintf("line %d of %s", r.Line, base(r.Source))
	case r.Report > 0:
		return fmt.Sprintf("line %d of report %d", r.Line, r.Report)
	case r.Report < 0:
		return fmt.Sprintf("line %d of file %d", r.Line, -r.Report)
	}
	return fmt.Sprintf("line %d", r.Line)
}

// base is a report's name without its folders, of a member of an archive the member's.
func base(name string) string {
	if i := strings.LastIndexAny(name, `/\:`); i >= 0 && i < len(name)-1 {
		return name[i+1:]
	}
	return name
}

func on(r *recon.Record) string {
	if r.When.IsZero() {
		return "an unknown date"
	}
	return moments(r.When)
}

func moments(at time.Time) string { return at.UTC().Format("2006-01-02 15:04") + " UTC" }

func onPayment(r *recon.Record) string {
	if r.PaymentID == "" {
		return ""
	}
	return " on payment " + r.PaymentID
}
