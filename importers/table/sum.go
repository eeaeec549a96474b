package table

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
)

// Sum identifies a table: by the bytes as they came, unpacked but not decoded, so that
// x.csv and x.csv.gz are the same table.
type Sum struct {
	SHA256 string // hexadecimal
	Bytes  int64
}

// hashed sums up what is read.
type hashed struct {
	r    io.Reader
	hash hash.Hash
	n    int64
}

func newHashed(r io.Reader) *hashed { return &hashed{r: r, hash: sha256.New()} }

func (h *hashed) Read(b []byte) (int, error) {
	n, err := h.r.Read(b)
	h.hash.Write(b[:n])
	h.n += int64(n)
	return n, err
}

func (h *hashed) sum() Sum { return Sum{hex.EncodeToString(h.hash.Sum(nil)), h.n} }
