package grid

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// item is a row of the tests: its id also decides its name and amount.
type item struct {
	id     int
	name   string
	amount int
}

// books is a keyset source in memory that finds its place by binary search.
type books struct {
	ids    []int // in the source's own order
	fail   error
	asked  []Request[item]
	rename map[int]string
	amount map[int]int
}

func numbered(n int) *books {
	b := &books{ids: make([]int, n)}
	for i := range b.ids {
		b.ids[i] = i
	}
	return b
}

func (b *books) item(id int) item {
	name := fmt.Sprintf("customer %d", id)
	if s, ok := b.rename[id]; ok {
		name = s
	}
	amount := (id * 7919) % 1000
	if n, ok := b.amount[id]; ok {
		amount = n
	}
	return item{id, name, amount}
}

func (b *books) less(s Sort) func(x, y item) bool {
	return func(x, y item) bool {
		if s.Column == "amount" && x.amount != y.amount {
			return (x.amount < y.amount) != s.Desc
		}
		return (x.id < y.id) != (s.Desc && s.Column == "id")
	}
}

func (b *books) Fetch(r Request[item]) tea.Cmd {
	b.asked = append(b.asked, r)
	return func() tea.Msg {
		if b.fail != nil {
			return r.Fail(b.fail)
		}
		ids, less := b.ids, b.less(r.Sort)
		if r.Sort.Column != "" {
			ids = slices.Clone(ids)
			sort.Slice(ids, func(i, j int) bool { return less(b.item(ids[i]), b.item(ids[j])) })
		}
		at := 0
		if r.Anchor != nil {
			at = sort.Search(len(ids), func(i int) bool { return !less(b.item(ids[i]), *r.Anchor) })
		}
		from, to := 0, 0
		switch r.Dir {
		case FromStart:
			from, to = 0, r.N
		case FromEnd:
			from, to = len(ids)-r.N, len(ids)
		case Forward:
			if at < len(ids) && ids[at] == r.Anchor.id {
				at++
			}
			from, to = at, at+r.N
		case Backward:
			from, to = at-r.N, at
		case Around:
			from, to = at-r.N/2, at+r.N-r.N/2
		}
		from, to = max(from, 0), min(to, len(ids))
		rows := make([]item, 0, max(to-from, 0))
		for _, id := range ids[from:max(to, from)] {
			rows = append(rows, b.item(id))
		}
		m := r.Window(rows, from == 0, to == len(ids))
		m.At = at - from
		return m
	}
}

func columns() []Column[item] {
	return []Column[item]{
		{ID: "id", Title: "payment", Min: 10, Frozen: true, Sortable: true, Cell: func(i item) Cell { return Cell{Text: fmt.Sprintf("ORD-%06d", i.id)} }},
		{ID: "name", Title: "customer", Min: 10, Flex: 1, Cell: func(i item) Cell { return Cell{Text: i.name, Tone: theme.Muted} }},
		{ID: "amount", Title: "amount", Min: 9, Align: text.Right, Sortable: true, Cell: func(i item) Cell { return Cell{Text: fmt.Sprint(i.amount), Tone: theme.Good} }},
		{ID: "method", Title: "method", Min: 9, Max: 12, Priority: 1, Cell: func(item) Cell { return Cell{Text: "kakaopay"} }},
		{ID: "note", Title: "note", Min: 20, Priority: 2, Cell: func(item) Cell { return Cell{Text: "a long description"} }},
	}
}

func styles(t testing.TB, o theme.Options) *theme.Styles {
	st, err := theme.New(o)
	require.NoError(t, err)
	return st
}

// rig is a grid with its source, whose commands run at once unless held.
type rig struct {
	t     testing.TB
	g     *Grid[item, int]
	b     *books
	queue []tea.Cmd
	held  bool
}

func newRig(t testing.TB, b *books, w, h int, change ...func(*Config[item, int])) *rig {
	cfg := Config[item, int]{
		ID: "payments", Columns: columns(), Key: func(i item) int { return i.id }, Source: b,
		Styles: styles(t, theme.Options{Dark: true, Depth: theme.Ansi256}), Empty: "No payments match.",
	}
	for _, c := range change {
		c(&cfg)
	}
	r := &rig{t: t, g: New(cfg), b: b}
	r.run(r.g.SetSize(w, h))
	r.run(r.g.Reload())
	return r
}

func (r *rig) run(cmd tea.Cmd) {
	if cmd != nil {
		r.queue = append(r.queue, cmd)
	}
	for len(r.queue) > 0 && !r.held {
		c := r.queue[0]
		r.queue = r.queue[1:]
		switch m := c().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range m {
				r.run(c)
			}
		default:
			r.run(r.g.Update(m))
		}
	}
}

func (r *rig) do(verbs ...Verb) {
	for _, v := range verbs {
		r.run(r.g.Do(v))
	}
}

// at is the id under the cursor.
func (r *rig) at() int {
	row, ok := r.g.Current()
	require.True(r.t, ok, "there is no current row")
	return row.id
}

func (r *rig) picked() []int {
	var out []int
	for _, row := range r.g.Selection().Rows {
		out = append(out, row.id)
	}
	return out
}

var errLedger = errors.New("the ledger is busy")
