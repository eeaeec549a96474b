// Package card finds card numbers and security codes in messages and masks them.
// Such data must not be stored; masked numbers, as the platform sends them, are fine.
//
// The ids of the platform and of the merchant are spared: they often have 16
// digits, and one in ten of them passes the check digit.
package card

import (
	"strconv"
	"strings"

	"contra/core/gate/tree"
)

// Finding says where card data stands, without repeating it.
type Finding struct {
	Path string // such as account.number
	What string // "a card number" or "a security code"
}

// Find gives the first card data in a message.
func Find(d *tree.Doc) (f Finding, found bool) {
	w := walk{d: d}
	w.hit = func(h hit) bool {
		f, found = Finding{path(d, h.node), "a card number"}, true
		if h.code {
			f.What = "a security code"
		}
		return false
	}
	w.children(0, false)
	return f, found
}

// hit is card data in a value, or in its key.
type hit struct {
	node  int32
	inKey bool
	code  bool
	spans []span // in the decoded text
}

// walk looks through a message for card data until hit returns false.
type walk struct {
	d   *tree.Doc
	hit func(hit) bool
}

// children looks through the values inside the one at a node. inCard tells that they
// describe a card or an account, where an id is not spared.
func (w *walk) children(at int32, inCard bool) bool {
	for i := at + 1; i < w.d.Nodes[at].Next; i = w.d.Nodes[i].Next {
		n := &w.d.Nodes[i]
		if len(n.Key) >= shortest && !w.text(i, n.Key, true, 0) {
			return false
		}
		switch {
		case n.Kind >= tree.Array:
			if n.Key != "provider" && !w.children(i, inCard || describesCard(n.Key)) {
				return false
			}
		case spared(n.Key, inCard):
		case codeKey(n.Key) && isCode(strings.TrimSpace(n.Text)):
			if !w.hit(hit{node: i, code: true, spans: []span{{0, len(n.Text)}}}) {
				return false
			}
		case len(n.Text) >= len("cvv 123"):
			least := 0
			if telephone(n.Key) {
				least = 16 // a telephone number has at most 15 digits
			}
			if !w.text(i, n.Text, false, least) {
				return false
			}
		}
	}
	return true
}

// text looks for card data in a key or a value; numbers shorter than least are left out.
func (w *walk) text(node int32, s string, inKey bool, least int) bool {
	digits := 0
	for i := 0; i < len(s); i++ {
		if digit(s[i]) {
			digits++
		}
	}
	if digits < 3 {
		return true
	}
	h := hit{node: node, inKey: inKey}
	add := func(p span) {
		if p.to-p.from >= least {
			h.spans = append(h.spans, p)
		}
	}
	if digits >= shortest {
		numbers(s, add)
	}
	if h.spans != nil && !w.hit(h) {
		return false
	}
	if !mentions(s) {
		return true
	}
	h = hit{node: node, inKey: inKey, code: true}
	codes(s, add)
	return h.spans == nil || w.hit(h)
}

// spared are ids, signatures, moments and amounts. All that the provider says of its own
// operation is spared too.
func spared(key string, inCard bool) bool {
	switch key {
	case "signature", "amount", "date":
		return true
	case "id":
		return !inCard
	}
	return strings.HasSuffix(key, "_id") && !inCard || strings.HasSuffix(key, "_date")
}

func describesCard(key string) bool { return key == "account" || key == "card" }

func telephone(key string) bool { return strings.HasSuffix(key, "phone") || key == "mobile" }

// path names the value at a node. Keys are the sender's: what is not plain is
// quoted, and card data in them is masked.
func path(d *tree.Doc, node int32) string {
	var b strings.Builder
	for at := int32(0); at != node; {
		list, index := d.Nodes[at].Kind == tree.Array, 0
		i := at + 1
		for ; d.Nodes[i].Next <= node; i = d.Nodes[i].Next {
			index++
		}
		switch {
		case list:
			b.WriteString("[" + strconv.Itoa(index) + "]")
		case b.Len() > 0:
			b.WriteString("." + plain(d.Nodes[i].Key))
		default:
			b.WriteString(plain(d.Nodes[i].Key))
		}
		at = i
	}
	return b.String()
}

func plain(key string) string {
	key = MaskText(key)
	if len(key) > 40 {
		key = strings.ToValidUTF8(key[:40], "") + "…"
	}
	for i := 0; i < len(key); i++ {
		if c := key[i]; c <= ' ' || c == '"' || c >= 0x7F {
			return strconv.QuoteToASCII(key)
		}
	}
	return key
}
