//go:build unix

package files

import (
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLinksAndPipes(t *testing.T) {
	tree(t, map[string]string{"cb/d/1.json": "1", "other/2.json": "2"})
	require.NoError(t, os.Symlink("..", "cb/d/loop"))
	require.NoError(t, os.Symlink("../other", "cb/else"))
	require.NoError(t, os.Symlink("d/1.json", "cb/same.json"))
	require.NoError(t, os.Symlink("nowhere.json", "cb/gone.json"))
	require.NoError(t, syscall.Mkfifo("cb/pipe.json", 0o600))
	p, err := Open([]string{"cb"}, nil)
	require.NoError(t, err)
	require.Equal(t, []got{{"cb/d/1.json", "1", ""}, {"cb/else/2.json", "2", ""}, {"cb/same.json", "1", ""}}, read(t, p))
	require.Equal(t, []Ignored{{"cb/d/loop", RuleVisited}, {"cb/gone.json", RuleBroken}, {"cb/pipe.json", RuleSpecial}}, p.Ignored)
}
