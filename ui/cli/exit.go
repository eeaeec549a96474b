package cli

import (
	"context"
	"errors"
	"fmt"

	"contra/core/ledger"
)

// Exit codes. They are a contract with scripts.
const (
	exitDone      = 0
	exitFailed    = 1
	exitUsage     = 2
	exitFindings  = 3
	exitRefused   = 4
	exitUnknown   = 5 // the outcome of a refund is not known yet
	exitCancelled = 130
)

// exits is the one table from failures to exit codes.
var exits = map[ledger.Code]int{
	ledger.ErrNotFound:      exitFailed,
	ledger.ErrAmbiguous:     exitUsage,
	ledger.ErrUsage:         exitUsage,
	ledger.ErrBadAmount:     exitUsage,
	ledger.ErrOverRefund:    exitRefused,
	ledger.ErrCurrency:      exitRefused,
	ledger.ErrNotRefundable: exitRefused,
	ledger.ErrNoPartial:     exitRefused,
	ledger.ErrNoRefunds:     exitRefused,
	ledger.ErrWindow:        exitRefused,
	ledger.ErrDisputed:      exitRefused,
	ledger.ErrChanged:       exitRefused,
	ledger.ErrLostRace:      exitRefused,
	ledger.ErrUnknownMethod: exitRefused,
	ledger.ErrNoSecret:      exitFailed,
	ledger.ErrReadOnly:      exitRefused,
	ledger.ErrState:         exitRefused,
	ledger.ErrBusy:          exitFailed,
	ledger.ErrDamaged:       exitFailed,
	ledger.ErrIO:            exitFailed,
	ledger.ErrNetwork:       exitFailed,
	ledger.ErrConfig:        exitFailed,
	ledger.ErrCancelled:     exitCancelled,
}

// exitOf gives the exit code of a failure.
func exitOf(err error) int {
	var known *ledger.Error
	if errors.As(err, &known) {
		if code, ok := exits[known.Code]; ok {
			return code
		}
	}
	return exitFailed
}

// exitOfRefund gives the exit code of a refund by where it stands.
func exitOfRefund(s ledger.RefundState) int {
	switch s {
	case ledger.Planned, ledger.Succeeded, ledger.Confirmed:
		return exitDone
	case ledger.Prepared, ledger.Sent, ledger.Accepted, ledger.InDoubt:
		return exitUnknown
	case ledger.AwaitingApproval, ledger.Cancelled:
		return exitRefused
	}
	return exitFailed
}

// outcome ends a command that has printed its result with an exit code that is
// not 0.
type outcome int

func (o outcome) Error() string { return fmt.Sprintf("exit %d", int(o)) }

// ended turns an exit code into what a command returns.
func ended(code int) error {
	if code == exitDone {
		return nil
	}
	return outcome(code)
}

// coded gives an error its code: what came from a cancelled context is a cancellation.
func coded(err error) error {
	var known *ledger.Error
	if err == nil || errors.As(err, &known) || !errors.Is(err, context.Canceled) {
		return err
	}
	return &ledger.Error{Code: ledger.ErrCancelled, Message: "cancelled"}
}
