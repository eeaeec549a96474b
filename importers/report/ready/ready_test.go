package ready

import (
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/report"
)

func TestEveryReadyProfileIsCompleteAndFitsItself(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range All() {
		require.False(t, seen[p.Name], p.Name)
		seen[p.Name] = true
		require.True(t, p.BuiltIn)
		require.Empty(t, p.Fingerprint)
		require.NotEmpty(t, p.Title)
		require.NotEmpty(t, p.Zone)
		require.NotEqual(t, report.UnitUnknown, p.Unit)
		header := []string{"CH"}
		columns := map[string]bool{}
		for field, name := range p.Columns {
			require.NotEmpty(t, field.Means())
			require.False(t, columns[name], "%s: %s stands for two fields", p.Name, name)
			columns[name] = true
			header = append(header, name)
		}
		got, ok := Fit(header)
		require.True(t, ok)
		require.Equal(t, p, got)
		got, ok = Named(p.Name, header)
		require.True(t, ok)
		require.Equal(t, p, got)
		for _, words := range []map[string]string{p.Types, p.Statuses} {
			for word := range words {
				require.Equal(t, ledger.Normal(word), word)
			}
		}
		for _, rule := range p.Ignore {
			require.NotEmpty(t, rule.Rule)
			require.True(t, columns[rule.Column] || rule.Column == "CH", rule.Column)
			for _, v := range rule.Values {
				require.Equal(t, ledger.Normal(v), v)
				require.NotContains(t, p.Types, v, "it would be left out and translated")
			}
		}
	}
	require.Len(t, seen, 5)
}

func TestANamedProfileMayLackColumns(t *testing.T) {
	p, ok := Named("stripe", []string{"Gross", "x"})
	require.True(t, ok)
	require.Equal(t, map[report.Field]string{report.Amount: "Gross"}, p.Columns)
	_, ok = Named("nobody", nil)
	require.False(t, ok)
}
