package judge

import (
	"contra/core/recon"
)

// sameness is what a row and an operation share that are matched without an
// operation id.
type sameness struct {
	amount int64
	kind   *kind
	status *status // nil: whatever it is
	cur    recon.Cur
	name   string // of the payment, or a reference
}

// stage is how far a search goes: first among equal statuses and within the
// period, then also elsewhere.
type stage struct{ status, within bool }

// stages are tried in order. Where nothing lies outside, half of them would
// repeat the others.
func (m *matcher) stages() []stage {
	if !m.edges {
		return []stage{{status: true}, {}}
	}
	return []stage{{true, true}, {status: true}, {within: true}, {}}
}

// search calls do with rows and operations that share a key and of which at
// least one side has no operation id.
func (m *matcher) search(key func(*entry) (sameness, bool), do func(rows, local []*entry)) {
	for _, s := range m.stages() {
		m.unnamed(s.within, func(rows, local []*entry) {
			for r, l := range grouped(rows, local, func(e *entry) (sameness, bool) {
				k, ok := key(e)
				if s.status {
					k.status = e.status
				}
				return k, ok && e.cur != 0
			}) {
				if len(r) > 0 && len(l) > 0 {
					do(r, l)
				}
			}
		})
	}
}

// unnamed calls do with what has no place yet and may belong together.
func (m *matcher) unnamed(within bool, do func(rows, local []*entry)) {
	if rows := bare(free(m.rows, within)); len(rows) > 0 {
		do(rows, free(m.local, within))
	}
	if local := bare(free(m.local, within)); len(local) > 0 {
		do(free(m.rows, within), local)
	}
}

// bare are those without an operation id.
func bare(list []*entry) (all []*entry) {
	for _, e := range list {
		if e.OperationID == "" {
			all = append(all, e)
		}
	}
	return all
}
