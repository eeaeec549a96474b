package desktop

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/sandbox"
)

// The README's table of keys is the catalogue's own. When it is not, the test
// writes the right one to the file that CONTRA_TEST_KEYS names.
func TestTheReadmeTellsEveryKey(t *testing.T) {
	r := desktest.New(t, desktest.Options{})
	m, err := New(context.Background(), Options{Desk: r.Desk, Practice: true, Demo: sandbox.New(sandbox.Options{})})
	require.NoError(t, err)
	keys := m.reg.Markdown()
	if path := os.Getenv("CONTRA_TEST_KEYS"); path != "" {
		require.NoError(t, os.WriteFile(path, []byte(keys), 0o644))
	}
	readme, err := os.ReadFile("../../../README.md")
	require.NoError(t, err)
	require.Contains(t, string(readme), keys)
}
