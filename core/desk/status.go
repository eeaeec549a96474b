package desk

import (
	"context"
	"fmt"

	"contra/core/gate"
	"contra/core/ledger"
)

// Standing is what the platform says of a payment beside what the ledger knows.
type Standing struct {
	Answer      gate.StatusAnswer
	Known       bool // the ledger has the payment
	Differences []string
}

// Status asks the platform for a payment's status and compares the answer with the
// ledger. Nothing is changed. A payment that the platform does not know is
// ledger.ErrNotFound.
func (d *Desk) Status(ctx context.Context, project int64, paymentID string) (Standing, error) {
	secret, err := d.Runner.Secret(project)
	if err != nil {
		return Standing{}, err
	}
	body, err := gate.StatusRequest(project, paymentID, secret)
	if err != nil {
		return Standing{}, err
	}
	answer, err := gate.ReadStatus(d.Runner.Gate.Status(ctx, body), project, paymentID, secret)
	if err != nil {
		return Standing{}, err
	}
	s := Standing{Answer: answer}
	found, err := d.Store.Find(ctx, project, paymentID)
	if err != nil {
		return s, err
	}
	s.Known = len(found) == 1
	switch {
	case answer.Unknown && s.Known:
		return s, ledger.Errorf(ledger.ErrNotFound, "the platform does not know payment %s of project %d, and the ledger does", paymentID, project).WithHint("is %s the address of the right platform?", d.Config.Gate.URL)
	case answer.Unknown:
		return s, ledger.Errorf(ledger.ErrNotFound, "the platform does not know payment %s of project %d", paymentID, project).WithHint("check the project and the id in the Dashboard")
	case !s.Known:
		s.Differences = []string{"the ledger does not have this payment"}
		return s, nil
	}
	a, _, err := d.Store.Account(ctx, found[0].RowID)
	if err != nil {
		return s, err
	}
	s.Differences = differences(answer, a)
	return s, nil
}

// differences puts into words where the platform and the ledger disagree.
func differences(answer gate.StatusAnswer, a *ledger.Account) (all []string) {
	differ := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if said, kept := ledger.Normal(answer.PaymentStatus), ledger.Normal(a.Payment.Status); said != "" && said != kept {
		differ("the payment is %s, in the ledger %s", said, kept)
	}
	kept := map[string]ledger.Operation{}
	for _, o := range a.Operations {
		kept[o.ID] = o
	}
	for _, o := range answer.Operations {
		k, known := kept[o.ID]
		delete(kept, o.ID)
		switch {
		case !known:
			differ("the ledger lacks operation %s, a %s of %s that is %s", o.ID, o.Type, o.Amount, o.Status)
		case ledger.Normal(o.Status) != ledger.Normal(k.Status):
			differ("operation %s is %s, in the ledger %s", o.ID, o.Status, k.Status)
		case o.Amount != k.Amount:
			differ("operation %s is of %s, in the ledger of %s", o.ID, o.Amount, k.Amount)
		}
	}
	for _, o := range a.Operations {
		if _, left := kept[o.ID]; left && answer.Complete {
			differ("the platform does not list operation %s, a %s of %s", o.ID, o.Type, o.Amount)
		}
	}
	return all
}
