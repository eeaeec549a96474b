package dialog_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/dialog"
	"contra/ui/tui/theme"
)

type answer struct {
	values dialog.Values
	ok     bool
}

func digits(r rune) bool { return r >= '0' && r <= '9' || r == ',' }

func bare(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), ",", "") }

// refundForm is a form with every kind of field.
func refundForm(answers *[]answer, change ...func(*dialog.FormSpec)) *dialog.Form {
	part := func(v dialog.Values) bool { return v["how"] == "part" }
	spec := dialog.FormSpec{
		ID: "refund", Title: "Refund ORD-0039", Submit: "Send", Risky: true, Trigger: "r",
		Fields: []dialog.Field{
			{ID: "who", Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line {
				return []dialog.Line{{Text: "고객39 · kakaopay · paid 250,000 KRW"}}
			}},
			{ID: "how", Kind: dialog.Choice, Options: []dialog.Option{
				{Value: "all", Label: "all that is left, 250,000 KRW"}, {Value: "part", Label: "part"}, {Value: "void", Label: "void", Off: "not for this method"},
			}},
			{ID: "amount", Label: "Amount", Kind: dialog.Text, Unit: "KRW", Accept: digits, Limit: 12, Show: part, Check: func(s string, _ dialog.Values) string {
				if bare(s) == "" || len(bare(s)) > 6 {
					return "the amount must be 1 to 250,000 KRW"
				}
				return ""
			}},
			{ID: "text", Label: "Description", Kind: dialog.Text, Placeholder: "why"},
			{ID: "tell", Label: "tell the customer", Kind: dialog.Check},
			{ID: "typed", Label: "Type the amount to confirm", Kind: dialog.Typed, Want: func(v dialog.Values) string {
				if part(v) {
					return bare(v["amount"])
				}
				return "250000"
			}, Same: func(got, want string) bool { return bare(got) == want }},
		},
		Done: func(v dialog.Values, ok bool) tea.Cmd {
			*answers = append(*answers, answer{v, ok})
			return nil
		},
	}
	for _, c := range change {
		c(&spec)
	}
	return dialog.NewForm(spec)
}

func TestFormGivesItsValues(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	var answers []answer
	stack.Open(refundForm(&answers))
	d.RequireDialog("Refund ORD-0039")
	d.Press("down", "tab") // part
	d.Type("25,000")
	d.Press("enter")
	d.Type("상품 1개 누락")
	d.Press("tab", "space", "tab")
	d.Type("25000")
	d.Confirm("Refund ORD-0039")
	require.Equal(t, []answer{{dialog.Values{"how": "part", "amount": "25,000", "text": "상품 1개 누락", "tell": "yes", "typed": "25000"}, true}}, answers)
	require.True(t, answers[0].values.Is("tell"))
	d.RequireNoDialog()
}

func TestEnterNeverSubmitsFromAField(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	var answers []answer
	form := refundForm(&answers)
	stack.Open(form)
	d.Press("tab", "tab", "tab")
	d.Type("250000")
	require.Empty(t, form.Problem())
	d.Press("enter")
	require.Empty(t, answers)
	require.Equal(t, "Cancel", form.Focused(), "Enter goes on, and first to Cancel")
	d.Press("enter")
	require.Equal(t, []answer{{dialog.Values{"how": "all", "amount": "", "text": "", "tell": "", "typed": "250000"}, false}}, answers)
}

func TestSubmitGoesToWhatIsWrongAndSaysIt(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	var answers []answer
	form := refundForm(&answers)
	stack.Open(form)
	d.Press("shift+tab", "enter")
	require.Empty(t, answers)
	require.Equal(t, "typed", form.Focused())
	d.RequireShows("! type 250000 to confirm")
	d.Press("shift+tab", "shift+tab", "shift+tab", "down", "tab")
	d.Type("9999999")
	d.RequireShows("! the amount must be 1 to 250,000 KRW")
	d.ClickOn("Send ]")
	require.Empty(t, answers)
	require.Equal(t, "amount", form.Focused())
	require.Equal(t, 1, strings.Count(d.Frame(), "the amount must be 1 to 250,000 KRW"), "below its field, and not at the foot as well")
	d.Resize(80, 12) // where not all fields are seen the foot says it
	d.Press("tab", "tab", "tab")
	require.Contains(t, d.Frame(), "the amount must be 1 to 250,000 KRW")
}

