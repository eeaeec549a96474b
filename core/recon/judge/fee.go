package judge

import (
	"fmt"
	"math/big"

	"contra/core/money"
	"contra/core/recon"
)

// checkFee compares what was taken with what was agreed. A fee that is not
// given, or in another currency, is not compared.
func (m *matcher) checkFee(r, _ *entry, _ bond) (recon.Code, string) {
	agreed, ok := m.agreed(r)
	if !ok || r.Fee == nil || r.Fee.Currency != r.Money.Currency {
		return "", ""
	}
	want, fits := fee(agreed, r.Money)
	if fits && m.close(*r.Fee, want) {
		return "", ""
	}
	terms := fmt.Sprintf("%s and %d.%02d%% of %s", money.New(agreed.Fixed, agreed.Currency), agreed.Basis/100, agreed.Basis%100, r.Money)
	if !fits {
		return recon.FeeDiff, fmt.Sprintf("the fee is %s, agreed are %s, which is too large a sum", r.Fee, terms)
	}
	return recon.FeeDiff, fmt.Sprintf("the fee is %s, agreed are %s (%s): %s", r.Fee, want, terms, recon.More(*r.Fee, want))
}

// agreed finds the terms for a row: those of its type, else those of every type
// that moves money.
func (m *matcher) agreed(r *entry) (terms recon.Fee, ok bool) {
	if !r.status.success || r.kind.sign == 0 {
		return terms, false
	}
	for _, f := range m.in.Rules.Fees {
		if f.Currency != r.Money.Currency {
			continue
		}
		if f.Type != "" && m.kinds.local(f.Type) == r.kind {
			return f, true
		}
		if f.Type == "" && !ok {
			terms, ok = f, true
		}
	}
	return terms, ok
}

// fee is the fixed part and the share, rounded half up.
func fee(f recon.Fee, of money.Amount) (money.Amount, bool) {
	const whole = 10_000
	n := new(big.Int).Mul(big.NewInt(of.Minor), big.NewInt(f.Basis))
	n.Add(n, big.NewInt(whole/2)).Div(n, big.NewInt(whole))
	n.Add(n, big.NewInt(f.Fixed))
	return money.New(n.Int64(), of.Currency), n.IsInt64()
}

// close tells whether two amounts of one currency agree within its tolerance.
func (m *matcher) close(a, b money.Amount) bool {
	off, err := a.Sub(b)
	return err == nil && off.Minor <= m.tolerated(a.Currency) && off.Minor >= -m.tolerated(a.Currency)
}

// checkNet works out gross less fee. What was given back may have its fee on
// top or taken off, and its net written with a sign or without.
func (m *matcher) checkNet(r, _ *entry, _ bond) (recon.Code, string) {
	if r.Fee == nil || r.Net == nil || r.Fee.Currency != r.Money.Currency || r.Net.Currency != r.Money.Currency || !r.status.success || r.kind.sign == 0 {
		return "", ""
	}
	net, err := r.Money.Sub(*r.Fee)
	if err == nil && m.close(*r.Net, net) {
		return "", ""
	}
	if r.kind.sign < 0 && m.netGivenBack(r) {
		return "", ""
	}
	return recon.NetDiff, fmt.Sprintf("%s less a fee of %s is %s, but the net is %s", r.Money, r.Fee, net, r.Net)
}

func (m *matcher) netGivenBack(r *entry) bool {
	for _, sum := range []func(money.Amount) (money.Amount, error){r.Money.Add, r.Money.Sub} {
		net, err := sum(*r.Fee)
		if err != nil {
			continue
		}
		if m.close(*r.Net, net) {
			return true
		}
		if net, err = net.Neg(); err == nil && m.close(*r.Net, net) {
			return true
		}
	}
	return false
}
