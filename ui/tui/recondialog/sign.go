package recondialog

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/money"
	"contra/core/recon/archive"
	"contra/core/recon/closing"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// Sign compares a month as it is now, shows what would be signed, and signs it
// after its name was typed.
func (w *Work) Sign(month, zone string) tea.Cmd {
	d, asked, trigger := w.h.Desk, w.h.Clock.Now(), w.h.LastKey
	return page.Do(&w.long, "Looking at "+prose.Month(month), func(ctx context.Context, report func(task.Progress)) (closing.Readiness, error) {
		return d.Months.Look(ctx, month, zone, stages(report))
	}, func(r closing.Readiness, err error) tea.Cmd {
		if err != nil {
			return w.h.Fail(err)
		}
		lines := w.readiness(&r)
		if len(r.Blockers) > 0 {
			lines = append(lines, dialog.Line{})
			for _, b := range r.Blockers {
				lines = append(lines, dialog.Line{Text: page.Sentence(b), Tone: theme.Bad})
			}
			return w.open(asked, dialog.NewMessage("sign-blocked", prose.Month(month)+" cannot be signed", lines, nil))
		}
		return w.open(asked, dialog.NewConfirm(dialog.ConfirmSpec{ID: "sign-look", Title: "Sign " + prose.Month(month) + "?", Lines: lines, Yes: "Go on", Trigger: trigger,
			Done: func(yes bool) tea.Cmd {
				if !yes {
					return nil
				}
				return w.askSignature(&r, zone)
			}}))
	})
}

// askSignature asks for the note and for the month, typed.
func (w *Work) askSignature(r *closing.Readiness, zone string) tea.Cmd {
	month := r.Month
	fields := []dialog.Field{notes(muted("Whoever signs answers for it. Nothing of the month can be decided then, until somebody reopens it; what comes in later is seen, and the month has to be signed again."), dialog.Line{})}
	note := dialog.Field{ID: "note", Kind: dialog.Text, Label: "Note", Limit: 500, Placeholder: "may be left empty"}
	if n := int64(r.Undecided); n > 0 {
		note = noteField("Why all the same")
		fields = append(fields, dialog.Field{ID: "undecided", Kind: dialog.Check, Label: "sign although nobody decided about " + page.Things(n, "break", "breaks")})
	}
	fields = append(fields, note, dialog.Field{ID: "month", Kind: dialog.Typed, Label: "Type " + month + " to sign it", Limit: 20, Want: func(dialog.Values) string { return month }})
	return w.form(w.h.Clock.Now(), dialog.FormSpec{ID: "sign", Title: "Sign " + prose.Month(month), Submit: "Sign", Risky: true, Fields: fields,
		Ready: func(v dialog.Values) string {
			if r.Undecided > 0 && !v.Is("undecided") {
				return page.Things(int64(r.Undecided), "break is undecided", "breaks are undecided") + ": decide about them, or tick that you sign all the same (Space)"
			}
			return ""
		}}, func(v dialog.Values) tea.Cmd {
		return w.sign(closing.Request{Month: month, Zone: zone, Note: v["note"], Undecided: v.Is("undecided")})
	})
}

func (w *Work) sign(q closing.Request) tea.Cmd {
	d := w.h.Desk
	return page.Store(&w.act, "Signing "+prose.Month(q.Month), func(ctx context.Context) (archive.Close, error) { return d.Months.Sign(ctx, q, nil) },
		func(c archive.Close) tea.Cmd {
			return w.h.Say(toast.Success, "%s is signed by %s and locked.", prose.Month(c.Month), text.Clean(c.Operator))
		})
}

// Reopen takes the signature under a month back, with a note and the month typed.
func (w *Work) Reopen(c archive.Close) tea.Cmd {
	d := w.h.Desk
	return w.form(w.h.Clock.Now(), dialog.FormSpec{ID: "reopen", Title: "Reopen " + prose.Month(c.Month), Submit: "Reopen", Risky: true, Trigger: w.h.LastKey,
		Fields: []dialog.Field{
			notes(plain(fmt.Sprintf("Signed by %s, %s UTC.", c.Operator, page.Moment(c.At))), muted("The signature stays in the ledger as taken back, with your note. The month can be decided about and signed again."), dialog.Line{}),
			noteField("Why"),
			{ID: "month", Kind: dialog.Typed, Label: "Type " + c.Month + " to reopen it", Limit: 20, Want: func(dialog.Values) string { return c.Month }},
		}}, func(v dialog.Values) tea.Cmd {
		return page.Store(&w.act, "Reopening "+prose.Month(c.Month), func(ctx context.Context) (archive.Close, error) { return d.Months.Reopen(ctx, c.Month, v["note"]) },
			func(archive.Close) tea.Cmd { return w.h.Say(toast.Warning, "%s is open again.", prose.Month(c.Month)) })
	})
}

