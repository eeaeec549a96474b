package gate

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"hash"
	"slices"
	"sync"
)

var (
	// ErrNoSignature: the message has no signature, or an empty one.
	ErrNoSignature = errors.New("the message carries no signature")
	// ErrBadSignature: no known order of the message's parts gives its signature.
	ErrBadSignature = errors.New("the signature does not match the message")
	// ErrEmptySecret: an empty key would let anybody sign.
	ErrEmptySecret = errors.New("the project's secret is empty")
)

const signatureLen = 88 // 64 bytes in standard Base64 with padding

// Key is a project's secret made ready for many messages. It is safe for concurrent use.
type Key struct {
	secret  []byte
	scratch sync.Pool
}

// signer is what one signature needs, kept for the next one.
type signer struct {
	mac hash.Hash
	sum [sha512.Size]byte
	b64 [signatureLen]byte
	flat
}

// NewKey prepares a secret.
func NewKey(secret string) *Key {
	k := &Key{secret: []byte(secret)}
	k.scratch.New = func() any { return &signer{mac: hmac.New(sha512.New, k.secret)} }
	return k
}

// signature signs the loaded message in the given order.
func (s *signer) signature(o Order) []byte {
	s.mac.Reset()
	s.mac.Write(s.join(o))
	base64.StdEncoding.Encode(s.b64[:], s.mac.Sum(s.sum[:0]))
	return s.b64[:]
}

// Signature is the message's signature in Base64, whatever signature it carries itself.
func (k *Key) Signature(d *Doc) (string, error) {
	if len(k.secret) == 0 {
		return "", ErrEmptySecret
	}
	s := k.scratch.Get().(*signer)
	defer k.scratch.Put(s)
	s.load(d)
	return string(s.signature(Natural)), nil
}

// Verify checks the signature that the message carries, at the top level or
// else in general, in constant time. Natural order comes first, the two others
// only when it fails; each needs the key, so trying them costs no security.
func (k *Key) Verify(d *Doc) (Order, error) {
	if len(k.secret) == 0 {
		return "", ErrEmptySecret
	}
	at := d.signature()
	if at == none {
		return "", ErrNoSignature
	}
	if d.nodes[at].kind != kString || len(d.nodes[at].text) != signatureLen {
		return "", ErrBadSignature
	}
	given := []byte(d.nodes[at].text)
	s := k.scratch.Get().(*signer)
	defer k.scratch.Put(s)
	s.load(d)
	for _, o := range [...]Order{Natural, BytewiseKey, BytewisePair} {
		if hmac.Equal(s.signature(o), given) {
			d.order = o
			return o, nil
		}
	}
	return "", ErrBadSignature
}

// Verify is Key.Verify for a single message.
func (d *Doc) Verify(secret string) (Order, error) { return NewKey(secret).Verify(d) }

// signature finds the value to verify; an empty one counts as none.
func (d *Doc) signature() int32 {
	for _, parent := range [...]int32{0, d.child(0, "general")} {
		at := d.child(parent, "signature")
		if !d.empty(at) && (d.nodes[at].kind != kString || d.nodes[at].text != "") {
			return at
		}
	}
	return none
}

// Signature is the Base64 HMAC-SHA512 of StringToSign.
func Signature(secret string, doc []byte) (string, error) {
	d, err := Decode(doc)
	if err != nil {
		return "", err
	}
	return NewKey(secret).Signature(d)
}

// Verify decodes a message and checks the signature it carries. The error is
// ErrNoSignature, ErrBadSignature, ErrEmptySecret or a *JSONError.
func Verify(secret string, doc []byte) (Order, error) {
	d, err := Decode(doc)
	if err != nil {
		return "", err
	}
	return d.Verify(secret)
}

// Place is where Sign puts a signature that is not there yet.
type Place int

const (
	AtTop     Place = iota // beside the other members: callbacks, the Data API
	AtGeneral              // in the general object: requests to Gate
)

// Sign gives the message with its signature, every other byte as it was. A
// signature that stands already, in either place, is replaced, so that the
// result verifies whichever place a reader looks at first.
func Sign(secret string, doc []byte, where Place) ([]byte, error) {
	d, err := Decode(doc)
	if err != nil {
		return nil, err
	}
	if d.nodes[0].kind != kObject {
		return nil, errors.New("only an object can carry a signature, and the message is a list")
	}
	sig, err := NewKey(secret).Signature(d)
	if err != nil {
		return nil, err
	}
	general := d.child(0, "general")
	top, inside := d.child(0, "signature"), d.child(general, "signature")
	var edits []edit
	for _, at := range [...]int32{top, inside} {
		if at != none {
			edits = append(edits, edit{d.nodes[at].start, d.nodes[at].stop, `"` + sig + `"`})
		}
	}
	member := `"signature":"` + sig + `"`
	switch {
	case where == AtTop && top == none:
		edits = append(edits, d.insert(0, member))
	case where == AtGeneral && general == none:
		edits = append(edits, d.insert(0, `"general":{`+member+`}`))
	case where == AtGeneral && d.nodes[general].kind != kObject:
		return nil, errors.New("general is " + d.nodes[general].kind.String() + ", not an object that can carry a signature")
	case where == AtGeneral && inside == none:
		edits = append(edits, d.insert(general, member))
	}
	return d.apply(edits), nil
}

// edit replaces the bytes [start, stop) of a message.
type edit struct {
	start, stop int32
	text        string
}

// insert adds a member behind the last one of an object.
func (d *Doc) insert(object int32, member string) edit {
	n := d.nodes[object]
	if n.next == object+1 {
		return edit{n.start + 1, n.start + 1, member}
	}
	last := object + 1
	for d.nodes[last].next < n.next {
		last = d.nodes[last].next
	}
	at := d.nodes[last].stop
	return edit{at, at, "," + member}
}

func (d *Doc) apply(edits []edit) []byte {
	slices.SortFunc(edits, func(a, b edit) int { return int(a.start - b.start) })
	out := make([]byte, 0, len(d.raw)+200)
	from := int32(0)
	for _, e := range edits {
		out = append(append(out, d.raw[from:e.start]...), e.text...)
		from = e.stop
	}
	return append(out, d.raw[from:]...)
}
