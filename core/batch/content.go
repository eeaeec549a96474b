package batch

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strconv"
)

// Content identifies what a set of rows would refund: project, payment (without
// case), operation, amount and currency of each, whatever their order, their
// descriptions and the layout of the file. Two files of equal content refund
// the same money twice.
func Content(rows []Row) string {
	sums := make([][sha256.Size]byte, len(rows))
	var line []byte
	for i := range rows {
		r := &rows[i]
		line = strconv.AppendInt(line[:0], r.Project, 10)
		for _, field := range []string{r.Key().ID, r.OperationID, string(r.Amount.Currency)} {
			line = binary.AppendUvarint(line, uint64(len(field)))
			line = append(line, field...)
		}
		sums[i] = sha256.Sum256(strconv.AppendInt(line, r.Amount.Minor, 10))
	}
	slices.SortFunc(sums, func(a, b [sha256.Size]byte) int { return slices.Compare(a[:], b[:]) })
	h := sha256.New()
	for i := range sums {
		h.Write(sums[i][:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
