package recondialog

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/desk"
	corereport "contra/core/report"
	"contra/core/store/reports"
	"contra/importers/reading"
	"contra/importers/report"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/overview"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/pathdialog"
	"contra/ui/tui/recondialog/mapping"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// Import asks for a report, settles how it is read, and imports it.
func (w *Work) Import() tea.Cmd {
	return pathdialog.Open(w.h, "Import a report", "a report of the platform: CSV, .gz or .zip", func(path string) tea.Cmd { return w.look(path) })
}

// importing is a file whose tables are being settled, one after the other. An
// archive has several.
type importing struct {
	w      *Work
	saved  []corereport.Profile
	tables []*report.Opened
	next   int                  // the first one that is not settled
	save   []corereport.Profile // layouts that a person settled and named
	unit   string               // how the unit was found out, for the person
	done   imported
}

// look finds out how the tables of a file are written.
func (w *Work) look(path string) tea.Cmd {
	if why := w.MayBegin(); why != "" {
		return w.h.Say(toast.Info, "%s.", page.Sentence(why))
	}
	d := w.h.Desk
	asked := w.h.Clock.Now()
	return page.Do(&w.long, "Looking at the report", func(ctx context.Context, _ func(task.Progress)) (*importing, error) {
		i := &importing{w: w, done: imported{months: map[string]int64{}}}
		var err error
		if i.saved, err = reports.Profiles(ctx, d.Store); err != nil {
			return nil, err
		}
		if i.tables, err = report.Open(path, nil, report.Options{Profiles: i.saved}); err != nil {
			return nil, err
		}
		for _, o := range i.tables {
			o.Profile = withProject(o.Profile, d)
			if o.Profile.Unit != corereport.UnitUnknown || o.Drift != nil || len(o.Missing) > 0 {
				continue
			}
			if err = i.findUnit(ctx, o); err != nil {
				i.close()
				return nil, err
			}
		}
		return i, nil
	}, func(i *importing, err error) tea.Cmd {
		if err != nil {
			return w.h.Fail(err)
		}
		return i.settle(asked)
	})
}

func (i *importing) close() {
	for _, o := range i.tables {
		o.Source.Close()
	}
}

// settle asks about the next table whose layout or unit is not known, or reads all.
func (i *importing) settle(asked timestamp) tea.Cmd {
	w := i.w
	for ; i.next < len(i.tables); i.next++ {
		o := i.tables[i.next]
		switch {
		case o.Drift != nil:
			return i.askDrift(asked, o)
		case !o.Sure || o.NeedsUnit():
			return i.askLayout(asked, o, o.Profile, false)
		}
	}
	return page.Do(&w.long, i.title(), i.read, i.stored)
}

func (i *importing) title() string {
	if len(i.tables) == 1 {
		return "Importing " + prose.Base(i.tables[0].Source.Name)
	}
	return "Importing " + page.Things(int64(len(i.tables)), "report", "reports")
}

// settled takes a layout that a person chose, and goes on with the next table.
func (i *importing) settled(o *report.Opened, p corereport.Profile) tea.Cmd {
	o.Use(p)
	if o.Profile.Name != "" {
		i.save = append(i.save, o.Profile)
	}
	i.next++
	return i.settle(i.w.h.Clock.Now())
}

// given gives up: nothing is stored.
func (i *importing) given() tea.Cmd {
	i.close()
	return i.w.h.Say(toast.Info, "Nothing was imported.")
}

// imported are the reports that were stored, and what they touch.
type imported struct {
	infos  []corereport.Info
	again  int              // of them, those that the ledger had already
	months map[string]int64 // rows by month
	asks   bool             // the next table cannot be read before a person says its unit
}

// read reads and stores the tables that were not yet. Each is one transaction; what
// is stored before a cancel stays.
func (i *importing) read(ctx context.Context, tell func(task.Progress)) (imported, error) {
	d, out := i.w.h.Desk, &i.done
	if err := saveLayouts(ctx, d, i.save); err != nil {
		return *out, err
	}
	for len(out.infos) < len(i.tables) {
		o := i.tables[len(out.infos)]
		note := ""
		if len(i.tables) > 1 {
			note = fmt.Sprintf("report %d of %d", len(out.infos)+1, len(i.tables))
		}
		options := report.Options{Progress: func(done, total int64) {
			tell(task.Progress{Done: done >> 10, Total: total >> 10, Unit: "KiB", Note: note})
		}}
		body, err := o.Read(ctx, options)
		if reading.WantsUnit(o, err) {
			if err = i.findUnit(ctx, o); err == nil && o.Profile.Unit == corereport.UnitUnknown {
				out.asks = true
				return *out, nil
			}
			if err == nil {
				body, err = o.Read(ctx, options)
			}
		}
		if err != nil {
			return *out, err
		}
		info, again, err := d.Runs.Import(ctx, body)
		if err != nil {
			return *out, err
		}
		if again {
			out.again++
		}
		out.infos = append(out.infos, info)
		countMonths(out.months, body, overview.Zone(d))
	}
	return *out, nil
}

// stored says what was imported and compares the months that it touches.
func (i *importing) stored(out imported, err error) tea.Cmd {
	w := i.w
	if out.asks {
		i.done.asks = false
		o := i.tables[len(out.infos)]
		i.next = len(out.infos)
		return i.askLayout(w.h.Clock.Now(), o, o.Profile, true)
	}
	i.close()
	if err != nil {
		if len(out.infos) > 0 {
			return tea.Batch(w.h.Fail(err), w.h.Say(toast.Warning, "%s imported before it ended.", page.Things(int64(len(out.infos)), "report was", "reports were")))
		}
		return tea.Batch(w.h.Fail(err), w.cancelled(err))
	}
	var rejected int64
	for _, x := range out.infos {
		rejected += x.Rejected
	}
	level, said := toast.Success, importedWords(out)
	if rejected > 0 {
		level = toast.Warning
		said += " Reports (R) mends them."
	}
	cmds := []tea.Cmd{w.h.Say(level, "%s", said), w.chooseMonths(out.months)}
	if i.unit != "" {
		cmds = append(cmds, w.h.Say(toast.Info, "%s", i.unit))
	}
	return tea.Batch(cmds...)
}

func importedWords(out imported) string {
	if out.again == len(out.infos) {
		return "The ledger has it already, read in the same way."
	}
	var accepted, rejected, ignored int64
	for _, x := range out.infos {
		accepted, rejected, ignored = accepted+x.Accepted, rejected+x.Rejected, ignored+x.Ignored
	}
	return fmt.Sprintf("%s: %s accepted, %s rejected, %s left out.", text.Clean(prose.Base(out.infos[0].Name)), page.Things(accepted, "row", "rows"), page.Count(rejected), page.Count(ignored))
}

// withProject gives rows that do not say a project the only one that is configured.
func withProject(p corereport.Profile, d *desk.Desk) corereport.Profile {
	if p.Columns[corereport.ProjectID] != "" || p.Defaults[corereport.ProjectID] != "" || len(d.Config.Projects) != 1 {
		return p
	}
	return mapping.WithDefault(p, corereport.ProjectID, fmt.Sprint(d.Config.Projects[0].ID))
}
