package ledger

import "fmt"

// Code names a failure. One table in the command line maps codes to exit codes.
type Code string

const (
	ErrNotFound      Code = "not_found"
	ErrAmbiguous     Code = "ambiguous" // several projects have this payment id
	ErrUsage         Code = "usage"
	ErrBadAmount     Code = "bad_amount"
	ErrOverRefund    Code = "over_refund"
	ErrCurrency      Code = "wrong_currency"
	ErrNotRefundable Code = "not_refundable"
	ErrNoPartial     Code = "no_partial_refund"
	ErrNoRefunds     Code = "no_refunds"    // the method cannot refund at all
	ErrWindow        Code = "refund_window" // the method's refund window has passed
	ErrDisputed      Code = "disputed"
	ErrChanged       Code = "changed"   // the ledger moved since the screen was drawn
	ErrLostRace      Code = "lost_race" // another refund took the remainder first
	ErrUnknownMethod Code = "unknown_method"
	ErrNoSecret      Code = "no_secret"
	ErrReadOnly      Code = "read_only"
	ErrFindings      Code = "has_errors"       // rows of a batch have errors
	ErrExported      Code = "already_exported" // the same rows are in a file already
	ErrState         Code = "wrong_state"      // the refund's state does not allow this
	ErrLocked        Code = "locked"           // the month is signed
	ErrLayout        Code = "unknown_layout"   // a report's columns are not understood yet, or changed
	ErrUnit          Code = "unknown_unit"     // whether amounts are in minor or major units has to be said
	ErrOverflow      Code = "overflow"
	ErrBusy          Code = "ledger_busy"
	ErrDamaged       Code = "ledger_damaged"
	ErrIO            Code = "io"
	ErrNetwork       Code = "network"
	ErrConfig        Code = "config"
	ErrCancelled     Code = "cancelled"
)

// Error carries a code, a sentence, and the next step for the person who reads it.
type Error struct {
	Code    Code
	Message string
	Hint    string
	Err     error
}

func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Message, e.Err)
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error whose hint is empty.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// WithHint adds the next step.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}
