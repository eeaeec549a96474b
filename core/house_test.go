// Package core_test keeps the house in order: who may import whom.
package core_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type listed struct {
	ImportPath   string
	Imports      []string
	Deps         []string
	TestImports  []string
	XTestImports []string
}

func list(t *testing.T, patterns ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-deps", "-json=ImportPath,Imports,Deps,TestImports,XTestImports"}, patterns...)...)
	cmd.Dir = ".."
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	var all []listed
	for d := json.NewDecoder(out); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err)
		}
		all = append(all, p)
	}
	require.NoError(t, cmd.Wait())
	return all
}

func TestEveryRoomKeepsToItsDoors(t *testing.T) {
	all := list(t, "./...")
	require.NotEmpty(t, all)
	under := func(path, room string) bool { return path == room || strings.HasPrefix(path, room+"/") }
	ours := 0
	for _, p := range all {
		if !under(p.ImportPath, "contra") {
			continue
		}
		ours++
		direct := slices.Concat(p.Imports, p.TestImports, p.XTestImports)
		for _, dep := range p.Deps {
			if under(p.ImportPath, "contra/core") {
				for _, room := range []string{"contra/ui", "contra/importers", "contra/exporters"} {
					require.False(t, under(dep, room), "%s is core and must not reach %s", p.ImportPath, dep)
				}
				require.False(t, strings.HasPrefix(dep, "github.com/charmbracelet/"), "%s is core and must not reach %s", p.ImportPath, dep)
			}
			if under(p.ImportPath, "contra/importers") || under(p.ImportPath, "contra/exporters") {
				require.False(t, under(dep, "contra/ui"), "%s must not reach %s", p.ImportPath, dep)
			}
			if under(p.ImportPath, "contra/ui/cli") {
				require.NotEqual(t, "github.com/charmbracelet/bubbletea", dep, "%s is the headless door", p.ImportPath)
			}
			if p.ImportPath == "contra/core/money" {
				require.False(t, strings.Contains(dep, "."), "money needs the standard library only, not %s", dep)
			}
		}
		for _, dep := range p.Imports {
			if dep == "database/sql" {
				require.True(t, under(p.ImportPath, "contra/core/store"), "only the store speaks SQL, not %s", p.ImportPath)
			}
			if dep == "github.com/charmbracelet/bubbletea" {
				require.True(t, under(p.ImportPath, "contra/ui/tui"), "only the desktop knows bubbletea, not %s", p.ImportPath)
			}
			if dep == "testing" || strings.HasPrefix(dep, "github.com/stretchr/") || strings.HasPrefix(dep, "github.com/makiuchi-d/") {
				require.True(t, strings.HasSuffix(p.ImportPath, "test"), "%s is shipped and must not import %s", p.ImportPath, dep)
			}
		}
		if under(p.ImportPath, "contra/core/sandbox") {
			for _, dep := range direct {
				if under(dep, "contra/core") {
					known := under(dep, "contra/core/sandbox") || dep == "contra/core/money" || dep == "contra/core/gate" || under(dep, "contra/core/gate/seal")
					require.True(t, known, "the stand-in platform shares only money and signatures with the client, not %s", dep)
				}
			}
		}
	}
	require.Greater(t, ours, 20)
}

// The SQLite driver works only with the very libc that it was made for.
func TestLibcIsTheOneThatSQLiteNames(t *testing.T) {
	gomod := func(args ...string) string {
		cmd := exec.Command("go", append([]string{"list", "-m"}, args...)...)
		cmd.Dir = ".."
		out, err := cmd.Output()
		require.NoError(t, err)
		return strings.TrimSpace(string(out))
	}
	have := gomod("-f", "{{.Version}}", "modernc.org/libc")
	file := gomod("-f", "{{.GoMod}}", "modernc.org/sqlite")
	out, err := exec.Command("go", "mod", "edit", "-json", file).Output()
	require.NoError(t, err)
	var mod struct {
		Require []struct{ Path, Version string }
	}
	require.NoError(t, json.Unmarshal(out, &mod))
	for _, r := range mod.Require {
		if r.Path == "modernc.org/libc" {
			require.Equal(t, r.Version, have)
			return
		}
	}
	t.Fatal("the driver's go.mod names no libc")
}
