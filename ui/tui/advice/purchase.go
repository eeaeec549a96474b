package advice

import (
	"cmp"
	"time"

	"contra/core/gate/codes"
	"contra/core/ledger"
	"contra/ui/tui/theme"
)

// PurchaseWord names a purchase's state for people.
func PurchaseWord(s ledger.PurchaseState) string {
	switch s {
	case ledger.PurchaseInDoubt:
		return "in doubt"
	case ledger.PurchaseCancelled:
		return "withdrawn"
	}
	return string(s)
}

// PurchaseTone is how a state looks; its word always stands beside it.
func PurchaseTone(s ledger.PurchaseState) theme.Tone {
	switch s {
	case ledger.PurchaseSucceeded:
		return theme.Good
	case ledger.PurchaseDeclined, ledger.PurchaseRejected:
		return theme.Bad
	case ledger.PurchaseInDoubt:
		return theme.Warn
	case ledger.PurchaseExpired, ledger.PurchaseCancelled:
		return theme.Muted
	}
	return theme.Info
}

// PurchaseGlyph is the sign of a state.
func PurchaseGlyph(st *theme.Styles, s ledger.PurchaseState) string {
	switch s {
	case ledger.PurchaseSucceeded:
		return st.Check
	case ledger.PurchaseDeclined, ledger.PurchaseRejected:
		return st.Cross
	case ledger.PurchaseInDoubt:
		return st.Attention
	case ledger.PurchaseExpired:
		return st.Over
	case ledger.PurchaseCancelled:
		return "-"
	case ledger.PurchaseWaiting:
		return st.Waiting
	}
	return st.Dot
}

// OfPurchase explains a purchase. paid tells whether the ledger knows that
// something was paid under its payment id; resendAfter is how long one that the platform does not know
// waits for its one resend.
func OfPurchase(p ledger.Purchase, paid bool, resendAfter time.Duration) Advice {
	switch p.State {
	case ledger.PurchasePrepared:
		if p.Hold != "" {
			return Advice{p.Hold, "R sends it now, W withdraws it", "nothing left this machine"}
		}
		return Advice{"it is stored and was not sent yet", "contra sends it by itself; W withdraws it", "nothing left this machine"}
	case ledger.PurchaseSent:
		return Advice{"it was sent and has no answer yet", "wait; without an answer contra asks the platform", samePayment}
	case ledger.PurchaseInDoubt:
		return Advice{cmp.Or(p.Hold, "it was sent, and nobody knows yet what became of it"), doubtful(p, resendAfter) + ". Do not ask the customer to pay under another id", samePayment}
	case ledger.PurchaseWaiting:
		return waiting(p)
	}
	a := over(p)
	if paid && p.State == ledger.PurchaseCancelled {
		a = Advice{Now: "it was withdrawn, and was paid all the same", Next: "p goes to the payment, which can be refunded"}
	}
	if p.Hold != "" {
		a.Next = p.Hold + "; k acknowledges it"
	}
	return a
}

// over explains a purchase whose outcome is known.
func over(p ledger.Purchase) Advice {
	switch p.State {
	case ledger.PurchaseSucceeded:
		return Advice{Now: "the platform says that the customer has paid", Next: "nothing to do; p goes to the payment"}
	case ledger.PurchaseExpired:
		return Advice{Now: "the customer's time was over before the payment", Next: "make a new one if the customer still wants to pay", Safe: "a new purchase has a payment id of its own"}
	case ledger.PurchaseCancelled:
		a := Advice{Now: "it was withdrawn, and nothing was sent", Next: "nothing to do"}
		if p.Via == ledger.ViaLink {
			a.Now, a.Next = "it was withdrawn before anybody paid", "nothing to do; who has the link may still pay until its time is over, and contra tells you then"
		}
		return a
	}
	code := codes.Lookup(p.Code)
	why := p.Message
	if p.Code != "" {
		why = code.Meaning + " (code " + p.Code + ")"
	}
	if p.State == ledger.PurchaseRejected {
		return Advice{"the platform did not take it: " + why, cmp.Or(code.Next, "mend it and make a new one"), "no payment was made"}
	}
	return Advice{"the payment was declined: " + why, "make a new one if the customer still wants to pay", "a decline takes no money"}
}

// doubtful says what comes next while nobody knows what became of it.
func doubtful(p ledger.Purchase, resendAfter time.Duration) string {
	due := p.SentAt.Add(resendAfter)
	switch {
	case p.Hold != "":
		return "R resends it with the same id, N notes that it was not taken, q asks once more"
	case p.Code == ledger.CodePaymentExists:
		return "wait, contra keeps asking; q asks now"
	case p.Attempts >= 2:
		return "contra keeps asking; it is not resent again by itself; q asks now"
	case !p.ExpiresAt.IsZero() && due.After(p.ExpiresAt):
		return "contra keeps asking; q asks now"
	}
	return "contra keeps asking; if the platform still does not know it at " + clock(due) + " UTC, it is sent once more with the SAME id; q asks now"
}

const samePayment = "every attempt carries the same payment id and the same bytes: the platform makes one payment of it at most"

func waiting(p ledger.Purchase) Advice {
	switch {
	case p.Via == ledger.ViaLink:
		return Advice{cmp.Or(p.Hold, "the link is ready: it is the customer's turn"), "y copies the link, Q shows it as a QR code, x saves it", "the link makes one payment at most, however often it is opened"}
	case len(p.Display) == 0:
		return Advice{cmp.Or(p.Hold, "the platform took it; what the customer is shown is still to come"), "wait; the callback brings the QR code, and contra asks now and then", samePayment}
	}
	return Advice{cmp.Or(p.Hold, "the customer can pay"), "Q shows the QR code for the customer to scan, x saves it", samePayment}
}
