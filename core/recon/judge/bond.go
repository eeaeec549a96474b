package judge

import "contra/core/recon"

// bond is why a row and an operation are taken to be one.
type bond struct {
	by    recon.By
	words string
}

var (
	sameOperation = bond{recon.ByOperation, "same operation id"}
	sameValues    = bond{recon.ByValues, "same payment, type, amount and currency"}
	sameProvider  = bond{recon.ByReference, "same provider's payment id"}
	sameARN       = bond{recon.ByReference, "same ARN"}
	sameRRN       = bond{recon.ByReference, "same RRN"}
	onlyRefund    = bond{recon.ByRefund, "our only refund without an operation that fits"}
)
