package seal

import (
	"errors"
	"slices"

	"contra/core/gate/tree"
)

// Place is where Put puts a signature that is not there yet.
type Place int

const (
	AtTop     Place = iota // beside the other members: callbacks, the Data API
	AtGeneral              // in the general object: requests to Gate
)

// Put gives the message with the signature, every other byte as it was. A
// signature that stands already, in either place, is replaced, so that the
// result verifies whichever place a reader looks at first.
func Put(d *tree.Doc, signature string, where Place) ([]byte, error) {
	if d.Nodes[0].Kind != tree.Object {
		return nil, errors.New("only an object can carry a signature, and the message is a list")
	}
	general := d.Child(0, "general")
	top, inside := d.Child(0, "signature"), d.Child(general, "signature")
	var edits []edit
	for _, at := range [...]int32{top, inside} {
		if at != tree.None {
			edits = append(edits, edit{d.Nodes[at].Start, d.Nodes[at].Stop, `"` + signature + `"`})
		}
	}
	member := `"signature":"` + signature + `"`
	switch {
	case where == AtTop && top == tree.None:
		edits = append(edits, insert(d, 0, member))
	case where == AtGeneral && general == tree.None:
		edits = append(edits, insert(d, 0, `"general":{`+member+`}`))
	case where == AtGeneral && d.Nodes[general].Kind != tree.Object:
		return nil, errors.New("general is " + d.Nodes[general].Kind.String() + ", not an object that can carry a signature")
	case where == AtGeneral && inside == tree.None:
		edits = append(edits, insert(d, general, member))
	}
	return apply(d, edits), nil
}

// edit replaces the bytes [start, stop) of a message.
type edit struct {
	start, stop int32
	text        string
}

// insert adds a member behind the last one of an object.
func insert(d *tree.Doc, object int32, member string) edit {
	n := d.Nodes[object]
	if n.Next == object+1 {
		return edit{n.Start + 1, n.Start + 1, member}
	}
	last := object + 1
	for d.Nodes[last].Next < n.Next {
		last = d.Nodes[last].Next
	}
	at := d.Nodes[last].Stop
	return edit{at, at, "," + member}
}

func apply(d *tree.Doc, edits []edit) []byte {
	slices.SortFunc(edits, func(a, b edit) int { return int(a.start - b.start) })
	out := make([]byte, 0, len(d.Raw)+2*signatureLen)
	from := int32(0)
	for _, e := range edits {
		out = append(append(out, d.Raw[from:e.start]...), e.text...)
		from = e.stop
	}
	return append(out, d.Raw[from:]...)
}
