package seal

import (
	"bytes"
	"slices"
	"strconv"

	"contra/core/gate/tree"
)

// Order is the sort order under which a message's parts were signed. The
// platform's documents leave it open and its own libraries disagree once a list
// has more than ten items or one key continues another by a digit.
type Order string

const (
	Natural      Order = "natural"       // key paths in natural order: how we sign
	BytewiseKey  Order = "bytewise_key"  // key paths by bytes
	BytewisePair Order = "bytewise_pair" // whole path:value strings by bytes
)

// pair is one signed part, buf[start:end] = "path:value" with the path up to
// keyEnd, and its number in document order.
type pair struct{ start, keyEnd, end, n int32 }

// flat is a message as the list of its signed parts. It is scratch memory that
// is used again.
type flat struct {
	buf   []byte // all parts, one behind the other
	pairs []pair // in document order
	sorts []pair
	last  []int32 // the numbers of the message before, in natural order
	path  []byte
	out   []byte // the string to sign
}

// load fills f with the message's parts: scalars by their whole key path,
// list items by index, true as 1, false as 0, null as nothing. Left out are
// empty containers, frame_mode at any depth, and the signature at the top level
// and in general; a signature anywhere deeper is data.
func (f *flat) load(d *tree.Doc) {
	f.buf, f.pairs = slices.Grow(f.buf[:0], len(d.Raw)), slices.Grow(f.pairs[:0], len(d.Nodes))
	f.path = f.path[:0]
	f.walk(d, 0, 0)
}

func (f *flat) walk(d *tree.Doc, at int32, depth int) {
	n := &d.Nodes[at]
	switch n.Kind {
	case tree.Object, tree.Array:
		up, index := len(f.path), 0
		for i := at + 1; i < n.Next; i = d.Nodes[i].Next {
			if depth > 0 {
				f.path = append(f.path, ':')
			}
			if n.Kind == tree.Array {
				f.path = strconv.AppendInt(f.path, int64(index), 10)
				index++
			} else if key := d.Nodes[i].Key; unsigned(n.Key, key, depth) {
				f.path = f.path[:up]
				continue
			} else {
				f.appendKey(key)
			}
			f.walk(d, i, depth+1)
			f.path = f.path[:up]
		}
	default:
		p := pair{start: int32(len(f.buf)), n: int32(len(f.pairs))}
		f.buf = append(f.buf, f.path...)
		p.keyEnd = int32(len(f.buf))
		f.buf = append(f.buf, ':')
		switch n.Kind {
		case tree.True:
			f.buf = append(f.buf, '1')
		case tree.False:
			f.buf = append(f.buf, '0')
		case tree.Number, tree.String:
			f.buf = append(f.buf, n.Text...)
		}
		p.end = int32(len(f.buf))
		f.pairs = append(f.pairs, p)
	}
}

// unsigned tells whether the member of an object at that depth is left out.
func unsigned(parent, key string, depth int) bool {
	switch key {
	case "frame_mode":
		return true
	case "signature":
		return depth == 0 || depth == 1 && parent == "general"
	}
	return false
}

// appendKey adds a key to the path with its colons doubled.
func (f *flat) appendKey(key string) {
	for i := 0; i < len(key); i++ {
		if key[i] == ':' {
			f.path = append(f.path, ':')
		}
		f.path = append(f.path, key[i])
	}
}

// join sorts the parts and joins them with semicolons. The result is good until the next call.
func (f *flat) join(o Order) []byte {
	if o != Natural || !f.asBefore() {
		f.sorts = append(f.sorts[:0], f.pairs...)
		slices.SortFunc(f.sorts, func(a, b pair) int { return f.compare(o, a, b) })
	}
	if o == Natural {
		f.last = f.last[:0]
		for _, p := range f.sorts {
			f.last = append(f.last, p.n)
		}
	}
	f.out = slices.Grow(f.out[:0], len(f.buf)+len(f.pairs))
	for i, p := range f.sorts {
		if i > 0 {
			f.out = append(f.out, ';')
		}
		f.out = append(f.out, f.buf[p.start:p.end]...)
	}
	return f.out
}

// asBefore puts the parts into the order of the message before and tells whether
// that sorts them: messages of one kind have their keys in one order.
func (f *flat) asBefore() bool {
	if len(f.last) != len(f.pairs) {
		return false
	}
	f.sorts = f.sorts[:0]
	for _, n := range f.last {
		f.sorts = append(f.sorts, f.pairs[n])
	}
	return slices.IsSortedFunc(f.sorts, func(a, b pair) int { return f.compare(Natural, a, b) })
}

// compare orders two parts. Those that the order holds equal stay as in the document.
func (f *flat) compare(o Order, a, b pair) (c int) {
	switch o {
	case BytewiseKey:
		c = bytes.Compare(f.buf[a.start:a.keyEnd], f.buf[b.start:b.keyEnd])
	case BytewisePair:
		c = bytes.Compare(f.buf[a.start:a.end], f.buf[b.start:b.end])
	default:
		c = natural(f.buf[a.start:a.keyEnd], f.buf[b.start:b.keyEnd])
	}
	if c == 0 {
		c = int(a.n - b.n)
	}
	return c
}

// StringToSign is the text that a message's signature is made of, in natural
// order. The root may be a list.
func StringToSign(d *tree.Doc) string {
	var f flat
	f.load(d)
	return string(f.join(Natural))
}
