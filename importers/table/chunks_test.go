package table

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestChunksOnManyWorkersAreTheTableInParts(t *testing.T) {
	data := many(100_000, true)
	s := FromBytes("x.csv", data)
	l, err := s.Look(Hint{})
	require.NoError(t, err)
	chunks, sum := collect(t, s, l, 4)
	require.Greater(t, len(chunks), 10)
	var joined []byte
	for _, c := range chunks {
		require.Equal(t, 2+bytes.Count(joined, []byte("\n")), c.Line)
		joined = append(joined, c.Data...)
	}
	require.True(t, bytes.Equal(data[len(header):], joined))
	hash := sha256.Sum256(data)
	require.Equal(t, Sum{hex.EncodeToString(hash[:]), int64(len(data))}, sum)
}

func TestRecordsAreTheSameHoweverSmallTheChunks(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r"} {
		rows := strings.ReplaceAll("1;\"a\nb\";x\n2;\"c;\n\n\"\"d\"\"\";y\n\n3;e;\"\"\n", "\n", end)
		text := "Title" + end + "id;note;sign" + end + strings.Repeat(rows, 20) + "4;no end;z"
		want := scan([]byte(text), ';', 1)[2:]
		for size := 1; size < 100; size++ {
			s := FromBytes("x", []byte(text))
			s.size = size
			l, err := s.Look(Hint{})
			require.NoError(t, err)
			got, _ := records(t, s, l, 3)
			require.Equal(t, want, got)
		}
	}
}

func TestChunksMayBeChangedByWhoReadsThem(t *testing.T) {
	s := FromBytes("x", many(20_000, false))
	l, err := s.Look(Hint{})
	require.NoError(t, err)
	var lines atomic.Int64
	_, err = s.Chunks(context.Background(), l, 2, nil, func(c Chunk) error {
		lines.Add(int64(breaks(c.Data)))
		clear(c.Data)
		return nil
	})
	require.NoError(t, err)
	require.EqualValues(t, 20_000, lines.Load())
	got, _ := collect(t, s, l, 1)
	require.Equal(t, many(20_000, false)[len(header):][:100], got[0].Data[:100], "it can be read again")
}

func TestProgressGoesUpToTheEnd(t *testing.T) {
	data := many(5000, false)
	s := FromBytes("x", data)
	s.size = 10_000
	l, err := s.Look(Hint{})
	require.NoError(t, err)
	last, calls := int64(0), 0
	_, err = s.Chunks(context.Background(), l, 2, func(done, total int64) {
		require.GreaterOrEqual(t, done, last)
		require.EqualValues(t, len(data), total)
		last = done
		calls++
	}, func(Chunk) error { return nil })
	require.NoError(t, err)
	require.EqualValues(t, len(data), last)
	require.Greater(t, calls, 5)
}

func TestTheFirstErrorEndsReading(t *testing.T) {
	s := FromBytes("x", many(3000, false))
	s.size = 1000
	l, err := s.Look(Hint{})
	require.NoError(t, err)
	failed := errors.New("no room")
	var calls atomic.Int64
	_, err = s.Chunks(context.Background(), l, 2, nil, func(Chunk) error { calls.Add(1); return failed })
	require.Equal(t, failed, err)
	require.LessOrEqual(t, calls.Load(), int64(2), "no more than were being read")
}

func TestTheEndOfTheContextEndsReading(t *testing.T) {
	s := FromBytes("x", many(3000, false))
	s.size = 1000
	l, err := s.Look(Hint{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	var calls atomic.Int64
	_, err = s.Chunks(ctx, l, 2, nil, func(Chunk) error {
		calls.Add(1)
		cancel()
		return nil
	})
	require.Equal(t, context.Canceled, err)
	require.LessOrEqual(t, calls.Load(), int64(2))
}

func TestASilentPipeDoesNotHoldUpTheEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	silence := make(chan struct{})
	defer close(silence)
	all, err := Open(Stdin, io.MultiReader(bytes.NewReader(many(3000, false)), reads(func() (int, error) {
		cancel()
		<-silence
		return 0, io.EOF
	})))
	require.NoError(t, err)
	l, err := all[0].Look(Hint{})
	require.NoError(t, err)
	_, err = all[0].Chunks(ctx, l, 2, nil, func(Chunk) error { return nil })
	require.Equal(t, context.Canceled, err)
}

// reads is a reader that gives no bytes.
type reads func() (int, error)

func (r reads) Read([]byte) (int, error) { return r() }

func TestAReadErrorNamesTheTable(t *testing.T) {
	s := FromBytes("march.csv", many(10, false))
	l, err := s.Look(Hint{})
	require.NoError(t, err)
	s.live.Reader = io.MultiReader(strings.NewReader("1;2\n"), reads(func() (int, error) { return 0, errors.New("bad sector") }))
	_, err = s.Chunks(context.Background(), l, 2, nil, func(Chunk) error { return nil })
	require.Equal(t, "cannot read march.csv: bad sector", refused(t, err))
}

func TestAnotherHeaderThanWasLookedAtIsRefused(t *testing.T) {
	l := look(t, plain)
	_, err := FromBytes("x.csv", []byte("payment_id;currency;amount\nA;EUR;1\n")).Chunks(context.Background(), l, 1, nil, func(Chunk) error { return nil })
	require.Contains(t, refused(t, err), "x.csv, line 1, is not the header that it was")
}
