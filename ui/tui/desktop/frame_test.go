package desktop_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox"
	"contra/ui/tui/term"
)

// hostile is what strangers write into names and orders.
var hostile = []string{
	"\x1b]52;c;ZXZpbA==\x07", "\x1b[2J\x1b[H", "\x1b[31mred", "a\r\nb\tc", "\u202eevil", "\u200b\u200d\ufeff", "한글 이름", "ㅎㅏㄴㄱㅡㄹ", "👩‍👩‍👧‍👦 가족", "é̂̃̄̅̆̇̈",
	"ﷺﷺﷺ", "العربية", "𝕳𝖊𝖑𝖑𝖔", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\x9b31m", "고객\u0000名", "🇰🇷🇪🇺", "　全角　", "'; DROP TABLE payments; --",
}

func hostileWorld(t *testing.T) *world {
	t.Helper()
	var list []sandbox.Payment
	for i, s := range hostile {
		p := sale(fmt.Sprintf("ORD-%02d", i), int64(1_000+i), "KRW", s)
		p.Description = s + " " + s
		if i%5 == 0 {
			p = sale("주문-"+s+fmt.Sprint(i), int64(9_900_000_000+i), "EUR", s)
		}
		list = append(list, p)
	}
	list = append(list, sale("ORD-17x", 30_000, "KRW", "고객17"))
	w := newWorld(t, "timeout_before@ORD-17x:1;status_blind@ORD-17x;error=3283@ORD-06", list...)
	w.reject("a.ndjson", "{\"project_id\":99,\"customer\":\"\x1b]0;owned\x07 한글\"}", "not json \x1b[2J", "")
	return w
}

// sizes are those that the desktop must fill exactly.
var sizes = [][2]int{{60, 20}, {80, 24}, {120, 40}, {200, 60}}

// Every page, every dialog and every menu is exactly as large as the terminal,
// whatever the data.
func TestFramesAreExact(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			w := hostileWorld(t)
			w.start(size[0], size[1])
			exact := func(keys ...string) {
				t.Helper()
				w.Press(keys...)
				w.RequireFrameExact()
			}
			exact()
			w.find("17x")
			w.refundAll("Refund ORD-17x", "30000")
			w.RequireFrameExact()
			exact("esc")
			exact("F")
			for range len(hostile) {
				exact("down")
			}
			for _, k := range []string{"home", "W", "right", "right", "right", "left", "W", "d", "d", "enter", "down", "down", "v", "pgdown", "esc", "esc",
				"/", "a", "m", "down", "tab", "x", "esc", "s", "down", "esc", "t", "esc", "c", "esc", "space", "down", "space", "ctrl+a", "i", "esc", "r", "tab", "down", "esc",
				"?", "/", "k", "esc", "esc", "ctrl+p", "r", "e", "esc", "u", "ctrl+e", "esc",
				"2", "down", "enter", "down", "v", "esc", "esc", "R", "esc", "N", "esc", "n", "esc", "A", "k", "/", "esc", "q",
				"3", "enter", "o", "esc", "C", "esc", "/", "d", "d", "y", "tab", "tab",
				"5", "tab", "v", "esc", "down", "v", "esc", "o", "/", "tab", "down", "esc", "tab", "enter", "a",
				"7", "L", "tab", "x", "esc", "P", "esc", "enter", "esc", "/", "esc", "ctrl+g", "esc",
				"8", "u", "p", "space", "esc", "enter", "esc", "t", "d", "d",
				"6", "down", "enter", "pgdown", "v", "esc", "esc", "V", "esc", "d", "end", "home"} {
				exact(k)
			}
			for i := range 10 {
				exact("f10")
				for range i {
					exact("right")
				}
				for range 12 {
					exact("down")
				}
				exact("esc")
			}
			for _, id := range []string{"app.about", "view.theme", "help.filter", "help.codes", "help.signs", "practice.fault", "practice.dashboard"} {
				exact("1", "esc", "ctrl+p")
				w.Type(id)
				exact("enter")
				exact("pgdown")
				exact("esc")
			}
		})
	}
}

