package batches

import (
	"fmt"
	"path/filepath"
	"strings"

	"contra/core/batch"
	"contra/core/money"
	stored "contra/core/store/batches"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// lines gathers the lines of a detail in w columns.
type lines struct {
	w   int
	out []pane.Line
}

func (l *lines) blank() { l.out = append(l.out, pane.Plain(theme.Plain, "")) }

// para wraps text; what runs on is indented.
func (l *lines) para(tone theme.Tone, body string) {
	if body == "" {
		return
	}
	for i, s := range text.Wrap(text.Clean(body), max(l.w-3, 10)) {
		if i > 0 {
			s = "  " + s
		}
		l.out = append(l.out, pane.Plain(tone, s))
	}
}

// fact is a name with its value; what runs on stands under the value.
func (l *lines) fact(name, value string) {
	if value == "" {
		return
	}
	for _, s := range text.Wrap(text.Clean(value), max(l.w-13, 10)) {
		l.out = append(l.out, pane.Line{Parts: []pane.Part{{Text: text.Pad(name, 11, text.Left), Tone: theme.Muted}, {Text: s}}})
		name = ""
	}
}

// batchLines is the detail of a batch in w columns.
func (p *Page) batchLines(f *facts, w int) []pane.Line {
	b := f.batch
	l := &lines{w: w}
	glyph, tone := mark(p.h.Styles, item{b, f.progress, f.orphan})
	l.out = append(l.out, pane.Line{Parts: []pane.Part{{Text: b.Ref() + "  ", Tone: theme.Strong}, {Text: glyph + " " + stateWord(b, f.orphan), Tone: tone}}})
	l.para(theme.Plain, progressWords(b, f.progress))
	l.para(theme.Plain, b.Name)
	l.blank()
	what, tone := next(f)
	l.para(tone, "Next: "+page.Stop(what))
	l.blank()
	for _, t := range f.progress.Totals {
		l.total(b, t, f.good)
	}
	l.files(f)
	l.codes(f)
	l.blank()
	l.fact("from", b.Source)
	if b.Parent != 0 {
		l.fact("repeats", "failed rows of "+batch.Ref(b.Parent))
	}
	l.fact("made", page.Moment(b.CreatedAt)+" UTC by "+b.Operator)
	if !b.CheckedAt.IsZero() && b.State == batch.Draft {
		l.fact("checked", page.Moment(b.CheckedAt)+" UTC")
	}
	l.fact("Dashboard", b.Number)
	if b.State != batch.Paused {
		l.fact("why", b.Why)
	}
	return l.out
}

// total is what one currency comes to.
func (l *lines) total(b batch.Batch, t batch.ProgressTotal, good []batch.Total) {
	if t.Currency == "" {
		return
	}
	row := func(name string, minor int64, tone theme.Tone) {
		a := money.New(minor, t.Currency)
		l.out = append(l.out, pane.Line{Parts: []pane.Part{{Text: text.Pad(name, 11, text.Left), Tone: theme.Muted},
			{Text: text.Pad(a.Format(), 15, text.Right) + " " + string(t.Currency), Tone: tone}}})
	}
	row("asked", asked(b, t), theme.Strong)
	if b.State.Editable() {
		for _, g := range good {
			if g.Currency == t.Currency && g.Amount != t.Asked {
				row("good rows", g.Amount, theme.Plain)
			}
		}
		return
	}
	row("succeeded", t.Succeeded, theme.Good)
	row("pending", t.Pending, theme.Plain)
	row("not done", t.Declined, theme.Plain)
}

// files lists the files with what identifies them.
func (l *lines) files(f *facts) {
	if len(f.files) == 0 {
		return
	}
	l.blank()
	for i := range f.files {
		x := &f.files[i]
		l.out = append(l.out, pane.Line{Parts: []pane.Part{{Text: fmt.Sprintf("file %d of %d  ", x.Part, x.Of), Tone: theme.Muted},
			{Text: fmt.Sprintf("%s, %s", page.Things(x.Rows, "row", "rows"), x.SHA256[:min(8, len(x.SHA256))])}}})
		l.para(theme.Plain, "  "+filepath.Base(x.Path))
		l.para(theme.Muted, "  in "+filepath.Dir(x.Path))
		said := "  exported " + page.Moment(x.ExportedAt) + " by " + x.Operator
		if !x.Written {
			said = "  not written yet"
		}
		if !x.UploadedAt.IsZero() {
			said += ", uploaded " + page.Moment(x.UploadedAt)
		}
		if x.Number != "" {
			said += ", Dashboard number " + x.Number
		}
		l.para(theme.Muted, said)
		if i == 19 && len(f.files) > 20 {
			l.para(theme.Muted, fmt.Sprintf("  and %d more", len(f.files)-20))
			break
		}
	}
}

// codes counts what the check found.
func (l *lines) codes(f *facts) {
	if len(f.codes) == 0 {
		return
	}
	l.blank()
	for _, x := range f.whole {
		l.para(toneOf(x.Severity), x.Message)
	}
	for _, c := range f.codes {
		l.out = append(l.out, pane.Line{Parts: []pane.Part{{Text: text.Pad(page.Count(c.N), 7, text.Right) + "  "}, {Text: codeWord(c), Tone: toneOf(c.Severity)}}})
	}
}

func codeWord(c stored.CodeCount) string {
	return strings.ReplaceAll(string(c.Code), "_", " ")
}

func toneOf(s batch.Severity) theme.Tone {
	if s == batch.Error {
		return theme.Bad
	}
	return theme.Warn
}

// legend explains what a batch is while there is none.
func (p *Page) legend(w int) []pane.Line {
	l := &lines{w: w}
	for _, s := range []string{
		"A batch is a mass refund. It is made of selected payments, of a filter, or of a list, and checked against all that is known of each payment.",
		"x writes it as the Dashboard's file; its amounts are reserved then, so that nobody refunds them twice. After the upload contra follows every row by the callbacks.",
		"S sends it through Gate instead, row by row, after a cool-off in which anyone can stop it.",
	} {
		l.para(theme.Muted, s)
		l.blank()
	}
	return l.out
}
