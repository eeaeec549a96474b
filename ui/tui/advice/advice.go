package advice

import (
	"fmt"
	"strings"
	"time"

	"contra/core/gate/codes"
	"contra/core/ledger"
)

// Advice is what a person should know about one refund.
type Advice struct {
	Now  string // where it stands, a sentence
	Next string // what happens or should be done next
	Safe string // why that cannot pay the customer twice
}

// Policy is how contra goes about refunds whose outcome is open.
type Policy struct {
	ResendAfter time.Duration // how long an unknown refund waits for its one resend
	Timeout     time.Duration // how long one call may take
	Keys        bool          // name the keys of the refunds page
}

// key gives words about a key where there is one.
func (p Policy) key(s string) string {
	if p.Keys {
		return s
	}
	return ""
}

const (
	sameID = "every attempt carries the same id and the same bytes: if an earlier one arrived, the platform answers 3230 and pays nothing again"
	held   = "its amount stays reserved, so nobody can refund it a second time meanwhile"
)

// Of explains a refund. fits is how many operations of the platform may be it.
func Of(f ledger.Refund, fits int, p Policy) Advice {
	switch f.State {
	case ledger.AwaitingApproval:
		return Advice{"a second person must approve it", "wait for the approval", "nothing was sent, and " + held}
	case ledger.Prepared:
		return prepared(f, p)
	case ledger.Sent:
		return Advice{
			fmt.Sprintf("attempt %d began at %s UTC and has no answer yet", f.Attempts, clock(f.SentAt)),
			fmt.Sprintf("wait; an answer comes within %s, or it becomes in doubt and contra asks the platform", p.Timeout),
			held,
		}
	case ledger.Accepted:
		if f.Hold != "" {
			return Advice{f.Hold, "look in the Dashboard; contra keeps asking" + p.key(", q asks now, A adopts an operation"), held}
		}
		return Advice{"the platform took it and has not said how it ended", "wait; the callback comes, and contra asks now and then" + p.key("; q asks now"), held}
	case ledger.InDoubt:
		return inDoubt(f, fits, p)
	case ledger.Exported:
		return exported(f, p)
	case ledger.Uploaded:
		return uploaded(f, fits, p)
	}
	return ended(f, p)
}

func prepared(f ledger.Refund, p Policy) Advice {
	a := Advice{Now: "it is stored and was not sent yet", Safe: "nothing left this machine, and " + held}
	if f.Hold != "" {
		a.Now, a.Next = f.Hold, "send it now, or withdraw it, which frees the amount"+p.key(" (R or W)")
		return a
	}
	a.Next = "contra sends it by itself" + p.key("; W withdraws it")
	return a
}

func inDoubt(f ledger.Refund, fits int, p Policy) Advice {
	a := Advice{Now: "it was sent, and nobody knows yet what became of it", Safe: sameID}
	due := f.SentAt.Add(p.ResendAfter)
	switch {
	case fits > 1:
		a.Now = fmt.Sprintf("%d refunds of %s on the payment may be it", fits, f.Amount)
		a.Next = "look in the Dashboard which one is ours, then adopt it" + p.key(" (A)")
		a.Safe = "adopting only notes which operation is ours; nothing is sent"
	case fits == 1 && f.Hold != "":
		a.Now = f.Hold
		a.Next = "if the operation is ours, adopt it" + p.key(" (A)")
		a.Safe = "adopting only notes which operation is ours; nothing is sent"
	case f.Code == ledger.CodeExists:
		a.Now = "the platform has it (code 3230) and does not show its operation yet"
		a.Next = "wait, contra keeps asking" + p.key("; q asks now") + ". Do not refund again"
		a.Safe = "3230 means that an earlier attempt arrived; " + held
	case f.Hold != "":
		a.Now = f.Hold
		a.Next = fmt.Sprintf("look in the Dashboard for a refund of %s on this payment. If it is there, adopt it%s; if it is surely not there, resend it%s or note that it was not taken%s", f.Amount, p.key(" (A)"), p.key(" (R)"), p.key(" (N)"))
	case f.Attempts >= 2:
		a.Next = "contra keeps asking for the status; it is not resent again by itself" + p.key("; q asks now")
	default:
		a.Next = fmt.Sprintf("contra keeps asking for the status; if the platform still does not know it at %s UTC, it is sent once more with the SAME id%s", clock(due), p.key("; q asks now"))
	}
	return a
}

func ended(f ledger.Refund, p Policy) Advice {
	code := codes.Lookup(f.Code)
	why := f.Message
	if f.Code != "" {
		why = code.Meaning + " (code " + f.Code + ")"
		if f.Message != "" && code.Class == codes.Unknown {
			why += " (" + f.Message + ")"
		}
	}
	a := Advice{Next: "nothing to do"}
	switch f.State {
	case ledger.Succeeded:
		a.Now = "the platform says that the customer has the money"
		a.Next = "nothing to do; a report will confirm it"
	case ledger.Confirmed:
		a.Now = "a report has shown it: it is final"
	case ledger.Declined:
		a.Now, a.Next = "the platform declined it: "+why, code.Next
		a.Safe = "the decline is final and the amount is free again"
	case ledger.Rejected:
		a.Now, a.Next = "the platform did not take it: "+why, code.Next
		a.Safe = "no refund was made and the amount is free again"
		if f.Code == "" {
			a.Next = "the amount can be refunded again"
		}
	case ledger.Cancelled:
		a.Now = "it was withdrawn before anything was sent"
		if by, person := strings.CutPrefix(f.Message, "withdrawn "); person {
			a.Now += ", " + by
		} else if f.Message != "" { // a rule's
			a.Now += " (" + f.Message + ")"
		}
		a.Safe = "nothing left this machine and the amount is free again"
		if f.Via == ledger.ViaFile {
			a.Now, a.Next = "its file was withdrawn: "+f.Message, "never upload that file; the amount is free again"
			a.Safe = "only as long as the file is not uploaded"
		}
	case ledger.ReversedBackNow:
		a.Now = "it had succeeded, and then the platform took it back"
	}
	if f.Hold != "" {
		a.Next = f.Hold + p.key("; k acknowledges it")
	}
	return a
}

func clock(t time.Time) string { return t.UTC().Format("15:04:05") }
