package card

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"contra/core/gate/tree"
)

// Mask hides all card data in a message: of card numbers the first six and the
// last four digits stay. The length stays too, and JSON stays JSON. What is not
// JSON is masked as running text, where no field can be spared. Without card data
// it gives raw itself, else a copy.
func Mask(raw []byte) []byte {
	d, err := tree.Parse(raw)
	if err != nil {
		s := string(raw)
		if masked := MaskText(s); masked != s {
			return []byte(masked)
		}
		return raw
	}
	out := raw
	w := walk{d: &d}
	w.hit = func(h hit) bool {
		if &out[0] == &raw[0] {
			out = slices.Clone(raw)
		}
		from, to := place(&d, h)
		token := out[from:to]
		if token[0] != '"' {
			hideNumber(token)
			return true
		}
		at := offsets(d.Raw[from:to])
		text := d.Nodes[h.node].Text
		if h.inKey {
			text = d.Nodes[h.node].Key
		}
		for _, p := range h.spans {
			hide(token, text[p.from:p.to], func(i int) int { return at[p.from+i] }, h.code)
		}
		return true
	}
	w.children(0, false)
	return out
}

// MaskText hides card data in running text.
func MaskText(s string) string {
	var out []byte
	each := func(code bool) func(span) {
		return func(p span) {
			if out == nil {
				out = []byte(s)
			}
			hide(out, s[p.from:p.to], func(i int) int { return p.from + i }, code)
		}
	}
	numbers(s, each(false))
	if mentions(s) {
		codes(s, each(true))
	}
	if out == nil {
		return s
	}
	return string(out)
}

// place is where the key or the value of a hit stands in the message.
func place(d *tree.Doc, h hit) (from, to int32) {
	n := d.Nodes[h.node]
	if !h.inKey {
		return n.Start, n.Stop
	}
	// The key is the last string before its value's colon. What stands before it in
	// the object is the value before it, or the bracket.
	parent := int32(0)
	for i := int32(0); i < h.node; i++ {
		if d.Nodes[i].Kind == tree.Object && d.Nodes[i].Next > h.node {
			parent = i
		}
	}
	before := d.Nodes[parent].Start + 1
	for i := parent + 1; i != h.node; i = d.Nodes[i].Next {
		before = d.Nodes[i].Stop
	}
	from = before + int32(strings.IndexByte(d.Raw[before:n.Start], '"'))
	return from, int32(strings.LastIndexByte(d.Raw[:n.Start], '"')) + 1
}

// offsets gives for each byte of a decoded string where it begins in the token, and
// at last where the closing quote is.
func offsets(token string) []int {
	at := make([]int, 0, len(token))
	for i := 1; i < len(token)-1; {
		n, bytes := 1, 1
		if token[i] == '\\' {
			n = 2
			if token[i+1] == 'u' {
				n = 6
				if hi, _ := strconv.ParseUint(token[i+2:i+6], 16, 32); hi >= 0xD800 && hi < 0xE000 {
					n = 12 // the parser lets only whole pairs through
				}
			}
			var text string
			if json.Unmarshal([]byte(`"`+token[i:i+n]+`"`), &text) == nil {
				bytes = len(text)
			}
		}
		for range bytes {
			at = append(at, i)
		}
		i += n
	}
	return append(at, len(token)-1)
}

// hide replaces digits of a text by stars. The bytes of its character i are out[at(i):at(i+1)].
func hide(out []byte, text string, at func(int) int, code bool) {
	digits := 0
	for i := range len(text) {
		if digit(text[i]) {
			digits++
		}
	}
	seen := 0
	for i := range len(text) {
		if !digit(text[i]) {
			continue
		}
		seen++
		if code || seen > 6 && seen <= digits-4 {
			for j := at(i); j < at(i+1); j++ {
				out[j] = '*'
			}
		}
	}
}

// hideNumber turns a number into a string of the same length, so that the stars are JSON.
func hideNumber(token []byte) {
	n := len(token)
	inner := bytes.Repeat([]byte{'*'}, n-2)
	if n >= shortest && !bytes.ContainsAny(token, "-.eE") {
		copy(inner, token[:6])
		copy(inner[n-6:], token[n-4:])
	}
	token[0], token[n-1] = '"', '"'
	copy(token[1:], inner)
}
