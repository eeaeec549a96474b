package advice

import (
	"cmp"

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

// OfPurchase explains a purchase.
func OfPurchase(p ledger.Purchase) Advice {
	switch p.State {
	case ledger.PurchasePrepared:
		return Advice{cmp.Or(p.Hold, "it is stored and was not sent yet"), "contra sends it by itself; W withdraws it", "nothing left this machine"}
	case ledger.PurchaseSent:
		return Advice{"it was sent and has no answer yet", "wait; without an answer contra asks the platform", samePayment}
	case ledger.PurchaseInDoubt:
		return Advice{cmp.Or(p.Hold, "it was sent, and nobody knows yet what became of it"), "contra keeps asking; q asks now. Do not ask the customer to pay under another id", samePayment}
	case ledger.PurchaseWaiting:
		return waiting(p)
	case ledger.PurchaseSucceeded:
		return Advice{Now: "the platform says that the customer has paid", Next: "nothing to do; p goes to the payment"}
	case ledger.PurchaseExpired:
		return Advice{Now: "the customer's time was over before the payment", Next: "make a new one if the customer still wants to pay", Safe: "a new purchase has a payment id of its own"}
	case ledger.PurchaseCancelled:
		return Advice{Now: "it was withdrawn before the customer could pay", Next: "nothing to do"}
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