// readiness is what a month is like before it is signed.
func (w *Work) readiness(r *closing.Readiness) []dialog.Line {
	st, s := w.h.Styles, r.Run.Summary
	var out []dialog.Line
	if r.InForce != nil && r.InForce.Standing == archive.Stale {
		out = append(out, warn(fmt.Sprintf("Signed by %s on %s UTC, and changed since:", r.InForce.Operator, page.Moment(r.InForce.At))))
		out = append(append(out, changes(r.Changes)...), dialog.Line{})
	}
	out = append(out, strong("What must hold"))
	for _, id := range prose.Identities(st, r.Checks) {
		glyph, tone := st.Check, theme.Good
		if !id.Holds {
			glyph, tone = st.Cross, theme.Bad
		}
		out = append(out, dialog.Line{Text: glyph + " " + id.Words, Tone: tone})
	}
	out = append(out, dialog.Line{}, strong("Over what succeeded"))
	for _, t := range s.Totals {
		out = append(out, plain(fmt.Sprintf("  report %s, ledger %s", prose.Signed(money.New(t.Report, t.Currency)), prose.Signed(money.New(t.Local, t.Currency)))))
	}
	out = append(out, dialog.Line{}, strong("Open breaks"))
	switch open := int64(len(r.Open)); {
	case open == 0:
		out = append(out, dialog.Line{Text: "  none", Tone: theme.Good})
	case r.Undecided == 0:
		out = append(out, plain("  "+page.Count(open)+", each contested or carried forward"))
	default:
		out = append(out, warn(fmt.Sprintf("  %s, %s of them undecided", page.Count(open), page.Count(int64(r.Undecided)))))
	}
	out = append(out, rolls(r.Forward)...)
	if n := int64(len(r.Carried)); n > 0 {
		out = append(out, plain("  "+page.Things(n, "break goes on", "breaks go on")+" from "+prose.Month(r.Carried[0].From)))
	}
	return out
}

// rolls are what came from the month before, what is new, cleared, and goes on.
func rolls(all []archive.Forward) []dialog.Line {
	if len(all) == 0 {
		return nil
	}
	line := func(currency, name string, cells ...string) string {
		s := "  " + text.Pad(currency, 4, text.Left) + text.Pad(name, 9, text.Left)
		for _, c := range cells {
			s += text.Pad(c, 14, text.Right)
		}
		return s
	}
	out := []dialog.Line{{}, strong("Carried forward"), muted(line("", "", "opening", "new", "cleared", "closing"))}
	for _, f := range all {
		rolls := []archive.Roll{f.Opening, f.New, f.Cleared, f.Closing}
		breaks, stakes := make([]string, len(rolls)), make([]string, len(rolls))
		for i, r := range rolls {
			breaks[i], stakes[i] = page.Count(r.Breaks), prose.SignedFormat(money.New(r.Minor, f.Currency))
		}
		if f.Currency == "" { // rows of which not even the currency could be read
			out = append(out, plain(line("-", "breaks", breaks...)))
			continue
		}
		out = append(out, plain(line(string(f.Currency), "breaks", breaks...)), plain(line("", "at stake", stakes...)))
	}
	return out
}

// mostChanges is how many changes are written out.
const mostChanges = 12

func changes(all []closing.Change) (out []dialog.Line) {
	for i, c := range all {
		if i == mostChanges {
			return append(out, muted(fmt.Sprintf("  and %d more", len(all)-i)))
		}
		switch {
		case c.Signed == "":
			out = append(out, warn("  new: "+c.What+" "+c.Now))
		case c.Now == "":
			out = append(out, plain("  gone: "+c.What+" "+c.Signed))
		default:
			out = append(out, warn(fmt.Sprintf("  %s: signed %s, now %s", c.What, c.Signed, c.Now)))
		}
	}
	if len(all) == 0 {
		out = append(out, muted("  nothing that counts: sums and breaks are as they were signed"))
	}
	return out
}
