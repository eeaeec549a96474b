package report

import (
	"testing"

	"github.com/stretchr/testify/require"

	"contra/importers/table"
)

// A day without operations has a report too, as long as its header is known.
func TestAKnownHeaderWithoutRowsIsAnEmptyReport(t *testing.T) {
	o := look(t, api, Options{})
	require.True(t, o.Sure)
	b := read(t, o)
	require.Zero(t, b.Read)
	require.Empty(t, b.Items)
	_, err := Look(table.FromBytes("other.csv", []byte("name;colour;size\n")), Options{})
	require.ErrorContains(t, err, "no row follows")
}
