package dataapi

import (
	"errors"
	"fmt"
	"time"

	"contra/core/gate"
	"contra/core/gate/tree"
	"contra/core/money"
)

// Balance is how much the platform holds for the merchant in one currency. The
// platform's figures may be half an hour old.
type Balance struct {
	Project int64 // 0 when the platform does not say, as it usually does not
	Name    string
	Amount  money.Amount // may be below zero
	At      time.Time    // when the platform was asked
}

// readBalances reads the answer of /balance/get, in which a currency's code is
// the key of its amount. A single figure that cannot be read spoils the answer.
func readBalances(text []byte, key *gate.Key, now time.Time) ([]Balance, error) {
	d, _, err := open(text, key)
	if err != nil {
		return nil, err
	}
	at := d.Child(0, "balance")
	switch {
	case at == tree.None:
		return nil, errors.New("balance: it is missing")
	case d.Empty(at):
		return nil, nil
	case d.Nodes[at].Kind == tree.Object:
		return balancesOf(d, at, "balance", now)
	case d.Nodes[at].Kind != tree.Array:
		return nil, errors.New("balance: it is " + d.Nodes[at].Kind.String() + ", not a list")
	}
	var all []Balance
	n := 0
	for i := at + 1; i < d.Nodes[at].Next; i = d.Nodes[i].Next {
		where := fmt.Sprintf("balance[%d]", n)
		if k := d.Nodes[i].Kind; k != tree.Object {
			return nil, errors.New(where + ": it is " + k.String() + ", not an object")
		}
		some, err := balancesOf(d, i, where, now)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
		n++
	}
	return all, nil
}

// balancesOf reads one object, which may hold several currencies.
func balancesOf(d *gate.Doc, at int32, where string, now time.Time) ([]Balance, error) {
	part, err := tree.Parse([]byte(d.Bytes(at)))
	if err != nil {
		return nil, err
	}
	m := members{d: &part}
	b := Balance{Project: m.project("project_id"), Name: m.words("name"), At: now}
	var all []Balance
	for i := int32(1); i < part.Nodes[0].Next; i = part.Nodes[i].Next {
		code := part.Nodes[i].Key
		if _, err := money.ParseCurrency(code); err != nil || part.Empty(i) {
			continue
		}
		b.Amount = money.Amount{Minor: m.minor(m.scalar(i, code), code), Currency: m.currency(code, code)}
		all = append(all, b)
	}
	if m.err != nil {
		return nil, fmt.Errorf("%s.%w", where, m.err)
	}
	return all, nil
}
