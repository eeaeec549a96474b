package desktop

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/importers/inbox"
	folders "contra/importers/watch"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// mostTold is how many files at once are told of one by one.
const mostTold = 3

// tellTaken tells what became of files that were taken in since the last time.
func (m *Model) tellTaken(files [][]inbox.Taken) tea.Cmd {
	var good, bad []inbox.Taken
	for _, file := range files {
		whole := len(file) > 0
		for _, one := range file {
			if one.Err != nil {
				bad, whole = append(bad, one), false
			} else {
				good = append(good, one)
			}
		}
		if whole {
			m.folder.files++
		}
	}
	return tea.Batch(m.tellGood(good), m.tellBad(bad))
}

func (m *Model) tellGood(all []inbox.Taken) tea.Cmd {
	var cmds []tea.Cmd
	if len(all) <= mostTold {
		for _, one := range all {
			cmds = append(cmds, m.h.Say(level(one), "%s", line(one)))
		}
		return tea.Batch(cmds...)
	}
	var sum inbox.Taken
	again := int64(0)
	for _, one := range all {
		if one.Again {
			again++
		}
		sum.Stored, sum.Known, sum.Changed, sum.Rejected = sum.Stored+one.Stored, sum.Known+one.Known, sum.Changed+one.Changed, sum.Rejected+one.Rejected
	}
	said := figures(sum)
	if again > 0 {
		said += "; " + page.Things(again, "report is", "reports are") + " in the ledger already"
	}
	return m.h.Say(level(sum), "From %s: %d files and reports, %s.", m.folder.name(), len(all), said)
}

// tellBad names files that were not taken in, with the next step.
func (m *Model) tellBad(all []inbox.Taken) tea.Cmd {
	if len(all) == 0 {
		return nil
	}
	if len(all) <= mostTold {
		var cmds []tea.Cmd
		for _, one := range all {
			cmds = append(cmds, m.h.Say(toast.Error, "%s was not taken in: %s", name(one), why(one.Err)))
		}
		return tea.Batch(cmds...)
	}
	names := make([]string, len(all))
	for i, one := range all {
		names[i] = name(one)
	}
	return m.h.Say(toast.Error, "%d files were not taken in: %s. Import reports with o on Reconcile (4), which asks what is not known.", len(all), strings.Join(names, ", "))
}

// why says in short why a file was not taken in, and what to do: a person has to say what
// is not sure of a report.
func why(err error) string {
	var e *ledger.Error
	if errors.As(err, &e) {
		switch e.Code {
		case ledger.ErrLayout:
			return "its layout is not known for sure. Import it with o on Reconcile (4), which asks."
		case ledger.ErrUnit:
			return "the unit of its amounts is not known. Import it with o on Reconcile (4), which asks."
		}
	}
	return page.Explain(err)
}

func level(t inbox.Taken) toast.Level {
	switch {
	case t.Rejected > 0 || t.Changed > 0:
		return toast.Warning
	case t.Again:
		return toast.Info
	}
	return toast.Success
}

// line says what became of one file of callbacks, or of one report.
func line(t inbox.Taken) string {
	switch {
	case t.Again:
		return fmt.Sprintf("%s: report %d is in the ledger already.", name(t), t.Report)
	case t.Kind == folders.Report:
		return fmt.Sprintf("%s: report %d, %s.", name(t), t.Report, figures(t))
	}
	return fmt.Sprintf("%s: callbacks, %s.", name(t), figures(t))
}

func figures(t inbox.Taken) string {
	s := page.Count(t.Stored) + " new, " + page.Count(t.Known) + " known before"
	if t.Rejected > 0 {
		s += ", " + page.Count(t.Rejected) + " rejected"
	}
	if t.Changed > 0 {
		s += ", " + page.Count(t.Changed) + " say something else than an earlier report"
	}
	return s
}

func name(t inbox.Taken) string { return text.Clean(filepath.Base(t.Path)) }
