package ledger

import (
	"time"

	"contra/core/money"
)

// Method is what the ledger must know of a payment method to refund by it.
// Each method has several names: one in callbacks, one in Gate's path, one in
// the Dashboard's files, one on the Payment Page. Never derive one from another.
type Method struct {
	Name       string           // in callbacks, e.g. "kakaopay"
	Title      string           // for people, e.g. "KakaoPay"
	GatePath   string           // between /v2/payment/ and /refund, e.g. "wallet/kakaopay"
	Dashboard  string           // e.g. "wallet/kakaopay"
	PayPage    string           // e.g. "kakaopay-wallet"
	Currencies []money.Currency // empty: whatever the contract says
	Full       bool
	Partial    bool
	Window     time.Duration // 0: no limit known
	Zone       string        // IANA zone of its business day, e.g. "Asia/Seoul"
}

// RefundPath is the path of Gate's refund call for this method.
func (m Method) RefundPath() string { return "/v2/payment/" + m.GatePath + "/refund" }

// SalePath is the path of Gate's purchase call for this method.
func (m Method) SalePath() string { return "/v2/payment/" + m.GatePath + "/sale" }
