package purchase

import (
	"context"
	"sync"
	"time"

	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/owner"
	"contra/core/store"
)

// Gate is the part of the platform that purchases need.
type Gate interface {
	Sale(ctx context.Context, path string, body []byte) gate.Reply
	Status(ctx context.Context, body []byte) gate.Reply
}

// Runner carries out purchases on one ledger.
type Runner struct {
	Store   *store.Store
	Gate    Gate
	Methods ledger.Methods
	// Secret gives a project's secret, or an error with a next step.
	Secret func(project int64) (string, error)
	// ResendAfter is how long an in-doubt purchase that the platform does not know waits before its one resend.
	ResendAfter time.Duration
	// Timeout is how long a call to Gate may take; another process's attempt is left alone that long.
	Timeout    time.Duration
	CustomerIP string        // used when a wish gives none
	ReturnURL  string        // where customers are led when a wish does not say
	PageURL    string        // of the Payment Page; empty: the platform's
	Window     time.Duration // how long a customer has when a wish does not say; 0: without a limit of ours
	Owner      owner.Process // this process
	// Probe is called between the steps, so that tests can kill the process there.
	Probe func(point string)

	asked sync.Map // purchase id -> when this process last asked about it; an answer without news is not stored
}

func (r *Runner) at(point string) {
	if r.Probe != nil {
		r.Probe(point)
	}
}

// snapshot is what the audit chain keeps of a purchase: all but the bytes, which
// never change and whose hash is recorded with the intent.
type snapshot struct {
	ID        string               `json:"purchase_id"`
	Via       ledger.Via           `json:"via"`
	Project   int64                `json:"project_id"`
	Payment   string               `json:"payment_id"`
	Amount    int64                `json:"amount"`
	Currency  string               `json:"currency"`
	State     ledger.PurchaseState `json:"state"`
	Request   string               `json:"request_id,omitempty"`
	Operation string               `json:"operation_id,omitempty"`
	Code      string               `json:"code,omitempty"`
	Attempts  int                  `json:"attempts"`
	Detail    string               `json:"detail,omitempty"`
	BodyHash  string               `json:"body_sha256,omitempty"`
}

func snap(p *ledger.Purchase, detail string) snapshot {
	return snapshot{p.ID, p.Via, p.Project, p.PaymentID, p.Amount.Minor, string(p.Amount.Currency), p.State, p.RequestID, p.OperationID, p.Code, p.Attempts, detail, ""}
}
