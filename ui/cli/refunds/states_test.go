package refunds

import (
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/ui/cli/app"
)

// A refund whose outcome is open never looks like one that is done or failed.
func TestStatesAndExitCodesAgree(t *testing.T) {
	for _, s := range states {
		code := app.ExitOfRefund(s)
		switch {
		case s == ledger.AwaitingApproval:
			require.Equal(t, app.ExitRefused, code)
		case s.Open():
			require.Equal(t, app.ExitUnknown, code, s)
		default:
			require.NotEqual(t, app.ExitUnknown, code, s)
		}
	}
}
