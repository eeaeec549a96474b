// Package tree parses one JSON message strictly and keeps where each value stands.
//
// Signing, verifying and reading all use the same tree, so that no second
// reading can see another message than the one whose signature held. Numbers
// stay as they were written.
package tree

// Kind is what a value is.
type Kind uint8

const (
	Null Kind = iota
	False
	True
	Number
	String
	Array
	Object
)

func (k Kind) String() string {
	return [...]string{"null", "false", "true", "a number", "a string", "a list", "an object"}[k]
}

// Node is one value with its key. Its children follow it directly.
type Node struct {
	Key         string // empty inside a list
	Text        string // a decoded string, or a number as written
	Start, Stop int32  // where the value stands in the message
	Next        int32  // the node behind this one and all its children
	Kind        Kind
}

// Doc is one parsed message. Its strings share the message's memory.
type Doc struct {
	Raw   string
	Nodes []Node // in document order; the root, an object or a list, is first
}

// None is the index of a value that is not there.
const None int32 = -1

// Child finds a member of an object; None when at is no object or has no such key.
func (d *Doc) Child(at int32, key string) int32 {
	if at == None || d.Nodes[at].Kind != Object {
		return None
	}
	end := d.Nodes[at].Next
	for i := at + 1; i < end; i = d.Nodes[i].Next {
		if d.Nodes[i].Key == key {
			return i
		}
	}
	return None
}

// Empty tells whether a value says nothing: absent, null, or an empty list or
// object. The platform writes an empty object as [] in places, and the
// signature does not protect empty containers, so they carry no meaning.
func (d *Doc) Empty(at int32) bool {
	if at == None {
		return true
	}
	n := &d.Nodes[at]
	return n.Kind == Null || n.Kind >= Array && n.Next == at+1
}

// Bytes is the value exactly as it stands in the message.
func (d *Doc) Bytes(at int32) string { return d.Raw[d.Nodes[at].Start:d.Nodes[at].Stop] }
