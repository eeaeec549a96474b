// Package seal signs messages and checks their signatures: HMAC-SHA512 over the
// message's parts, sorted and joined, in Base64.
package seal

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"hash"
	"sync"

	"contra/core/gate/tree"
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
func (k *Key) Signature(d *tree.Doc) (string, error) {
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
func (k *Key) Verify(d *tree.Doc) (Order, error) {
	if len(k.secret) == 0 {
		return "", ErrEmptySecret
	}
	at := carried(d)
	if at == tree.None {
		return "", ErrNoSignature
	}
	// The whole Base64 text is compared, so there is one spelling of a signature only.
	n := &d.Nodes[at]
	if n.Kind != tree.String || len(n.Text) != signatureLen {
		return "", ErrBadSignature
	}
	var given [signatureLen]byte
	copy(given[:], n.Text)
	s := k.scratch.Get().(*signer)
	defer k.scratch.Put(s)
	s.load(d)
	for _, o := range [...]Order{Natural, BytewiseKey, BytewisePair} {
		if hmac.Equal(s.signature(o), given[:]) {
			return o, nil
		}
	}
	return "", ErrBadSignature
}

// carried finds the signature to verify; an empty one counts as none.
func carried(d *tree.Doc) int32 {
	for _, parent := range [...]int32{0, d.Child(0, "general")} {
		at := d.Child(parent, "signature")
		if !d.Empty(at) && (d.Nodes[at].Kind != tree.String || d.Nodes[at].Text != "") {
			return at
		}
	}
	return tree.None
}
