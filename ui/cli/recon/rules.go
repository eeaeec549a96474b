package recon

import (
	"errors"
	"maps"
	"strings"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
)

// rules lays what --tolerance says over the configured rules.
func rules(configured recon.Rules, tolerance []string) (*recon.Rules, error) {
	if len(tolerance) == 0 {
		return &configured, nil
	}
	wider := maps.Clone(configured.Tolerance)
	if wider == nil {
		wider = map[money.Currency]int64{}
	}
	for _, t := range tolerance {
		code, amount, ok := strings.Cut(t, "=")
		if !ok {
			return nil, ledger.Errorf(ledger.ErrUsage, "--tolerance %q: write CURRENCY=AMOUNT, such as EUR=0.01", t).WithHint("the amount is in major units")
		}
		c, err := money.ParseCurrency(strings.ToUpper(strings.TrimSpace(code)))
		if err != nil {
			return nil, ledger.Errorf(ledger.ErrUsage, "--tolerance %q: %v", t, err)
		}
		by, err := money.Parse(amount, c)
		var said *money.ParseError
		if errors.As(err, &said) {
			return nil, ledger.Errorf(ledger.ErrUsage, "--tolerance %q: %s", t, said.Problem).WithHint("%s", said.Hint)
		}
		if err != nil {
			return nil, ledger.Errorf(ledger.ErrUsage, "--tolerance %q: %v", t, err)
		}
		wider[c] = by.Minor
	}
	configured.Tolerance = wider
	return &configured, nil
}
