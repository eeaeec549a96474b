package judge

import (
	"context"

	"contra/core/ledger"
	"contra/core/recon"
)

// Judge finds a place for every record of the input: a pair, a break, or what
// is expected later. Records outside of the period only serve to explain others. So do
// operations that did not succeed: no report has to have them.
//
// The result shares its records with the input. It fails with ErrOverflow when
// the sums of a currency do not fit into 64 bits, with ErrBadAmount when an amount is negative,
// and with ErrCancelled.
func Judge(ctx context.Context, in recon.Input) (recon.Result, error) {
	m, err := newMatcher(&in)
	if err != nil {
		return recon.Result{}, err
	}
	for _, step := range []func(){
		m.byHand, m.byOperation, m.rejected, m.byValues, m.byReference, m.byRefund, m.byWhole, m.leftRows, m.leftLocal,
	} {
		if ctx.Err() != nil {
			return recon.Result{}, ledger.Errorf(ledger.ErrCancelled, "the comparison was cancelled")
		}
		step()
	}
	return m.result()
}
