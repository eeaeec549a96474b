package recon

import (
	"strconv"
	"strings"
)

// ValueKey is what a row says, apart from where it stands and from the columns
// that a layout may leave out.
func ValueKey(r *Record) string {
	at := ""
	if !r.When.IsZero() {
		at = strconv.FormatInt(r.When.UnixMilli(), 10)
	}
	return strings.Join([]string{strconv.FormatInt(r.Project, 10), r.Key().ID, r.Type(), r.Status(),
		strconv.FormatInt(r.Money.Minor, 10), string(r.Money.Currency), at, r.Refs.Provider, r.Refs.ARN, r.Refs.RRN}, "|")
}
