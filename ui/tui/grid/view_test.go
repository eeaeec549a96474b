package grid

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/action"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

func requireExact(t testing.TB, frame string, w, h int) {
	t.Helper()
	if w <= 0 || h <= 0 {
		require.Empty(t, frame)
		return
	}
	lines := strings.Split(frame, "\n")
	require.Len(t, lines, h)
	for i, l := range lines {
		require.Equal(t, w, text.Width(l), "line %d of %d×%d: %q", i, w, h, l)
	}
}

func TestFrameAt80(t *testing.T) {
	r := newRig(t, numbered(1000), 80, 6)
	r.g.SetTotal(1000)
	r.do(Down, Toggle)
	require.Equal(t, strings.Join([]string{
		"   payment    customer                 amount method       note                 ",
		"   ORD-000000 customer 0                    0 kakaopay     a long description  █",
		" ✓ ORD-000001 customer 1                  919 kakaopay     a long description   ",
		"▸  ORD-000002 customer 2                  838 kakaopay     a long description   ",
		"   ORD-000003 customer 3                  757 kakaopay     a long description   ",
		"   ORD-000004 customer 4                  676 kakaopay     a long description   ",
	}, "\n"), text.Strip(r.g.View(80, 6)))
}

func TestNarrowFramesHideColumnsByPriority(t *testing.T) {
	r := newRig(t, numbered(100), 40, 12)
	frame := text.Strip(r.g.View(40, 12))
	require.Equal(t, "   payment    customer           amount ", strings.Split(frame, "\n")[0])
	require.NotContains(t, frame, "kakaopay")
	frame = text.Strip(r.g.View(50, 12))
	require.Contains(t, frame, "kakaopay")
	require.NotContains(t, frame, "description")
	frame = text.Strip(r.g.View(120, 40))
	require.Contains(t, frame, "description")
}

func TestScrollingSidewaysKeepsFrozenColumns(t *testing.T) {
	r := newRig(t, numbered(100), 40, 12)
	r.do(Wide)
	head := func() string { return strings.Split(text.Strip(r.g.View(40, 12)), "\n")[0] }
	require.Equal(t, "   payment    customer           amount▸", head())
	r.do(Right, Right, Right, Right)
	require.Equal(t, "note", r.g.Column())
	require.Contains(t, head(), "payment")
	require.Contains(t, head(), "note")
	require.Contains(t, head(), "◂")
	require.NotContains(t, head(), "customer")
	r.do(Left, Left, Left)
	require.Contains(t, head(), "customer")
}

func TestEveryFrameIsExact(t *testing.T) {
	for _, st := range []theme.Options{{Dark: true, Depth: theme.Ansi256}, {Depth: theme.Ansi16}, {Name: "mono"}, {Name: "contrast", Depth: theme.Ansi256, ASCII: true}} {
		r := newRig(t, numbered(50), 80, 24, func(c *Config[item, int]) { c.Styles = styles(t, st) })
		for w := -5; w <= 130; w++ {
			for _, h := range []int{-5, -1, 0, 1, 2, 3, 5, 24, 40} {
				requireExact(t, r.g.View(w, h), w, h)
				r.do(Down, Right)
			}
		}
	}
}

func TestTinyAndEmptyGridsSurviveEverything(t *testing.T) {
	all := func(r *rig) {
		for w := -5; w <= 5; w++ {
			for h := -5; h <= 5; h++ {
				r.run(r.g.SetSize(w, h))
				for v := Up; v <= Wide; v++ {
					r.do(v)
				}
				r.run(r.g.Mouse(action.Mouse{X: w, Y: h}))
				r.run(r.g.Mouse(action.Mouse{Kind: action.WheelDown}))
				requireExact(t, r.g.View(w, h), w, h)
			}
		}
	}
	for _, n := range []int{0, 1, 3, 100} {
		all(newRig(t, numbered(n), 80, 24))
		all(newRig(t, numbered(n), 80, 24, func(c *Config[item, int]) { c.Columns = nil }))
		all(newRig(t, numbered(n), 80, 24, func(c *Config[item, int]) { c.Source = nil }))
	}
}

