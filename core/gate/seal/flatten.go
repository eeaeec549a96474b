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

// pair is one signed part, buf[start:end] = "path:value" with the path up to keyEnd.
type pair struct{ start, keyEnd, end int32 }

// flat is a message as the list of its signed parts. It is scratch memory that
// is used again.
type flat struct {
	buf   []byte // all parts, one behind the other
	pairs []pair // in document order
	sorts []pair
	path  []byte
	out   []byte // the string to sign
}

// load fills f with the message's parts: scalars by their whole key path,
// list items by index, true as 1, false as 0, null as nothing. Left out are
// empty containers, frame_mode at any depth, and the signature at the top level
// and in general; a signature anywhere deeper is data.
func (f *flat) load(d *tree.Doc) {
	f.buf, f.pairs, f.path = f.buf[:0], f.pairs[:0], f.path[:0]
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
		p := pair{start: int32(len(f.buf))}
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
	f.sorts = append(f.sorts[:0], f.pairs...)
	key := func(p pair) []byte { return f.buf[p.start:p.keyEnd] }
	switch o {
	case BytewiseKey:
		slices.SortStableFunc(f.sorts, func(a, b pair) int { return bytes.Compare(key(a), key(b)) })
	case BytewisePair:
		slices.SortStableFunc(f.sorts, func(a, b pair) int {
			return bytes.Compare(f.buf[a.start:a.end], f.buf[b.start:b.end])
		})
	default:
		slices.SortStableFunc(f.sorts, func(a, b pair) int { return natural(key(a), key(b)) })
	}
	f.out = f.out[:0]
	for i, p := range f.sorts {
		if i > 0 {
			f.out = append(f.out, ';')
		}
		f.out = append(f.out, f.buf[p.start:p.end]...)
	}
	return f.out
}

// StringToSign is the text that a message's signature is made of, in natural
// order. The root may be a list.
func StringToSign(d *tree.Doc) string {
	var f flat
	f.load(d)
	return string(f.join(Natural))
}
