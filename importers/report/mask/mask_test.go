package mask

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/importers/card"
	"contra/importers/table"
)

var header = []string{"operation_id", "payment_id", "amount", "note", "cvv", "Account Number", "merchant_id"}

func kinds() Columns { return Kinds(header, map[int]Kind{0: ID, 1: ID, 2: Value}) }

func hidden(t testing.TB, row string, read bool) string {
	t.Helper()
	s := table.NewScanner(';')
	data := []byte(row)
	_, _, ok := s.Next(data)
	require.True(t, ok)
	c := kinds()
	if c.Needed(s, read) {
		c.Row(data, s, read)
	}
	return string(data)
}

func TestCardDataIsHiddenInEveryColumnButIDs(t *testing.T) {
	require.Equal(t, Columns{ID, ID, Value, Free, Code, Free, ID}, kinds())
	for row, want := range map[string]string{
		"4111111111111111;4111111111111111;1250;;;;4111111111111111": "4111111111111111;4111111111111111;1250;;;;4111111111111111",
		"1;2;3;card 4111 1111 1111 1111;;;":                          "1;2;3;card 4111 11** **** 1111;;;",
		"1;2;3;;;4111111111111111;":                                  "1;2;3;;;411111******1111;",
		"1;2;3;;123;;":                                               "1;2;3;;***;;",
		`1;2;3;"cvv 123; said ""he""";;;`:                            `1;2;3;"cvv ***; said ""he""";;;`,
		`1;"2";3;"4111111111111111";"1234";x;`:                       `1;"2";3;"411111******1111";"****";x;`,
		"1;4111-1111-1111-1111;3;;;;":                                "1;4111-11**-****-1111;3;;;;",
		`1;"4111 1111 1111 1111";3;;;;`:                              `1;"4111 11** **** 1111";3;;;;`,
		"1;2;3;Order 20261001-000123;;;":                             "1;2;3;Order 20261001-000123;;;",
		"1;2;3;2026-10-01 10:20:30;;411111******1111;":               "1;2;3;2026-10-01 10:20:30;;411111******1111;",
		"4111111111111111;2;3;a;b;c;d;e;f;123":                       "411111******1111;2;3;a;b;c;d;e;f;***",
		`1;2;3;"4111111111111111`:                                    `1;2;3;"411111******1111`,
	} {
		require.Equal(t, want, hidden(t, row, true), row)
	}
}

func TestAnAmountIsSparedOnlyWhenItWasRead(t *testing.T) {
	row := "1;2;4111111111111111;;;;"
	require.Equal(t, row, hidden(t, row, true))
	require.Equal(t, "1;2;411111******1111;;;;", hidden(t, row, false))
}

// The quick look lets nothing through that package card finds.
func TestTheQuickLookMissesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z ]{0,9}(card |CVV2: |cvc=|security code |Card-Security-Code )?[0-9 -]{0,24}[a-z.,]{0,5}(4111[ -]?1111[ -]?1111[ -]?1111)?`).Draw(t, "text")
		if card.MaskText(text) != text {
			require.True(t, suspicious([]byte(text)), text)
		}
	})
}

func TestMaskingKeepsTheShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.Just("4111111111111111"), rapid.Just(`"a;""4111111111111111"""`), rapid.StringMatching(`"?[0-9; -]{0,20}"?`)), 1, 9).Draw(t, "cells"), ";")
		before, after := table.NewScanner(';'), table.NewScanner(';')
		before.Next([]byte(row))
		masked := hidden2(row)
		after.Next([]byte(masked))
		require.Len(t, masked, len(row))
		require.Equal(t, before.Len(), after.Len())
	})
}

func hidden2(row string) string {
	s, data := table.NewScanner(';'), []byte(row)
	if s.Next(data); kinds().Needed(s, true) {
		kinds().Row(data, s, true)
	}
	return string(data)
}

func BenchmarkNeeded(b *testing.B) {
	s := table.NewScanner(';')
	s.Next([]byte("4111111111111111;payment-0001;3;Order 42 of today, 2026-10-01 10:20:30;;visa;"))
	c := kinds()
	b.ReportAllocs()
	for b.Loop() {
		if c.Needed(s, true) {
			b.Fatal()
		}
	}
}
