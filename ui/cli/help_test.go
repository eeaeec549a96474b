package cli

import (
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"

	"contra/ui/cli/app"
)

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
	walk(newRoot(&app.App{}))
}
