package demo

import (
	"fmt"
	"strings"

	"contra/core/money"
	"contra/core/sandbox"
)

// scene is one refund of the demo and what goes wrong with it.
type scene struct {
	faults string // of the stand-in platform; each for the scene's payment only
	tenths int64  // of the payment; 0 is all of it
	reason string
}

// scenes are carried out for real, through Gate's client against the stand-in.
// Between them they leave refunds in every state that a person has to deal with.
var scenes = []scene{
	{"", 3, "부분 품절"},
	{"", 0, "단순 변심"},
	{"reset_after callback_lost", 4, "배송 지연"},                  // in doubt, and it went through
	{"http_502:1", 2, "상품 불량"},                                 // in doubt, and it never arrived
	{"wrong_signature callback_lost", 0, "중복 결제"},              // in doubt: the answer cannot be trusted
	{"dashboard html_after callback_lost", 3, "사이즈 교환"},        // in doubt beside a twin from the Dashboard
	{"http_500_after callback_lost status_blind", 2, "배송비 환불"}, // in doubt, and the platform does not show it
	{"pending", 5, "고객 요청"},                                    // runs on
	{"decline=20504", 0, "단순 변심"},                              // declined: not enough funds
	{"error=3285", 3, "부분 취소"},                                 // refused at once
	{"refund_reverse", 0, "test refund"},                       // succeeded and taken back
	{"callback_reorder callback_dup reversal", 2, "쿠폰 적용 누락"},  // succeeded, told in a mess
}

// cast picks a payment for each scene, the newest ones that can be refunded in
// part without any rule in the way.
func cast(planted []sandbox.Payment) []sandbox.Payment {
	var fit []sandbox.Payment
	for i := len(planted) - 1; i >= 0 && len(fit) < len(scenes)+len(inFile); i-- {
		p := planted[i]
		if p.Method == "kakaopay" && len(p.Operations) == 1 && p.Operations[0].Status == "success" && !p.Disputed && !p.FullOnly && !p.NoRefunds && p.Amount.Minor >= 10_000 {
			fit = append(fit, p)
		}
	}
	return fit
}

// script binds the scenes' faults to their payments.
func script(on []sandbox.Payment) (sandbox.Script, error) {
	var rules []string
	for i, p := range on {
		faults := ""
		if i < len(scenes) {
			faults = scenes[i].faults
		} else {
			faults = inFile[i-len(scenes)]
		}
		for _, fault := range strings.Fields(faults) {
			name, often, limited := strings.Cut(fault, ":")
			rule := name + "@" + p.ID
			if limited {
				rule += ":" + often
			}
			rules = append(rules, rule)
		}
	}
	s, err := sandbox.ParseScript(strings.Join(rules, ";"))
	if err != nil {
		return s, fmt.Errorf("the demo's faults: %w", err)
	}
	return s, nil
}

// share is the scene's part of a payment; nil is all of it.
func (s scene) share(whole money.Amount) *money.Amount {
	if s.tenths == 0 {
		return nil
	}
	part := whole.Minor / 10 * s.tenths
	part -= part % 100
	return &money.Amount{Minor: part, Currency: whole.Currency}
}
