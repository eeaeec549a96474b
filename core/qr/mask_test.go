package qr

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"rsc.io/qr/coding"
)

func symbol(rows ...string) Symbol {
	s := Symbol{size: len(rows)}
	for _, row := range rows {
		for _, c := range row {
			s.dark = append(s.dark, c == '#')
		}
	}
	return s
}

func TestPenaltyIsTheStandards(t *testing.T) {
	for _, c := range []struct {
		name string
		s    Symbol
		want int
	}{
		{"a chessboard is perfect", symbol("#.#.", ".#.#", "#.#.", ".#.#"), 0},
		{"a square of four", symbol("##..", "##..", "..##", "..##"), 4 * weightBlock},
		{"a run of five, once", symbol("#####", ".#.#.", "#.#.#", ".#.#.", "#.#.#"), weightRun + 2*weightShare},
		{"a run of six", symbol("######", ".#.#.#", "#.#.#.", ".#.#.#", "#.#.#.", ".#.#.#"), weightRun + 1 + weightShare},
		{"nothing but dark", symbol("##", "##"), weightBlock + 10*weightShare},
	} {
		require.Equal(t, c.want, c.s.penalty(), c.name)
	}
}

func TestAFalseFinderCountsOnEitherSide(t *testing.T) {
	for _, c := range []struct {
		row  string
		want int
	}{
		{"....#.###.##", 1},
		{"##.###.#....", 1},
		{"##.###.#...#", 0},
		{"#.###.#....#", 2}, // the quiet zone before a row counts
		{"#....#.###.#", 2}, // and the one behind it
	} {
		rows := []string{c.row}
		for range len(c.row) - 1 {
			rows = append(rows, strings.Repeat("#.", len(c.row))[:len(c.row)])
		}
		s := symbol(rows...)
		require.Equal(t, c.want*weightFinder, s.penaltyOfLines(s.Dark), c.row)
	}
}

func TestTheMaskWithTheLowestPenaltyIsUsed(t *testing.T) {
	const text = "https://pay.example/~k?x=https://pay.example/~k?x="
	best, err := Encode(text, L)
	require.NoError(t, err)
	used := map[coding.Mask]bool{}
	for mask := coding.Mask(0); mask < masks; mask++ {
		s, err := build(coding.String(text), best.version, best.level, mask)
		require.NoError(t, err)
		require.LessOrEqual(t, best.penalty(), s.penalty())
		used[mask] = true
	}
	require.Len(t, used, masks)
}
