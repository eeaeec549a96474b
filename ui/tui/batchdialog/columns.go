package batchdialog

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/importers/list"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
)

// columns lets a person say which column of a list means what. It is one picker
// of the roles, and another one of the columns for a role.
type columns struct {
	r    *reading
	s    source
	last list.Role // that was chosen last
}

func newColumns(r *reading, s source) *columns {
	if s.mapping == nil {
		s.mapping = list.Mapping{}
	}
	return &columns{r, s, ""}
}

// open shows the roles, each with its column and the first values in it.
func (c *columns) open() {
	use := dialog.Item{ID: "use", Title: fmt.Sprintf("Use these columns: %s", page.Things(int64(len(c.s.table.Rows)), "row", "rows"))}
	if !priced(c.s.mapping) {
		use.Title += ", each refunded in full"
	}
	if err := c.s.mapping.Check(c.s.table.Header); err != nil {
		use.Off = page.Explain(err)
	}
	var items []dialog.Item
	next := ""
	for _, role := range list.Roles() {
		it := dialog.Item{ID: "role:" + string(role), Title: label(role) + " = (none)"}
		if at, ok := c.s.mapping[role]; ok {
			it.Title = label(role) + " = " + c.name(at)
			it.Detail = c.samples(at)
		}
		items = append(items, it)
		if next == "next" {
			next = it.ID
		}
		if role == c.last { // on to the next one: Enter pressed twice must not begin the batch
			next = "next"
		}
	}
	c.r.h.Dialogs.Open(dialog.NewPicker("columns", "What the columns mean", append(items, use), func(id string) tea.Cmd {
		if role, ok := strings.CutPrefix(id, "role:"); ok {
			c.pick(list.Role(role))
			return nil
		}
		return c.use()
	}).At(next))
}

func (c *columns) name(at int) string {
	if name := strings.TrimSpace(c.s.table.Header[at]); name != "" {
		return name
	}
	return fmt.Sprintf("column %d", at+1)
}

// samples are the first three values of a column.
func (c *columns) samples(at int) string {
	var out []string
	for _, rec := range c.s.table.Rows[:min(3, len(c.s.table.Rows))] {
		value := ""
		if at < len(rec.Fields) {
			value = rec.Fields[at]
		}
		if r := []rune(value); len(r) > 14 {
			value = string(r[:13]) + "…"
		}
		out = append(out, value)
	}
	return strings.Join(out, " | ")
}

// pick offers the columns for a role.
func (c *columns) pick(role list.Role) {
	items := []dialog.Item{}
	for at := range c.s.table.Header {
		items = append(items, dialog.Item{ID: fmt.Sprint(at), Title: c.name(at), Detail: c.samples(at)})
	}
	items = append(items, dialog.Item{ID: "none", Title: "(none of them)"})
	c.r.h.Dialogs.Open(dialog.NewPicker("column", list.Describe(role), items, func(id string) tea.Cmd {
		delete(c.s.mapping, role)
		c.last = role
		var at int
		if _, err := fmt.Sscan(id, &at); err == nil {
			for other, taken := range c.s.mapping { // a column has one meaning, an amount one unit
				if taken == at || amount(other) && amount(role) {
					delete(c.s.mapping, other)
				}
			}
			c.s.mapping[role] = at
		}
		c.open()
		return nil
	}))
}

func amount(r list.Role) bool { return r == list.Amount || r == list.MinorAmount }

// priced tells whether the mapping has an amount.
func priced(m list.Mapping) bool {
	_, major := m[list.Amount]
	_, minor := m[list.MinorAmount]
	return major || minor
}

// label is a role in a few words; amounts always name their unit.
func label(r list.Role) string {
	switch r {
	case list.Amount:
		return "Amount: major units (12.50)"
	case list.MinorAmount:
		return "Amount: minor units (1250)"
	}
	name, _, _ := strings.Cut(list.Describe(r), " (")
	return name
}

// use remembers the columns and goes on.
func (c *columns) use() tea.Cmd {
	s, r, table, mapping := c.r.h.Desk.Store, c.r, c.s.table, c.s.mapping
	var cmd tea.Cmd
	next := c.s
	next.sure = true
	r.task, cmd = task.Run(r.h.Tasks, "Remembering the columns", func(ctx context.Context, _ func(task.Progress)) (source, error) {
		return next, remember(ctx, s, table, mapping)
	})
	r.h.Follow(r)
	return cmd
}
