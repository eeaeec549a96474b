package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

// Every code that the ledger can fail with has its exit code, also one that is
// added later.
func TestEveryCodeHasAnExitCode(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../core/ledger/errors.go", nil, 0)
	require.NoError(t, err)
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Err") {
			return true
		}
		text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		require.NoError(t, err)
		require.Contains(t, exits, ledger.Code(text), spec.Names[0].Name)
		found++
		return true
	})
	require.Equal(t, len(exits), found)
}

// A refund whose outcome is open never looks like one that is done or failed.
func TestStatesAndExitCodesAgree(t *testing.T) {
	for _, s := range refundStates {
		code := exitOfRefund(s)
		switch {
		case s == ledger.AwaitingApproval:
			require.Equal(t, exitRefused, code)
		case s.Open():
			require.Equal(t, exitUnknown, code, s)
		default:
			require.NotEqual(t, exitUnknown, code, s)
		}
	}
}

// Every command explains itself with an example, and names the unit wherever
// an amount can be typed.
func TestEveryCommandExplainsItself(t *testing.T) {
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			walk(sub)
		}
		if c.HasSubCommands() || c.Name() == "help" || c.Name() == "version" {
			return
		}
		require.NotEmpty(t, c.Short, c.CommandPath())
		require.Contains(t, c.Example, c.CommandPath(), c.CommandPath())
		if f := c.Flags().Lookup("amount"); f != nil {
			require.Contains(t, f.Usage, "major units")
		}
	}
	walk((&app{}).root())
}
