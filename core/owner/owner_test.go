package owner_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/owner"
)

func TestAReusedProcessIDIsNotTheOwner(t *testing.T) {
	self := owner.Self()
	require.True(t, self.Alive())
	parts := strings.Split(string(self), "/")
	require.Len(t, parts, 3)
	if parts[2] == "" {
		t.Log("this system does not tell when a process started")
		return
	}
	of := func(host string, pid int, start string) owner.Process {
		return owner.Process(fmt.Sprintf("%s/%d/%s", host, pid, start))
	}
	require.False(t, of(parts[0], os.Getpid(), "1").Alive(), "this process's id, used by another before")
	require.False(t, of(parts[0], os.Getppid(), "1").Alive(), "a living process's id, used by another before")
	require.False(t, of(parts[0], 1<<22+1, "1").Alive(), "no such process")
	require.True(t, of("elsewhere", 1, "1").Alive(), "another machine cannot be asked")
	for _, odd := range []owner.Process{"", "x", "a/b/c", owner.Process(parts[0] + "/x/1"), owner.Process(parts[0] + "/-1/1")} {
		if !strings.HasPrefix(string(odd), "a/") {
			require.False(t, odd.Alive(), "%q", odd)
		}
	}
}
