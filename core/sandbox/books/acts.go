package books

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"sort"
	"sync"
	"time"
)

// acts is every operation in the order in which they were last acted on. It is
// made once for each change of the books, when somebody asks.
type acts struct {
	version int // of the books, under their lock

	mu   sync.Mutex
	made int   // the version that the list is of
	list []act // never changed, only replaced
}

type act struct {
	at        int64 // Unix nanoseconds
	operation int64
	a         *account
	i         int // in its operations, which only grow
}

func (b *Books) inOrder() []act {
	b.mu.RLock()
	defer b.mu.RUnlock()
	b.acts.mu.Lock()
	defer b.acts.mu.Unlock()
	if b.acts.made == b.acts.version {
		return b.acts.list
	}
	list := make([]act, 0, len(b.byOp))
	for _, a := range b.order {
		for i := range a.Operations {
			o := &a.Operations[i]
			list = append(list, act{o.Date.UnixNano(), o.ID, a, i})
		}
	}
	slices.SortFunc(list, func(x, y act) int {
		return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.operation, y.operation))
	})
	b.acts.list, b.acts.made = list, b.acts.version
	return list
}

// Query chooses operations. An empty list of words is no choice.
type Query struct {
	From, To  time.Time // when they were last acted on, To excluded
	Projects  []int64
	Types     []string
	Statuses  []string
	Customers []string
	Offset    int // how many of the chosen to leave out
}

func (q *Query) takes(a *account, o *Operation) bool {
	return (len(q.Projects) == 0 || slices.Contains(q.Projects, a.Project)) &&
		(len(q.Types) == 0 || slices.Contains(q.Types, o.Type)) &&
		(len(q.Statuses) == 0 || slices.Contains(q.Statuses, o.Status)) &&
		(len(q.Customers) == 0 || slices.Contains(q.Customers, a.CustomerID))
}

// Entry is an operation with its payment, both as they stand.
type Entry struct {
	Payment Payment
	index   int
}

// Operation is the operation of the entry.
func (e *Entry) Operation() *Operation { return &e.Payment.Operations[e.index] }

// Entries are the operations of the payment, oldest first.
func (p Payment) Entries() []Entry {
	all := make([]Entry, len(p.Operations))
	for i := range all {
		all[i] = Entry{p, i}
	}
	return all
}

// Acted gives the chosen operations in the order in which they were last acted
// on, those of one moment by their ids. What changes meanwhile keeps its place.
func (b *Books) Acted(q Query) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		list := b.inOrder()
		after := func(t time.Time) int {
			return sort.Search(len(list), func(i int) bool { return !time.Unix(0, list[i].at).Before(t) })
		}
		from, to, skip := after(q.From), after(q.To), q.Offset
		for _, x := range list[from:max(from, to)] {
			b.mu.RLock()
			taken := q.takes(x.a, &x.a.Operations[x.i])
			if !taken || skip > 0 {
				b.mu.RUnlock()
				if taken {
					skip--
				}
				continue
			}
			e := Entry{x.a.clone(), x.i}
			b.mu.RUnlock()
			if !yield(e) {
				return
			}
		}
	}
}

// Touch notes that an operation was acted on again, without any other change.
func (b *Books) Touch(operation int64, at time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, o := b.find(operation)
	if o == nil {
		return fmt.Errorf("no operation %d", operation)
	}
	o.Date = at
	b.changed(a)
	return nil
}
