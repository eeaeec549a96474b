package recon

import (
	"context"
	"fmt"
	"io"
	"strings"

	"contra/core/desk"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/report"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

// printing is what is said about a comparison besides what it found.
type printing struct {
	limit  int
	pairs  bool
	left   []view.Ignored
	files  []string
	bodies []*report.Body
}

// Print prints what a run found, all of it with --json, and gives its exit code.
func Print(ctx context.Context, a *app.App, d *desk.Desk, x archive.Run) error {
	p := printing{limit: shownBreaks}
	if a.JSON {
		p.limit = -1
	}
	return p.print(ctx, a, d, x)
}

func (p printing) print(ctx context.Context, a *app.App, d *desk.Desk, x archive.Run) error {
	found, err := findings(ctx, d, &x, p.limit, p.pairs)
	if err != nil {
		return err
	}
	rejected, err := rejects(ctx, d, &x, p.bodies)
	if err != nil {
		return err
	}
	v := view.NewReconciled(&x, found, rejected, p.limit)
	v.LeftOut, v.Files = p.left, p.files
	if p.pairs {
		for i := range found {
			if found[i].Kind == archive.Paired {
				v.Pairs = append(v.Pairs, view.NewPair(&found[i]))
			}
		}
	}
	if err := a.Result(v, func(w io.Writer) error { return writeRun(w, &x, &v) }); err != nil {
		return err
	}
	if !a.JSON {
		p.say(a, &x, &v)
	}
	if x.Breaks > 0 || v.Rows.Rejected > 0 {
		return app.Outcome(app.ExitFindings)
	}
	return nil
}

// say tells what stands beside the data.
func (p printing) say(a *app.App, x *archive.Run, v *view.Reconciled) {
	for _, i := range p.left {
		a.Say("left out: %s (%s)", i.Source, i.Rule)
	}
	if n := int64(len(v.Breaks)); n < x.Breaks {
		a.Say("%s of %s breaks shown; --limit -1 shows all", out.Group(n), out.Group(x.Breaks))
	}
	if n := int64(len(v.Rejections)); n < v.Rows.Rejected {
		a.Say("%s of %s rejected rows shown; --limit -1 shows all", out.Group(n), out.Group(v.Rows.Rejected))
	}
	switch {
	case x.Reused:
		a.Say("nothing has changed since run %d; it was not made again", x.ID)
	case x.ID == 0:
		a.Say("nothing was stored")
	}
	for _, f := range p.files {
		a.Say("%s is written", f)
	}
}

func writeRun(w io.Writer, x *archive.Run, v *view.Reconciled) error {
	if err := app.Facts(w, facts(x, v)...); err != nil {
		return err
	}
	if err := Identities(w, v.Identities); err != nil {
		return err
	}
	for _, t := range []*out.Table{codes(v.Counts, v.Sides), Breaks(v.Breaks), rejections(v.Rejections), Pairs(v.Pairs)} {
		if t.Len() == 0 {
			continue
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
		if err := t.Write(w); err != nil {
			return err
		}
	}
	return nil
}

func facts(x *archive.Run, v *view.Reconciled) [][2]string {
	r := v.Rows
	lines := [][2]string{{"run", v.RunID}, {"period", period(x)}, {"reports", reportsOf(x)},
		{"rows", fmt.Sprintf("%s read: %s accepted, %s rejected, %s ignored", out.Group(r.Read), out.Group(r.Accepted), out.Group(r.Rejected), out.Group(r.Ignored))},
		{"ignored", ignored(v.Ignored)}, {"matched", out.Group(v.Matched)}}
	for _, t := range v.Totals {
		f := func(minor int64) string { return money.New(minor, t.Currency).String() }
		lines = append(lines, [2]string{"total", fmt.Sprintf("report %s, local %s, matched %s", f(t.Report), f(t.Local), f(t.Matched))})
	}
	if x.Expected > 0 {
		lines = append(lines, [2]string{"expected", out.Group(x.Expected) + " not due in a report yet"})
	}
	if n := len(x.Result.Tolerated); n > 0 {
		lines = append(lines, [2]string{"tolerated", out.Group(int64(n)) + " matched though not equal"})
	}
	if v.Confirmed > 0 {
		lines = append(lines, [2]string{"confirmed", out.Group(v.Confirmed) + " of our refunds"})
	}
	if v.Settled > 0 {
		lines = append(lines, [2]string{"settled", out.Group(v.Settled) + " of our refunds that had no outcome"})
	}
	return lines
}

// period writes what was compared, in days of its zone, both included.
func period(x *archive.Run) string {
	return Period(x.Period, x.Zone, x.Month)
}

func ignored(rules map[string]int64) string {
	all := make([]string, 0, len(rules))
	for _, rule := range sorted(rules) {
		all = append(all, fmt.Sprintf("%s %s", out.Group(rules[rule]), rule))
	}
	return strings.Join(all, ", ")
}

// Identities prints the equations that must hold.
func Identities(w io.Writer, all []recon.Check) error {
	for _, c := range all {
		mark := "✓"
		if !c.Holds {
			mark = "✗"
		}
		line := c.Words
		if c.Currency != "" {
			line = string(c.Currency) + ": " + line
		}
		if _, err := fmt.Fprintf(w, "%s %s\n", mark, text.Clean(line)); err != nil {
			return err
		}
	}
	return nil
}