func TestHeldTriggerTypesNothing(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	form := dialog.NewForm(dialog.FormSpec{ID: "f", Title: "Filter", Submit: "Apply", Trigger: "f", Fields: []dialog.Field{{ID: "q", Label: "Filter", Kind: dialog.Text}}})
	stack.Open(form)
	d.Type("fff")
	require.Empty(t, form.Values()["q"])
	d.Type("of f")
	require.Equal(t, "of f", form.Values()["q"])
}

func TestReadyAndChange(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	var answers []answer
	ready, changes := "checking…", 0
	form := refundForm(&answers, func(s *dialog.FormSpec) {
		s.Ready = func(dialog.Values) string { return ready }
		s.Change = func(dialog.Values) tea.Cmd {
			changes++
			return nil
		}
	})
	stack.Open(form)
	form.SetValue("typed", "250,000")
	d.Press("shift+tab", "enter")
	require.Empty(t, answers)
	d.RequireShows("! checking…")
	ready = ""
	d.Press("enter")
	require.Len(t, answers, 1)
	require.Zero(t, changes)
	stack.Open(form)
	d.Press("tab")
	d.Press("down", "up", "right")
	require.Equal(t, 0, strings.Count(form.Focused(), "Send"))
	require.Positive(t, changes)
}

func TestDisabledOptionsAreSkipped(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	form := refundForm(new([]answer))
	stack.Open(form)
	d.Press("right", "right", "right")
	require.Equal(t, "part", form.Values()["how"])
	d.ClickOn("void")
	require.Equal(t, "part", form.Values()["how"])
	d.RequireShows("not for this method")
	d.ClickOn("all that is left")
	require.Equal(t, "all", form.Values()["how"])
	d.ClickOn("tell the customer")
	require.True(t, form.Values().Is("tell"))
	d.ClickOn("Description")
	d.Type("x")
	require.Equal(t, "x", form.Values()["text"])
}

func TestFormFrame(t *testing.T) {
	d, stack, _ := start(t, 60, 20)
	stack.Open(refundForm(new([]answer)))
	d.Press("down", "tab")
	d.Type("25000")
	require.Equal(t, strings.Join([]string{
		"┌ Refund ORD-0039 ─────────────────────────────────────────┐",
		"│ 고객39 · kakaopay · paid 250,000 KRW                     │",
		"│ ( ) all that is left, 250,000 KRW                        │",
		"│ (•) part                                                 │",
		"│ ( ) void  (not for this method)                          │",
		"│ Amount                     [25000                  ] KRW │",
		"│ Description                [why                        ] │",
		"│ [ ] tell the customer                                    │",
		"│ Type the amount to confirm [                           ] │",
		"│                                                          │",
		"│                                      [ Cancel ] [ Send ] │",
		"└──────────────────────────────────────────────────────────┘",
	}, "\n"), lines(d, 4, 16))
}

func TestFormFramesAreExactAndUsableWhenSmall(t *testing.T) {
	for _, o := range []theme.Options{{Dark: true, Depth: theme.Ansi256}, {}, {Name: "contrast", Depth: theme.Ansi16, ASCII: true}} {
		d, stack, _ := start(t, 80, 24, o)
		form := refundForm(new([]answer))
		stack.Open(form)
		for w := -5; w <= 100; w += 3 {
			for h := -5; h <= 30; h++ {
				d.Resize(w, h)
				d.RequireFrameExact()
			}
		}
		for _, size := range [][2]int{{40, 12}, {60, 20}, {80, 24}, {120, 40}} {
			d.Resize(size[0], size[1])
			d.RequireFrameExact()
			for range 6 {
				d.Press("tab")
				d.RequireShows("Cancel", "Send")
			}
			require.Equal(t, "how", form.Focused())
			d.RequireShows("all that is left")
			d.Press("tab", "tab", "tab")
			d.RequireShows("confirm")
			d.Press("tab", "tab", "tab")
		}
	}
}
