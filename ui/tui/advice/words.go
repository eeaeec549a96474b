// Package advice says in words where a refund stands, what comes next, and why
// that is safe. It decides nothing: it reads a refund as the ledger has it.
package advice

import (
	"contra/core/ledger"
	"contra/ui/tui/theme"
)

// Word names a refund's state for people.
func Word(s ledger.RefundState) string {
	switch s {
	case ledger.AwaitingApproval:
		return "awaits approval"
	case ledger.InDoubt:
		return "in doubt"
	case ledger.Cancelled:
		return "withdrawn"
	case ledger.ReversedBackNow:
		return "taken back"
	}
	return string(s)
}

// Tone is how a state looks; its word always stands beside it.
func Tone(s ledger.RefundState) theme.Tone {
	switch s {
	case ledger.Succeeded, ledger.Confirmed:
		return theme.Good
	case ledger.Declined, ledger.Rejected:
		return theme.Bad
	case ledger.InDoubt, ledger.ReversedBackNow:
		return theme.Warn
	case ledger.Cancelled:
		return theme.Muted
	}
	return theme.Info
}

// Glyph is the sign of a state.
func Glyph(st *theme.Styles, s ledger.RefundState) string {
	switch s {
	case ledger.Succeeded, ledger.Confirmed:
		return st.Check
	case ledger.Declined, ledger.Rejected:
		return st.Cross
	case ledger.InDoubt, ledger.ReversedBackNow:
		return st.Attention
	case ledger.Cancelled:
		return "-"
	}
	return st.Dot
}

// NeedsPerson tells whether contra cannot go on alone, or somebody should know.
func NeedsPerson(f ledger.Refund) bool { return f.Hold != "" || f.State == ledger.InDoubt }
