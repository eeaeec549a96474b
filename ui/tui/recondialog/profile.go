package recondialog

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/desk"
	corereport "contra/core/report"
	"contra/core/store"
	"contra/core/store/reports"
	"contra/importers/report"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/recondialog/mapping"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// saveLayouts keeps the layouts that a person settled, each under its name.
func saveLayouts(ctx context.Context, d *desk.Desk, all []corereport.Profile) error {
	for i := range all {
		p := &all[i]
		err := d.Store.Write(ctx, "saving the layout", func(tx *store.Tx) error {
			if err := reports.SaveProfile(ctx, tx, p); err != nil {
				return err
			}
			tx.Record("report.profile", p.Name, p)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// askLayout asks a person how a table is read, beginning with a profile. unit says
// that a later row cannot be read before the unit is known.
func (i *importing) askLayout(asked timestamp, o *report.Opened, p corereport.Profile, unit bool) tea.Cmd {
	return i.w.open(asked, mapping.New(mapping.Spec{Host: i.w.h, Opened: o, Begin: p, Saved: i.saved, Unit: unit,
		Whole: func(p corereport.Profile) corereport.Profile { return withProject(p, i.w.h.Desk) },
		Done:  func(p corereport.Profile) tea.Cmd { return i.settled(o, p) }, Given: i.given}))
}

// askDrift shows the header that a layout was made for beside the one that came.
// Nothing is read before a person has looked at both.
func (i *importing) askDrift(asked timestamp, o *report.Opened) tea.Cmd {
	lines := []dialog.Line{
		{Text: "The header is not the one that the layout " + o.Profile.Name + " was made for.", Tone: theme.Warn},
		muted("Columns may mean something else now. Nothing is read until you have looked."), {},
	}
	lines = append(lines, headers(o)...)
	for _, f := range o.Drift.Lost {
		lines = append(lines, dialog.Line{Text: "No column is left for " + f.Means() + ".", Tone: theme.Bad})
	}
	return i.w.open(asked, dialog.NewConfirm(dialog.ConfirmSpec{ID: "drift", Title: "The header has changed: " + text.Clean(prose.Base(o.Source.Name)), Lines: lines, Yes: "Look at the columns", Trigger: i.w.h.LastKey,
		Done: func(yes bool) tea.Cmd {
			if !yes {
				return i.given()
			}
			p := o.Accepted()
			o.Use(p)
			return i.askLayout(i.w.h.Clock.Now(), o, p, false)
		}}))
}

// headers writes the two headers beside each other.
func headers(o *report.Opened) []dialog.Line {
	const w = 24
	line := func(sign, was, is string, tone theme.Tone) dialog.Line {
		return dialog.Line{Text: sign + " " + text.Pad(text.Clean(was), w, text.Left) + "  " + text.Truncate(text.Clean(is), w), Tone: tone}
	}
	out := []dialog.Line{line(" ", "before", "now", theme.Accent)}
	renamed := map[string]string{}
	for _, r := range o.Drift.Renamed {
		renamed[corereport.Fold(r.From)] = r.To
	}
	dropped := map[string]bool{}
	for _, d := range o.Drift.Dropped {
		dropped[corereport.Fold(d)] = true
	}
	same := int64(0)
	for _, name := range o.Profile.Header {
		switch to := renamed[corereport.Fold(name)]; {
		case to != "":
			out = append(out, line("≠", name, to, theme.Warn))
		case dropped[corereport.Fold(name)]:
			out = append(out, line("-", name, "(gone)", theme.Bad))
		default:
			same++
		}
	}
	for _, name := range o.Drift.Added {
		out = append(out, line("+", "(was not there)", name, theme.Info))
	}
	return append(out, muted("= "+page.Things(same, "column is", "columns are")+" the same"), dialog.Line{})
}
