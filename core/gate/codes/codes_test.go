package codes

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTable(t *testing.T) {
	all := All()
	require.Greater(t, len(all), 60)
	last := -1
	for _, c := range all {
		n, err := strconv.Atoi(c.Code)
		require.NoError(t, err)
		require.Greater(t, n, last, "codes are distinct and in order")
		last = n
		require.Contains(t, []Class{Success, Pending, FinalDecline, DefiniteRefusal, Configuration, Retry, Unknown}, c.Class)
		require.False(t, strings.HasSuffix(c.Meaning, "."), c.Code)
		require.Regexp(t, `^[A-Z].*\.$`, c.Next, c.Code)
		require.Equal(t, c, Lookup(" "+c.Code))
	}
}

// These classes decide whether money is let go, so each is named here once more.
func TestClassesThatDecide(t *testing.T) {
	for class, list := range map[Class]string{
		Success:         "0",
		Pending:         "9999 19999 29999 20802 20899 3230",
		Retry:           "2147 501 502 601 602 314 10601 20601 10602 20602 20450",
		FinalDecline:    "100 10000 20000 301 504 10504 20504 3028 903 20451 30000 30303",
		Configuration:   "303 310 702 2003 2004 2442 2541 3023 3261 3262 3286 3287 3291 3299",
		DefiniteRefusal: "2642 3024 3041 3060 3061 3081 3117 3118 3119 3121 3281 3283 3284 3285 3288 3289 3609 3610 3611 3613 10701 10706 20701 20706",
		Unknown:         "20801 3999 777 1401 2999 19998 20998 30998 50000 abc -5",
	} {
		for _, code := range strings.Fields(list) {
			c := Lookup(code)
			require.Equal(t, class, c.Class, code)
			require.Equal(t, class == FinalDecline || class == DefiniteRefusal || class == Configuration, c.Definite(), code)
			require.NotEmpty(t, c.Meaning, code)
			require.NotEmpty(t, c.Next, code)
		}
	}
	listed := 0
	for _, c := range All() {
		if c.Class != Unknown {
			listed++
		}
	}
	require.Equal(t, 1+6+11+12+14+24, listed, "a code in the table is missing from this test")
	require.Equal(t, "no code was given", Lookup("").Meaning)
}