// All of the list of hostile strings, drawn.
func TestNoStrangerDrivesTheTerminal(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "text", "testdata", "hostile.json"))
	require.NoError(t, err)
	var list []string
	require.NoError(t, json.Unmarshal(raw, &list))
	var payments []sandbox.Payment
	for i, s := range list {
		p := sale(fmt.Sprintf("H-%03d", i), 1_000, "KRW", s)
		p.Description = s
		payments = append(payments, p)
	}
	w := newWorld(t, "", payments...).start(120, 40)
	for range len(list) {
		w.RequireFrameExact()
		w.Press("down")
	}
}

var colour = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// Under NO_COLOR nothing is coloured, and the focus is seen all the same.
func TestNoColour(t *testing.T) {
	w := hostileWorld(t)
	w.look = term.Look{Dark: true, NoColor: true}
	w.start(100, 30)
	plain := regexp.MustCompile(`^\x1b\[(0|[1247](;[1247])*)m$`)
	check := func(keys ...string) {
		t.Helper()
		w.Press(keys...)
		for _, seq := range colour.FindAllString(w.FrameANSI(), -1) {
			require.Regexp(t, plain, seq)
		}
	}
	check()
	w.RequireShows("▸", "PRACTICE")
	check("r")
	w.RequireShows("(•) all that is left")
	check("tab", "tab", "tab")
	w.RequireShows("[>Cancel<]")
	check("esc", "2")
	check("3")
	check("4")
	check("5")
	check("6", "f10")
	check("esc", "?")
}

func TestLightAndDark(t *testing.T) {
	w := hostileWorld(t).start(100, 30)
	dark := w.FrameANSI()
	w.Press("ctrl+p")
	w.Type("Colours")
	w.Press("enter")
	w.Type("light")
	w.Press("enter")
	require.NotEqual(t, dark, w.FrameANSI())
	w.RequireFrameExact()
}

// A storm of sizes, from nothing to very large, while things happen.
func TestResizeStorm(t *testing.T) {
	w := hostileWorld(t).start(80, 24)
	r := rand.New(rand.NewPCG(1, 2))
	keys := []string{"down", "pgdown", "d", "enter", "esc", "1", "2", "3", "4", "5", "6", "7", "8", "tab", "/", "x", "esc", "r", "esc", "?", "esc", "f10", "right", "esc", "ctrl+p", "esc", "v", "esc"}
	for i := range 400 {
		w.Resize(r.IntN(230)-5, r.IntN(70)-5)
		w.RequireFrameExact()
		w.Press(keys[i%len(keys)])
		w.RequireFrameExact()
	}
	w.Resize(80, 24)
	w.pass(2 * time.Second) // a window that opened by itself takes no key before
	w.Press("esc", "esc", "esc")
	w.RequireShows("1 Pay")
	w.Resize(59, 20)
	w.RequireShows("contra needs 60×20", "this is 59×20", "PRACTICE")
	w.Press("1", "r", "enter", "tab", "f10", "enter") // what cannot be seen cannot be done
	w.Click(2, 1)
	w.Resize(80, 24)
	w.RequireNoDialog()
}

// Where the locale has no Unicode, the desktop's own signs are ASCII.
func TestWithoutUnicode(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "customer"))
	p := sale("ORD-2", 64_000, "KRW", "customer")
	p.Description = "tea"
	w.look.ASCII = true
	w.start(100, 30)
	w.find("ORD-2")
	for _, k := range []string{"F", "r", "down", "esc", "2", "3", "4", "5", "6", "7", "8", "f10", "esc", "?", "esc", "ctrl+p", "esc"} {
		w.Press(k)
		for y, line := range strings.Split(w.Frame(), "\n") {
			if strings.Contains(line, "ORD-1") || strings.Contains(line, "주") {
				continue // its description is Korean
			}
			for _, r := range line {
				require.Less(t, r, rune(0x80), "line %d: %s", y, line)
			}
		}
		w.RequireFrameExact()
	}
}
