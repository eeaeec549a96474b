package advice

import (
	"fmt"

	"contra/core/ledger"
)

// exported explains a row of a file that was written.
func exported(f ledger.Refund, p Policy) Advice {
	a := Advice{Now: "it is a row of a file that was written; nobody said that the file was uploaded", Safe: held}
	a.Next = "upload the file in the Dashboard and mark its batch as uploaded, or withdraw the batch" + p.key("; the Batches page (3) does both")
	if f.Hold != "" {
		a.Now = f.Hold
	}
	return a
}

// uploaded explains a row of a file that the platform has.
func uploaded(f ledger.Refund, fits int, p Policy) Advice {
	a := Advice{Now: "its file was uploaded, and no refund that fits has appeared on the payment yet", Safe: held}
	a.Next = "wait: the callback tells, and contra asks now and then" + p.key("; q asks now")
	if f.Hold != "" {
		a.Now = f.Hold
		a.Next = "look in the Dashboard what became of this row; note it as not taken only when the platform surely refused it" + p.key(" (N)")
	}
	if fits > 0 {
		a.Next = fmt.Sprintf("say which operation is this row's%s; nothing is sent by that", p.key(" (A)"))
		if f.Hold == "" {
			a.Now = fmt.Sprintf("%d refunds of %s on the payment may be it", fits, f.Amount)
		}
	}
	return a
}
