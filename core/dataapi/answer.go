package dataapi

import (
	"errors"
	"fmt"
	"time"

	"contra/core/gate"
	"contra/core/gate/tree"
)

// Page is one answer: the rows in the order in which they came.
type Page struct {
	Rows   []Row
	Signed bool // the answer carried a signature, and it held
}

// open parses an answer and checks its signature. One without a signature is
// believed, because it came over TLS from the configured address; a wrong one never is.
func open(text []byte, key *gate.Key) (d *gate.Doc, signed bool, err error) {
	if d, err = gate.Decode(text); err != nil {
		return nil, false, fmt.Errorf("it is not readable JSON: %w", err)
	}
	if k := d.Nodes[0].Kind; k != tree.Object {
		return nil, false, errors.New("it is " + k.String() + ", not an object")
	}
	_, err = key.Verify(d)
	if err != nil && !errors.Is(err, gate.ErrNoSignature) {
		return nil, false, fmt.Errorf("it is not to be trusted: %w", err)
	}
	return d, err == nil, nil
}

// readPage reads an answer's list. mask hides card data in a row before anything
// else looks at it.
func readPage(kind Kind, text []byte, key *gate.Key, zone *time.Location, mask func([]byte) []byte) (Page, error) {
	d, signed, err := open(text, key)
	if err != nil {
		return Page{}, err
	}
	at, err := list(d)
	if err != nil {
		return Page{}, err
	}
	p := Page{Signed: signed}
	if d.Empty(at) {
		return p, nil
	}
	for i := at + 1; i < d.Nodes[at].Next; i = d.Nodes[i].Next {
		raw := []byte(d.Bytes(i))
		if mask != nil {
			raw = mask(raw)
		}
		p.Rows = append(p.Rows, ReadRow(kind, raw, zone))
	}
	return p, nil
}

// list finds the rows: "operations", or the only list there is.
func list(d *gate.Doc) (int32, error) {
	at := d.Child(0, "operations")
	if at == tree.None {
		for i := int32(1); i < d.Nodes[0].Next; i = d.Nodes[i].Next {
			if d.Nodes[i].Kind != tree.Array {
				continue
			}
			if at != tree.None {
				return at, errors.New("operations: it is missing, and there are several other lists")
			}
			at = i
		}
	}
	switch {
	case at == tree.None:
		return at, errors.New("operations: it is missing")
	case !d.Empty(at) && d.Nodes[at].Kind != tree.Array:
		return at, errors.New("operations: it is " + d.Nodes[at].Kind.String() + ", not a list")
	}
	return at, nil
}
