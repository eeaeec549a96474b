package report

import (
	"slices"

	"contra/core/recon"
	"contra/core/recon/large"
	corereport "contra/core/report"
	"contra/importers/table"
)

// assembly puts parts together in the order of the file, whatever order they come in.
type assembly struct {
	body    *corereport.Body
	total   int64 // bytes of the file, as far as it is known
	waiting map[int]waiting
	rejects []reject
	rules   []string
	ignored map[string][]int
}

type waiting struct {
	part
	block corereport.Block
	bytes int
}

// add takes the part with a number. The part may be used again afterwards.
func (a *assembly) add(n int, p *part, block corereport.Block, bytes int) {
	if n != len(a.body.Blocks) {
		if a.waiting == nil {
			a.waiting = map[int]waiting{}
		}
		a.waiting[n] = waiting{p.clone(), block, bytes}
		return
	}
	a.append(p, block, bytes)
	for {
		next, ok := a.waiting[len(a.body.Blocks)]
		if !ok {
			return
		}
		delete(a.waiting, len(a.body.Blocks))
		a.append(&next.part, next.block, next.bytes)
	}
}

func (a *assembly) append(p *part, block corereport.Block, bytes int) {
	b := a.body
	if len(b.Blocks) == 0 {
		b.Range = corereport.NoRange()
		a.reserve(len(p.items), bytes)
	}
	first := len(b.Items)
	b.Items, b.Lines = append(b.Items, p.items...), append(b.Lines, p.lines...)
	for i := first; i < len(b.Items); i++ {
		b.Items[i].Ref = int64(i)
	}
	a.rejects = append(a.rejects, p.rejects...)
	for _, x := range p.ignored {
		a.ignore(x.rule, x.line)
	}
	b.Read += p.read
	b.Range.Join(p.within)
	b.Blocks = append(b.Blocks, block)
}

// mostReserved is for how many rows room is made beforehand at most.
const mostReserved = 16 << 20

// reserve makes room for the rows of the whole file, guessed from its first chunk, so that
// they are not copied over and over.
func (a *assembly) reserve(rows, bytes int) {
	if bytes == 0 || a.total <= int64(bytes) {
		return
	}
	n := int(min(a.total/int64(bytes)*int64(rows)/50*51+1, mostReserved))
	a.body.Items, a.body.Lines = large.Make[recon.Item](n)[:0], large.Make[uint32](n)[:0]
}

func (a *assembly) ignore(rule string, line int) {
	if a.ignored == nil {
		a.ignored = map[string][]int{}
	}
	if _, ok := a.ignored[rule]; !ok {
		a.rules = append(a.rules, rule)
	}
	a.ignored[rule] = append(a.ignored[rule], line)
}

// finish completes the body when all parts are there.
func (a *assembly) finish(sum table.Sum) *corereport.Body {
	a.foot()
	b := a.body
	b.SHA256, b.Bytes = sum.SHA256, sum.Bytes
	for _, r := range a.rejects {
		b.Rejects = append(b.Rejects, r.Reject)
	}
	for _, rule := range a.rules {
		b.Ignored = append(b.Ignored, corereport.Ignored{Rule: rule, Lines: a.ignored[rule]})
	}
	return b
}

// foot takes the footers out of the rejected rows: those that look like one and
// have no accepted row below them.
func (a *assembly) foot() {
	last := 0
	if n := len(a.body.Lines); n > 0 {
		last = int(a.body.Lines[n-1])
	}
	a.rejects = slices.DeleteFunc(a.rejects, func(r reject) bool {
		foot := r.foot && r.Line > last
		if foot {
			a.ignore(corereport.RuleFooter, r.Line)
		}
		return foot
	})
}
