package theme

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/require"
)

func all(t *testing.T) map[string]*Styles {
	out := map[string]*Styles{}
	for _, name := range Names() {
		for _, dark := range []bool{true, false} {
			for _, depth := range []Depth{NoColor, Ansi16, Ansi256} {
				st, err := New(Options{Name: name, Dark: dark, Depth: depth})
				require.NoError(t, err)
				out[fmt.Sprint(name, " ", dark, " ", depth)] = st
			}
		}
	}
	return out
}

// styles walks every style of a theme by its name.
func styles(s *Styles, f func(name string, st Style)) {
	v := reflect.ValueOf(*s)
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		if st, ok := v.Field(i).Interface().(Style); ok {
			f(v.Type().Field(i).Name, st)
		}
	}
	for t, st := range s.Tones {
		f("tone "+string(rune('0'+t)), st)
	}
}

var attributes = regexp.MustCompile("^(\x1b\\[[1247](;[1247])*m)?$")

func TestEveryStyleOpensAndCloses(t *testing.T) {
	for name, st := range all(t) {
		styles(st, func(field string, s Style) {
			require.Equal(t, s.Open() == "", s.Close() == "", "%s %s", name, field)
			require.Equal(t, "text", ansi.Strip(s.Render("text")))
			if !st.Color {
				require.Regexp(t, attributes, s.Open(), "%s %s has a colour", name, field)
			}
		})
	}
}

// Where the focus, the cursor and the live badge are must be seen in every theme.
func TestWhatMattersIsNeverPlain(t *testing.T) {
	for name, st := range all(t) {
		for field, s := range map[string]Style{"Cursor": st.Cursor, "ButtonOn": st.ButtonOn, "ButtonRisky": st.ButtonRisky, "PanelOn": st.PanelOn, "Live": st.Live, "Caret": st.Caret, "FieldOn": st.FieldOn, "TabOn": st.TabOn, "ReadOnly": st.ReadOnly} {
			require.NotEmpty(t, s.Open(), "%s %s", name, field)
		}
		require.NotEqual(t, st.Cursor, st.CursorIdle, name)
		require.NotEqual(t, st.Live, st.Practice, name)
		require.NotEqual(t, st.ButtonOn, st.Button, name)
	}
}

func TestMonoAndUnknown(t *testing.T) {
	st, err := New(Options{Name: "mono", Depth: Ansi256})
	require.NoError(t, err)
	require.False(t, st.Color)
	st, err = New(Options{Name: "dark", Depth: NoColor})
	require.NoError(t, err)
	require.False(t, st.Color, "NO_COLOR is stronger than a theme")
	_, err = New(Options{Name: "solarized"})
	require.ErrorContains(t, err, "solarized")
	require.Equal(t, Style{}, st.Tone(Tone(200)))
}

func TestGlyphsAreOfOneWidth(t *testing.T) {
	for _, g := range []Glyphs{unicodeGlyphs, asciiGlyphs} {
		v := reflect.ValueOf(g)
		for i := range v.NumField() {
			name, s := v.Type().Field(i).Name, v.Field(i).String()
			want := 1
			switch name {
			case "RadioOn", "RadioOff", "BoxOn", "BoxOff":
				want = 3
			}
			require.Equal(t, want, ansi.StringWidth(s), name)
		}
	}
	st, err := New(Options{ASCII: true})
	require.NoError(t, err)
	v := reflect.ValueOf(st.Glyphs)
	for i := range v.NumField() {
		require.Regexp(t, "^[ -~]+$", v.Field(i).String())
	}
}

func luminance(c int) float64 {
	level := func(n int) float64 {
		f := [6]float64{0, 95, 135, 175, 215, 255}[n] / 255
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	if c >= 232 {
		f := (8 + 10*float64(c-232)) / 255
		if f <= 0.03928 {
			f /= 12.92
		} else {
			f = math.Pow((f+0.055)/1.055, 2.4)
		}
		return f
	}
	c -= 16
	return 0.2126*level(c/36) + 0.7152*level(c/6%6) + 0.0722*level(c%6)
}

func contrast(a, b int) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Every pair that carries text reaches the contrast that WCAG asks of text, 4.5,
// on the usual backgrounds.
func TestTextCanBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		p    palette
		back []int
	}{"dark": {dark, []int{16, 235}}, "light": {light, []int{231, 255}}, "contrast dark": {highDark, []int{16}}, "contrast light": {highLight, []int{231}}} {
		for _, back := range append(c.back, c.p.panelBack.c256) {
			for what, fg := range map[string]colour{"muted": c.p.muted, "good": c.p.good, "warn": c.p.warn, "bad": c.p.bad, "info": c.p.info, "accent": c.p.accent, "strong": c.p.strong} {
				require.GreaterOrEqual(t, contrast(fg.c256, back), 4.5, "%s: %s on %d", name, what, back)
			}
		}
		for what, pair := range map[string][2]colour{"bar": {c.p.barText, c.p.barBack}, "focus": {c.p.focusText, c.p.focusBack}, "idle": {c.p.dimText, c.p.dimBack}, "field": {c.p.fieldText, c.p.fieldBack}, "panel": {c.p.panelText, c.p.panelBack}, "danger": {c.p.dangerText, c.p.dangerBack}} {
			require.GreaterOrEqual(t, contrast(pair[0].c256, pair[1].c256), 4.5, "%s: %s", name, what)
		}
	}
}

func TestFinishKeepsColumns(t *testing.T) {
	uni, err := New(Options{})
	require.NoError(t, err)
	ascii, err := New(Options{ASCII: true})
	require.NoError(t, err)
	frame := "┌ 고객 … ┐ ↑↓ × · ✓ ▸ 1–40 \uFFFD ␛ ⏎"
	require.Equal(t, frame, uni.Finish(frame))
	got := ascii.Finish(frame)
	require.Equal(t, "+ 고객 ~ + ^v x . + > 1-40 ? ? ?", got)
	require.Equal(t, ansi.StringWidth(frame), ansi.StringWidth(got))
}
