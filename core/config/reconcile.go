package config

import (
	"errors"
	"fmt"
	"time"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
)

// Reconcile says how reports are compared with the ledger.
type Reconcile struct {
	Zone   string        // in which months are counted; the platform's reports count in UTC
	Unseen time.Duration // how long a refund may have succeeded without being in a report
	Rules  recon.Rules
}

type reconcileEntry struct {
	Zone      string            `toml:"zone"`
	Unseen    duration          `toml:"unseen_after"`
	Due       duration          `toml:"due"`
	Window    duration          `toml:"window"`
	Tolerance map[string]int64  `toml:"tolerance"`
	Statuses  map[string]string `toml:"statuses"`
	Types     map[string]string `toml:"types"`
	Group     []struct {
		By   string `toml:"by"`
		Type string `toml:"type"`
	} `toml:"group"`
	Fee []struct {
		Currency    string `toml:"currency"`
		Type        string `toml:"type"`
		Fixed       int64  `toml:"fixed"`
		BasisPoints int64  `toml:"basis_points"`
	} `toml:"fee"`
}

func (c *Config) takeReconcile(e reconcileEntry) error {
	r := &c.Reconcile
	if e.Zone != "" {
		r.Zone = e.Zone
	}
	if _, err := time.LoadLocation(r.Zone); err != nil {
		return fmt.Errorf("reconcile.zone: %q is not a known time zone", r.Zone)
	}
	if e.Unseen.set {
		r.Unseen = e.Unseen.Duration
	}
	if e.Due.set {
		r.Rules.Due = e.Due.Duration
	}
	if e.Window.set {
		r.Rules.Window = e.Window.Duration
	}
	for code, minor := range e.Tolerance {
		currency, err := money.ParseCurrency(code)
		if err != nil {
			return fmt.Errorf("reconcile.tolerance: %w", err)
		}
		if minor < 0 {
			return fmt.Errorf("reconcile.tolerance.%s must not be negative", code)
		}
		if r.Rules.Tolerance == nil {
			r.Rules.Tolerance = map[money.Currency]int64{}
		}
		r.Rules.Tolerance[currency] = minor
	}
	r.Rules.Statuses, r.Rules.Types = normal(e.Statuses), normal(e.Types)
	for _, g := range e.Group {
		switch by := recon.GroupKey(g.By); by {
		case recon.ByPayment, recon.ByProvider, recon.ByARN, recon.ByRRN, recon.ByBatch:
			r.Rules.Groups = append(r.Rules.Groups, recon.Group{By: by, Type: ledger.Normal(g.Type)})
		default:
			return fmt.Errorf("reconcile.group: %q is none of payment, provider, arn, rrn, batch", g.By)
		}
	}
	for _, f := range e.Fee {
		currency, err := money.ParseCurrency(f.Currency)
		if err != nil {
			return fmt.Errorf("reconcile.fee: %w", err)
		}
		if f.Fixed < 0 || f.BasisPoints < 0 || f.BasisPoints > 10_000 {
			return errors.New("reconcile.fee: fixed and basis_points must not be negative, and basis_points at most 10000")
		}
		r.Rules.Fees = append(r.Rules.Fees, recon.Fee{Currency: currency, Type: ledger.Normal(f.Type), Fixed: f.Fixed, Basis: f.BasisPoints})
	}
	return nil
}

// normal brings words into the spelling under which they are compared.
func normal(words map[string]string) map[string]string {
	if len(words) == 0 {
		return nil
	}
	all := make(map[string]string, len(words))
	for from, to := range words {
		all[ledger.Normal(from)] = ledger.Normal(to)
	}
	return all
}
