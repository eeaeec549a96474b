// Package desk holds the use cases. The desktop and the commands both call
// them, so that a preview on the screen and a dry run are the same value.
package desk

import (
	"context"
	"time"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/config"
	"contra/core/dataapi/pull"
	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/owner"
	"contra/core/purchase"
	"contra/core/recon/closing"
	"contra/core/recon/run"
	"contra/core/recon/work"
	"contra/core/refund"
	"contra/core/report"
	"contra/core/secret"
	"contra/core/store"
	"contra/core/store/purchases"
)

// Options says which ledger to open and how.
type Options struct {
	Ledger   string
	Config   config.Config
	Operator string
	ReadOnly bool
	Now      func() time.Time    // nil: time.Now
	Wait     time.Duration       // how long a write waits for another process's; 0: 15 seconds
	Files    batch.Files         // writes mass refund files; nil: none can be exported
	Reports  report.Reader       // reads rows of reports again; nil: nothing can be reconciled
	Cards    func([]byte) []byte // hides card data in a message; nil: nothing can be pulled
	Program  string              // name and version, for what is signed
	Probe    func(point string)  // called between steps, so that tests can kill the process there
}

// Desk is one open ledger with everything needed to work on it.
type Desk struct {
	Store     *store.Store
	Config    config.Config
	Secrets   *secret.Box
	Methods   ledger.Methods
	Runner    *refund.Runner
	Purchases *purchase.Runner
	Batches   *clerk.Clerk
	Runs      *run.Runner
	Breaks    *work.Breaks
	Months    *closing.Closer
	Pulls     *pull.Runner
}

// Open opens the ledger.
func Open(ctx context.Context, o Options) (*Desk, error) {
	s, err := store.Open(ctx, o.Ledger, store.Options{ReadOnly: o.ReadOnly, Operator: o.Operator, Now: o.Now, Wait: o.Wait, Probe: o.Probe})
	if err != nil {
		return nil, err
	}
	d := &Desk{Store: s, Config: o.Config, Secrets: secret.New(o.Config), Methods: ledger.NewMethods(o.Config.Methods...)}
	d.Runner = &refund.Runner{
		Store: s, Methods: d.Methods, Secret: d.Secrets.Find, Owner: owner.Self(), Probe: o.Probe,
		Gate:        &gate.Client{URL: o.Config.Gate.URL, Timeout: o.Config.Gate.Timeout},
		ResendAfter: o.Config.Gate.ResendAfter, Timeout: o.Config.Gate.Timeout,
		Description: o.Config.Gate.Description, CustomerIP: o.Config.Gate.CustomerIP,
	}
	d.Purchases = &purchase.Runner{
		Store: s, Methods: d.Methods, Secret: d.Secrets.Find, Owner: d.Runner.Owner, Probe: o.Probe,
		Gate:        &gate.Client{URL: o.Config.Gate.URL, Timeout: o.Config.Gate.Timeout},
		ResendAfter: o.Config.Gate.ResendAfter, Timeout: o.Config.Gate.Timeout,
		CustomerIP: o.Config.Gate.CustomerIP, ReturnURL: o.Config.Gate.ReturnURL, PageURL: o.Config.PageURL(), Window: o.Config.Purchase.Window,
	}
	d.Batches = &clerk.Clerk{Store: s, Runner: d.Runner, Methods: d.Methods, Projects: o.Config.Projects, Settings: o.Config.Batch,
		Description: o.Config.Gate.Description, Files: o.Files, Probe: o.Probe}
	d.Runs = &run.Runner{Store: s, Reader: o.Reports, Rules: o.Config.Reconcile.Rules}
	d.Breaks = &work.Breaks{Store: s, Runs: d.Runs, Refunds: d.Runner}
	d.Months = &closing.Closer{Store: s, Runs: d.Runs, Program: o.Program}
	d.Pulls = &pull.Runner{Store: s, API: d.dataAPI(o), Methods: d.Methods, Overlap: o.Config.DataAPI.Overlap, Owner: d.Runner.Owner, Probe: o.Probe}
	for _, p := range o.Config.Projects {
		d.Pulls.Projects = append(d.Pulls.Projects, p.ID)
	}
	return d, nil
}

// Close releases the ledger.
func (d *Desk) Close() error { return d.Store.Close() }

// Dossier is everything that the ledger knows of one payment.
type Dossier struct {
	Payment    ledger.Payment
	Method     ledger.Method
	Operations []ledger.Operation
	Refunds    []ledger.Refund
	Callbacks  []ledger.Callback
	Steps      map[string][]ledger.Step // by refund id

	Purchase      *ledger.Purchase // ours that asked for it; nil: others did
	PurchaseSteps []ledger.PurchaseStep
}

// Dossier reads a payment with all that happened to it.
func (d *Desk) Dossier(ctx context.Context, paymentRow int64) (Dossier, error) {
	a, refunds, err := d.Store.Account(ctx, paymentRow)
	if err != nil {
		return Dossier{}, err
	}
	out := Dossier{Payment: a.Payment, Operations: a.Operations, Refunds: refunds, Steps: map[string][]ledger.Step{}}
	out.Method, _ = d.Methods.Lookup(a.Payment.Method)
	if out.Callbacks, err = d.Store.Callbacks(ctx, paymentRow); err != nil {
		return Dossier{}, err
	}
	for _, f := range refunds {
		if out.Steps[f.ID], err = d.Store.Steps(ctx, f.ID); err != nil {
			return Dossier{}, err
		}
	}
	asked, ours, err := purchases.OfPayment(ctx, d.Store, a.Payment.Key())
	if err != nil || !ours {
		return out, err
	}
	out.Purchase = &asked
	out.PurchaseSteps, err = purchases.Steps(ctx, d.Store, asked.ID)
	return out, err
}
