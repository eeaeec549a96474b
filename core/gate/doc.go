// Package gate is the platform's wire: signatures, requests, answers,
// callbacks, response codes and the HTTP client.
package gate

import (
	"strconv"

	"contra/core/gate/codes"
	"contra/core/gate/seal"
	"contra/core/gate/tree"
)

// Doc is one message, parsed once: what was verified is what is read. It is not
// for concurrent use. Strings read from it share the message's memory.
type Doc struct {
	tree.Doc
	order Order // the order under which Verify found the signature to hold
}

// JSONError says where a message stops being acceptable JSON.
type JSONError = tree.Error

// Decode parses one message, an object or a list. It is stricter than
// encoding/json, see tree.Parse. Every error is a *JSONError.
func Decode(doc []byte) (*Doc, error) {
	t, err := tree.Parse(doc)
	if err != nil {
		return nil, err
	}
	return &Doc{Doc: t}, nil
}

// Order is the sort order under which a signature held.
type Order = seal.Order

// The orders, the first being how we sign.
const (
	Natural      = seal.Natural
	BytewiseKey  = seal.BytewiseKey
	BytewisePair = seal.BytewisePair
)

// Place is where Sign puts a signature that is not there yet.
type Place = seal.Place

// The places: callbacks are signed at the top, requests to Gate in general.
const (
	AtTop     = seal.AtTop
	AtGeneral = seal.AtGeneral
)

// What Verify finds wrong.
var (
	ErrNoSignature  = seal.ErrNoSignature
	ErrBadSignature = seal.ErrBadSignature
	ErrEmptySecret  = seal.ErrEmptySecret
)

// ResponseCode is one entry of the platform's registry of codes.
type ResponseCode = codes.Code

// Class groups response codes by what they mean for a refund.
type Class = codes.Class

// LookupCode explains a code; one that is not known gets class "unknown" and a
// meaning by its range.
func LookupCode(code string) ResponseCode { return codes.Lookup(code) }

// Codes lists the known codes in numeric order.
func Codes() []ResponseCode { return codes.All() }

// path joins a parent's path and a key for an error message.
func path(parent, key string) string {
	if parent == "" {
		return key
	}
	return parent + "." + key
}

func itemPath(parent string, i int) string { return parent + "[" + strconv.Itoa(i) + "]" }
