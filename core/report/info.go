package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Info is what the ledger tells of a stored report.
type Info struct {
	ID      int64
	Name    string
	SHA256  string
	Bytes   int64
	Reading string // see Profile.Reading
	Profile Profile
	Header  []string

	Read, Accepted, Rejected, Ignored int64
	Known                             int64 // accepted rows that an earlier report has too
	Changed                           int64 // accepted rows of which an earlier report said something else

	FirstAt, LastAt time.Time // dates of its rows
	Mends           int64     // the report whose rejected rows it mends
	Replaced        int64     // the report that reads the same bytes anew
	Operator        string
	ImportedAt      time.Time
}

// Reading is a hash of all that decides how bytes are understood.
func (p Profile) Reading() string {
	p.Name, p.Title, p.Version, p.BuiltIn, p.Header = "", "", 0, false, nil
	text, err := json.Marshal(p)
	if err != nil {
		return "" // a profile holds nothing that JSON cannot
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// StoredReject is a rejected row that waits to be mended.
type StoredReject struct {
	Reject
	ID     int64
	Report int64
	Mended int64 // the report that mends it; 0: it waits
}

// Change is a row of which an earlier report said something else.
type Change struct {
	Row     int64 // number of the row in the report
	Earlier int64 // the earlier report
	Was     int64 // its row there
}
