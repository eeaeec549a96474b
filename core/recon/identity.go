package recon

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// RowKey is the identity of a row of a report, the same in every layout and
// every report: its operation id, or, without one, its values.
func RowKey(r *Record) string {
	if r.OperationID != "" {
		return "op:" + r.OperationID
	}
	return "row:" + ValueKey(r)
}

// LocalKey is the identity of a local operation, or of a refund of ours that has none.
func LocalKey(r *Record) string {
	if r.OperationID != "" {
		return "op:" + r.OperationID + "@" + strconv.FormatInt(r.Project, 10) + "/" + r.Key().ID
	}
	return "refund:" + r.RefundID
}

// OpOfKey gives the key of the operation that a RowKey or LocalKey names; 0 when it names none.
func OpOfKey(key string) uint64 {
	id, ok := strings.CutPrefix(key, "op:")
	if !ok {
		return 0
	}
	if at := strings.IndexByte(id, '@'); at >= 0 {
		id = id[:at]
	}
	return OpKey(id)
}

// PairID names a pair by its sides, the same in every run.
func PairID(p Pair) string {
	return sidesID("pair", p.Report, p.Local)
}

// sidesID is a short hash of a word and of the identities of two sides, whatever their order.
func sidesID(word string, report, local []Record) string {
	keys := make([]string, 0, len(report)+len(local))
	for i := range report {
		keys = append(keys, RowKey(&report[i]))
	}
	for i := range local {
		keys = append(keys, LocalKey(&local[i]))
	}
	slices.Sort(keys)
	sum := sha256.Sum256([]byte(word + "\x00" + strings.Join(keys, "\x00")))
	return hex.EncodeToString(sum[:10])
}