func TestEmptyAndLoadingSaySo(t *testing.T) {
	r := newRig(t, numbered(0), 60, 5)
	require.Contains(t, r.g.View(60, 5), "No payments match.")
	r.held = true
	r.do(Refresh)
	require.True(t, r.g.Loading())
	require.Contains(t, r.g.View(60, 5), "Loading…")
}

func TestHostileAndKoreanRowsAreExact(t *testing.T) {
	raw, err := os.ReadFile("../text/testdata/hostile.json")
	require.NoError(t, err)
	var names []string
	require.NoError(t, json.Unmarshal(raw, &names))
	names = append(names, "고객42", "주식회사 한글이름이아주긴고객", "\xff\xfe")
	b := numbered(len(names))
	b.rename = map[int]string{}
	for i, s := range names {
		b.rename[i] = s
	}
	r := newRig(t, b, 80, 200)
	for _, w := range []int{80, 61, 47, 33} {
		frame := r.g.View(w, 200)
		requireExact(t, frame, w, 200)
		plain := sgr.ReplaceAllString(frame, "")
		require.NotContains(t, plain, "\x1b", "only styles of our own")
		for line := range strings.SplitSeq(plain, "\n") {
			require.Equal(t, text.Clean(line), line)
		}
	}
	line := strings.Split(text.Strip(r.g.View(60, 200)), "\n")[len(names)-2]
	require.Contains(t, line, "고객42", line)
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

func TestNoColourMeansNoColour(t *testing.T) {
	r := newRig(t, numbered(50), 80, 24, func(c *Config[item, int]) { c.Styles = styles(t, theme.Options{Dark: true}) })
	r.do(Toggle)
	for _, s := range sgr.FindAllString(r.g.View(80, 24), -1) {
		require.Regexp(t, "^\x1b\\[(0|[1247](;[1247])*)m$", s)
	}
	require.Contains(t, text.Strip(r.g.View(80, 24)), "▸", "the cursor is seen without any style")
}

// A coloured cell must not end the style of the row under the cursor.
func TestTheCursorRowHasOneStyle(t *testing.T) {
	r := newRig(t, numbered(5), 80, 6)
	line := strings.Split(r.g.View(80, 6), "\n")[1]
	require.Len(t, sgr.FindAllString(line, -1), 2, "%q", line)
}

func TestMouse(t *testing.T) {
	var opened []int
	r := newRig(t, numbered(1000), 80, 11, func(c *Config[item, int]) {
		c.OnOpen = func(i item) tea.Cmd {
			opened = append(opened, i.id)
			return nil
		}
	})
	click := func(x, y int) { r.run(r.g.Mouse(action.Mouse{X: x, Y: y})) }
	click(20, 4)
	require.Equal(t, 3, r.at())
	require.Empty(t, opened)
	click(20, 4)
	require.Equal(t, []int{3}, opened)
	click(1, 6)
	require.Equal(t, []int{5}, r.picked(), "the margin picks")
	r.run(r.g.Mouse(action.Mouse{X: 20, Y: 2, Ctrl: true}))
	require.Equal(t, []int{5, 1}, r.picked())
	for range 40 {
		r.run(r.g.Mouse(action.Mouse{Kind: action.WheelDown}))
	}
	require.Equal(t, 120, r.at(), "the wheel takes the cursor along")
	click(5, 0)
	require.Equal(t, Sort{"id", false}, r.g.Sort())
	click(5, 0)
	require.Equal(t, Sort{"id", true}, r.g.Sort())
	click(200, 5)
	click(5, 50)
	click(5, -1)
}

func TestRowsShowTheirCells(t *testing.T) {
	r := newRig(t, numbered(10), 80, 11)
	for id := range 10 {
		require.Contains(t, r.g.View(80, 11), fmt.Sprintf("ORD-%06d", id))
	}
	require.Equal(t, "ORD-000000", r.g.CellText())
}
