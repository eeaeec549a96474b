package refund

import (
	"context"
	"sync"
	"time"

	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/owner"
	"contra/core/store"
)

// Gate is the part of the platform that refunds need.
type Gate interface {
	Refund(ctx context.Context, path string, body []byte) gate.Reply
	Status(ctx context.Context, body []byte) gate.Reply
}

// Runner carries out refunds on one ledger.
type Runner struct {
	Store   *store.Store
	Gate    Gate
	Methods ledger.Methods
	// Secret gives a project's secret, or an error with a next step.
	Secret func(project int64) (string, error)
	// ResendAfter is how long an in-doubt refund that the platform does not know waits before its one resend.
	ResendAfter time.Duration
	// Timeout is how long a call to Gate may take; another process's attempt is left alone that long.
	Timeout     time.Duration
	Description string        // used when none is given
	CustomerIP  string        // customer.ip_address of every refund, when configured
	Owner       owner.Process // this process
	// Probe is called between the steps, so that tests can kill the process there.
	Probe func(point string)

	asked sync.Map // refund id -> when this process last asked about it; an answer without news is not stored
}

func (r *Runner) at(point string) {
	if r.Probe != nil {
		r.Probe(point)
	}
}

// snapshot is what the audit chain keeps of a refund: all but the bytes, which
// never change and whose hash is recorded with the intent.
type snapshot struct {
	ID        string             `json:"refund_id"`
	Project   int64              `json:"project_id"`
	Payment   string             `json:"payment_id"`
	Amount    int64              `json:"amount"`
	Currency  string             `json:"currency"`
	State     ledger.RefundState `json:"state"`
	Request   string             `json:"request_id,omitempty"`
	Operation string             `json:"operation_id,omitempty"`
	Code      string             `json:"code,omitempty"`
	Attempts  int                `json:"attempts"`
	Detail    string             `json:"detail,omitempty"`
	BodyHash  string             `json:"body_sha256,omitempty"`
}

func snap(f *ledger.Refund, detail string) snapshot {
	return snapshot{f.ID, f.Project, f.PaymentID, f.Amount.Minor, string(f.Amount.Currency), f.State, f.RequestID, f.OperationID, f.Code, f.Attempts, detail, ""}
}
