// Package gate is the platform's wire: signatures, requests, answers,
// callbacks, response codes and the HTTP client.
//
// A message is parsed once, into a Doc, and the same Doc is signed, verified
// and read, so that no second reading can see another message than the one
// whose signature held. Numbers stay as they were written.
package gate

import "strconv"

// Doc is one parsed JSON message. It is not for concurrent use. Strings read
// from it share the message's memory.
type Doc struct {
	raw   string
	nodes []node // in document order; the root is first
	order Order  // the order under which Verify found the signature to hold
}

type kind uint8

const (
	kNull kind = iota
	kFalse
	kTrue
	kNumber
	kString
	kArray
	kObject
)

func (k kind) String() string {
	return [...]string{"null", "false", "true", "a number", "a string", "a list", "an object"}[k]
}

// node is one JSON value with its key. Its children follow it directly.
type node struct {
	key         string // empty inside a list
	text        string // a decoded string, or a number as written
	start, stop int32  // where the value stands in the message
	next        int32  // the node behind this one and all its children
	kind        kind
}

// none is the index of a value that is not there.
const none int32 = -1

// child finds a member of an object; none when at is no object or has no such key.
func (d *Doc) child(at int32, key string) int32 {
	if at == none || d.nodes[at].kind != kObject {
		return none
	}
	end := d.nodes[at].next
	for i := at + 1; i < end; i = d.nodes[i].next {
		if d.nodes[i].key == key {
			return i
		}
	}
	return none
}

// empty tells whether a value says nothing: absent, null, or an empty list or
// object. The platform writes an empty object as [] in places, and the
// signature does not protect empty containers, so they carry no meaning.
func (d *Doc) empty(at int32) bool {
	if at == none {
		return true
	}
	n := &d.nodes[at]
	return n.kind == kNull || n.kind >= kArray && n.next == at+1
}

// rawOf is the value exactly as it stands in the message.
func (d *Doc) rawOf(at int32) string { return d.raw[d.nodes[at].start:d.nodes[at].stop] }

// path joins a parent's path and a key for an error message.
func path(parent, key string) string {
	if parent == "" {
		return key
	}
	return parent + "." + key
}

func itemPath(parent string, i int) string { return parent + "[" + strconv.Itoa(i) + "]" }
