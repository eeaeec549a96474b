package gate

import "contra/core/gate/codes"

// JudgeSale decides what a reply to a purchase request means. Like Judge it
// says Refused only of a complete answer about this very payment whose codes
// all are a definite no. Exists says that the payment id is taken; by whom, only
// the payment's status can tell.
func JudgeSale(r Reply, req SaleRequest, secret string) Judgement {
	return ofSale.judged(r, req.Project, req.PaymentID, secret)
}

var ofSale = subject{"purchase", codes.PaymentExists, "A payment with this id exists already: an earlier attempt got through, or somebody else made it.", noSale}

// noSale tells whether a code means that no payment was made. Codes about the
// history of a payment say that there is one.
func noSale(c ResponseCode) bool {
	switch c.Code {
	case codes.PaymentExists, codes.PaymentUnknown, "3060", "3081", "10701", "20701":
		return false
	}
	return c.Definite()
}
