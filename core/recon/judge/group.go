package judge

import (
	"cmp"
	"iter"
	"slices"
)

// grouped gives the rows and the operations with equal keys, in the order of
// their first one, rows before operations.
func grouped[K comparable](rows, local []*entry, key func(*entry) (K, bool)) iter.Seq2[[]*entry, []*entry] {
	numbers := make(map[K]int32, max(len(rows), len(local)))
	number := func(list []*entry) []int32 {
		all := make([]int32, len(list))
		for i, e := range list {
			k, ok := key(e)
			if !ok {
				all[i] = -1
				continue
			}
			n, known := numbers[k]
			if !known {
				n = int32(len(numbers))
				numbers[k] = n
			}
			all[i] = n
		}
		return all
	}
	ofRows, ofLocal := number(rows), number(local)
	groupedRows, groupedLocal := bucket(rows, ofRows, len(numbers)), bucket(local, ofLocal, len(numbers))
	return func(yield func(rows, local []*entry) bool) {
		for n := range len(numbers) {
			if !yield(groupedRows.at(n), groupedLocal.at(n)) {
				return
			}
		}
	}
}

// buckets are the entries of all groups in a row, in their order.
type buckets struct {
	all  []*entry
	ends []int32
}

func bucket(list []*entry, numbers []int32, n int) buckets {
	b := buckets{ends: make([]int32, n+1)}
	for _, k := range numbers {
		b.ends[k+1]++
	}
	skipped := b.ends[0]
	b.ends[0] = 0
	for k := range n {
		b.ends[k+1] += b.ends[k]
	}
	b.all = make([]*entry, len(list)-int(skipped))
	next := slices.Clone(b.ends[:n])
	for i, k := range numbers {
		if k >= 0 {
			b.all[next[k]] = list[i]
			next[k]++
		}
	}
	return b
}

func (b *buckets) at(n int) []*entry { return b.all[b.ends[n]:b.ends[n+1]:b.ends[n+1]] }

// byProject calls do with the rows and operations that may be of one project:
// those that are known to be first, then with whoever names none.
func byProject(rows, local []*entry, do func(rows, local []*entry)) {
	if len(rows) == 0 || len(local) == 0 {
		return
	}
	if oneProject(rows, local) {
		do(rows, local)
		return
	}
	project := func(e *entry) (int64, bool) { return e.project, e.project != 0 }
	for r, l := range grouped(rows, local, project) {
		if len(r) > 0 && len(l) > 0 {
			do(r, l)
		}
	}
	for _, loose := range []bool{true, false} {
		r, l := free(rows, false), free(local, false)
		if loose {
			r = slices.DeleteFunc(r, func(e *entry) bool { return e.project != 0 })
		} else {
			l = slices.DeleteFunc(l, func(e *entry) bool { return e.project != 0 })
		}
		if len(r) > 0 && len(l) > 0 {
			do(r, l)
		}
	}
}

// oneProject tells whether no two of them name different projects.
func oneProject(lists ...[]*entry) bool {
	project := int64(0)
	for _, list := range lists {
		for _, e := range list {
			project = cmp.Or(project, e.project)
			if e.project != project && e.project != 0 {
				return false
			}
		}
	}
	return true
}
