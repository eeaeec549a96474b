package work

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store"
	"contra/core/store/runs"
)

// Asked is what the platform said about the payment of one finding.
type Asked struct {
	Finding archive.Finding
	Payment ledger.Payment
	Err     error
}

// Ask asks the platform about the payment of each finding, once for each
// payment, and takes the answers into the ledger. The next run shows their effect.
func (b *Breaks) Ask(ctx context.Context, runID int64, numbers []int64, f runs.Filter, progress func(done, total int)) ([]Asked, error) {
	findings, err := b.chosen(ctx, runID, numbers, f)
	if err != nil {
		return nil, err
	}
	answers := map[ledger.Key]Asked{}
	all := make([]Asked, 0, len(findings))
	for i, x := range findings {
		if progress != nil {
			progress(i, len(findings))
		}
		if ctx.Err() != nil {
			return all, ledger.Errorf(ledger.ErrCancelled, "the questions were stopped after %d of %d", i, len(findings))
		}
		key := ledger.Key{Project: x.Project, ID: x.PaymentID}.Fold()
		a, ok := answers[key]
		if !ok {
			a.Payment, a.Err = b.ask(ctx, x)
			answers[key] = a
		}
		a.Finding = x
		all = append(all, a)
	}
	return all, nil
}

func (b *Breaks) ask(ctx context.Context, f archive.Finding) (ledger.Payment, error) {
	if f.PaymentID == "" {
		return ledger.Payment{}, ledger.Errorf(ledger.ErrUsage, "the break names no payment to ask about")
	}
	project, err := b.project(ctx, f)
	if err != nil {
		return ledger.Payment{}, err
	}
	return b.Refunds.Discover(ctx, project, f.PaymentID)
}

// project is that of the break, or of the one payment with its id.
func (b *Breaks) project(ctx context.Context, f archive.Finding) (int64, error) {
	if f.Project != 0 {
		return f.Project, nil
	}
	found, err := b.Store.Find(ctx, 0, f.PaymentID)
	if err != nil {
		return 0, err
	}
	if len(found) != 1 {
		return 0, ledger.Errorf(ledger.ErrUsage, "the report does not say of which project payment %s is", f.PaymentID).WithHint("give the profile a project column or a default project")
	}
	return found[0].Project, nil
}

// adopted is what the audit entry of an adoption records.
type adopted struct {
	Run         int64            `json:"run"`
	Decision    archive.Decision `json:"decision"`
	Project     int64            `json:"project_id"`
	PaymentID   string           `json:"payment_id"`
	OperationID string           `json:"operation_id"`
	Report      int64            `json:"report"`
	Line        int              `json:"line"`
}

// Adopt takes what only the report has into the ledger: by asking the platform
// when it answers, else from the report's own row. The note says who made it.
func (b *Breaks) Adopt(ctx context.Context, runID, number int64, note string) (ledger.Payment, error) {
	x, findings, err := b.named(ctx, runID, []int64{number}, note)
	if err != nil {
		return ledger.Payment{}, err
	}
	f := findings[0]
	switch {
	case f.Kind != archive.Broken || len(f.Break.Report) != 1 || len(f.Break.Local) > 0:
		return ledger.Payment{}, ledger.Errorf(ledger.ErrState, "only what the report alone has can be adopted")
	case f.Code != recon.ForeignRefund && f.Code != recon.MissingLocal && f.Code != recon.RefundReversed:
		return ledger.Payment{}, ledger.Errorf(ledger.ErrState, "%s cannot be adopted", f.Code).WithHint("%s", f.Code.About().Next)
	}
	row := &f.Break.Report[0]
	if row.OperationID == "" || row.PaymentID == "" {
		return ledger.Payment{}, ledger.Errorf(ledger.ErrState, "line %d names no operation, so its like could come in a second time", row.Line).WithHint("ask the platform instead")
	}
	project, err := b.project(ctx, f)
	if err != nil {
		return ledger.Payment{}, err
	}
	_, asked := b.Refunds.Discover(ctx, project, row.PaymentID)
	var refused *ledger.Error
	if asked != nil && errors.As(asked, &refused) && refused.Code == ledger.ErrCancelled {
		return ledger.Payment{}, asked
	}
	return b.adopt(ctx, x, f, row, project, strings.TrimSpace(note))
}

func (b *Breaks) adopt(ctx context.Context, x archive.Run, f archive.Finding, row *recon.Record, project int64, note string) (p ledger.Payment, err error) {
	key := ledger.Key{Project: project, ID: row.PaymentID}
	err = b.Store.Write(ctx, "adopting an operation", func(tx *store.Tx) error {
		book, err := intake.Open(ctx, tx, []ledger.Key{key})
		if err != nil {
			return err
		}
		e := ledger.Event{Project: project, PaymentID: row.PaymentID, Operation: ledger.Operation{ID: row.OperationID, Type: row.TypeName, Status: row.StatusName,
			Amount: row.Money, Date: row.When, CompletedAt: row.When, ProviderPaymentID: row.Refs.Provider}}
		if a := book.Account(key); a != nil {
			e.PaymentStatus = a.Payment.Status
		}
		a, _ := book.Apply(e) // what the platform has told meanwhile stays as it is
		if _, err := book.Save(ctx); err != nil {
			return err
		}
		p = a.Payment
		d := []archive.Decision{{Month: x.Month, Key: f.Key, Verb: archive.Adopt, Note: note}}
		if err := runs.Decide(ctx, tx, d); err != nil {
			return err
		}
		tx.Record("report.adopted", row.PaymentID, adopted{x.ID, d[0], project, row.PaymentID, row.OperationID, row.Report, row.Line})
		return nil
	})
	if err != nil {
		return p, fmt.Errorf("adopting operation %s: %w", row.OperationID, err)
	}
	return p, nil
}
