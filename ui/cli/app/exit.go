package app

import (
	"context"
	"errors"
	"fmt"

	"contra/core/ledger"
)

// Exit codes. They are a contract with scripts.
const (
	ExitDone      = 0
	ExitFailed    = 1
	ExitUsage     = 2
	ExitFindings  = 3
	ExitRefused   = 4
	ExitUnknown   = 5 // the outcome of a refund is not known yet
	ExitCancelled = 130
)

// exits is the one table from failures to exit codes.
var exits = map[ledger.Code]int{
	ledger.ErrNotFound:      ExitFailed,
	ledger.ErrAmbiguous:     ExitUsage,
	ledger.ErrUsage:         ExitUsage,
	ledger.ErrBadAmount:     ExitUsage,
	ledger.ErrOverRefund:    ExitRefused,
	ledger.ErrCurrency:      ExitRefused,
	ledger.ErrNotRefundable: ExitRefused,
	ledger.ErrNoPartial:     ExitRefused,
	ledger.ErrNoRefunds:     ExitRefused,
	ledger.ErrWindow:        ExitRefused,
	ledger.ErrDisputed:      ExitRefused,
	ledger.ErrChanged:       ExitRefused,
	ledger.ErrLostRace:      ExitRefused,
	ledger.ErrUnknownMethod: ExitRefused,
	ledger.ErrNoSecret:      ExitFailed,
	ledger.ErrReadOnly:      ExitRefused,
	ledger.ErrFindings:      ExitRefused,
	ledger.ErrExported:      ExitRefused,
	ledger.ErrState:         ExitRefused,
	ledger.ErrLocked:        ExitRefused,
	ledger.ErrLayout:        ExitUsage,
	ledger.ErrUnit:          ExitUsage,
	ledger.ErrOverflow:      ExitFailed,
	ledger.ErrBusy:          ExitFailed,
	ledger.ErrDamaged:       ExitFailed,
	ledger.ErrIO:            ExitFailed,
	ledger.ErrNetwork:       ExitFailed,
	ledger.ErrConfig:        ExitFailed,
	ledger.ErrCancelled:     ExitCancelled,
}

// ExitOf gives the exit code of a failure.
func ExitOf(err error) int {
	var known *ledger.Error
	if errors.As(err, &known) {
		if code, ok := exits[known.Code]; ok {
			return code
		}
	}
	return ExitFailed
}

// ExitOfRefund gives the exit code of a refund by where it stands.
func ExitOfRefund(s ledger.RefundState) int {
	switch s {
	case ledger.Planned, ledger.Succeeded, ledger.Confirmed:
		return ExitDone
	case ledger.Prepared, ledger.Sent, ledger.Accepted, ledger.InDoubt, ledger.Exported, ledger.Uploaded:
		return ExitUnknown
	case ledger.AwaitingApproval, ledger.Cancelled:
		return ExitRefused
	}
	return ExitFailed
}

// Outcome ends a command that has printed its result with an exit code that is
// not 0.
type Outcome int

func (o Outcome) Error() string { return fmt.Sprintf("exit %d", int(o)) }

// Ended turns an exit code into what a command returns.
func Ended(code int) error {
	if code == ExitDone {
		return nil
	}
	return Outcome(code)
}

// Coded gives an error its code: what came from a cancelled context is a cancellation.
func Coded(err error) error {
	var known *ledger.Error
	if err == nil || errors.As(err, &known) || !errors.Is(err, context.Canceled) {
		return err
	}
	return &ledger.Error{Code: ledger.ErrCancelled, Message: "cancelled"}
}
