package judge

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"

	"contra/core/recon"
)

// identities counts how often a break of the same identity was found.
type identities map[[8]byte]uint32

// of gives the id of a break: a hash of its code and of the identities of the records on
// its two sides. Candidates are not part of it, as they may change with every
// run. Where records have nothing to tell them apart, they are numbered.
func (ids identities) of(code recon.Code, rows, local []*entry) string {
	keys := make([]string, 0, 4)
	for _, r := range rows {
		keys = append(keys, "report "+rowKey(r.Record))
	}
	for _, l := range local {
		keys = append(keys, "local "+recon.LocalKey(l.Record))
	}
	slices.Sort(keys)
	text := []byte(code)
	for _, key := range keys {
		text = binary.AppendUvarint(text, uint64(len(key)))
		text = append(text, key...)
	}
	id := short(text)
	n := ids[id]
	ids[id]++
	if n > 0 {
		id = short(binary.AppendUvarint(text, uint64(n)))
	}
	return hex.EncodeToString(id[:])
}

func short(text []byte) (id [8]byte) {
	sum := sha256.Sum256(text)
	copy(id[:], sum[:])
	return id
}

// rowKey is the identity of a row. One that could not be read has its text or
// its line instead of its values, so that a note on it does not move to another when it is mended.
func rowKey(r *recon.Record) string {
	if r.Reject != "" && r.OperationID == "" {
		if r.Raw != "" {
			return "raw:" + r.Raw
		}
		return fmt.Sprintf("line %d: %s", r.Line, r.Reject)
	}
	return recon.RowKey(r)
}
