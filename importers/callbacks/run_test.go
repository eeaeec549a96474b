package callbacks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

func TestRunFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("cb", 0o755))
	for name, text := range map[string]string{
		"1.json": callback(t, 1), "2.json": "[\n" + callback(t, 2) + ",\n" + callback(t, 3) + "\n]",
		"3.json": strings.Replace(callback(t, 4), "ABC4", "ABC5", 1), "4.ndjson": callback(t, 6) + "\n{\"cut\n" + callback(t, 7),
		"5.csv": "no", "6.json.gz": "", "7.json": "",
	} {
		require.NoError(t, os.WriteFile(filepath.Join("cb", name), []byte(text), 0o644))
	}
	sink := &recorder{}
	var last Progress
	report, err := Run(t.Context(), Inputs{Paths: []string{"cb"}}, &keys{}, sink, func(p Progress) { last = p })
	require.NoError(t, err)
	require.EqualValues(t, 8, report.Read)
	require.EqualValues(t, 3, report.Rejected)
	require.Equal(t, []Ignored{{Source: "cb/5.csv", Rule: "extension"}}, report.Ignored)
	var list []string
	for _, r := range report.Rejections {
		list = append(list, fmt.Sprintf("%s:%d %s", r.Source, r.Line, r.Reason))
	}
	require.Equal(t, []string{"cb/3.json:1 bad_signature", "cb/4.ndjson:2 bad_json", "cb/6.json.gz:1 bad_json"}, list)
	require.Len(t, sink.parts, 1)
	var where []string
	for _, m := range sink.all() {
		where = append(where, fmt.Sprintf("%s:%d", m.Source, m.Line))
	}
	require.Equal(t, []string{"cb/1.json:1", "cb/2.json:2", "cb/2.json:3", "cb/3.json:1", "cb/4.ndjson:1", "cb/4.ndjson:2", "cb/4.ndjson:3", "cb/6.json.gz:1"}, where)
	require.EqualValues(t, 8, last.Read)
	require.Equal(t, report.Bytes, last.Bytes)
	require.Equal(t, last.TotalBytes, last.Bytes)
}

// Order and count hold whatever the sizes of parts.
func TestRunKeepsTheOrder(t *testing.T) {
	var in strings.Builder
	var want []string
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 3000 {
		if r.IntN(10) == 0 {
			fmt.Fprintf(&in, "{\"bad\":%d\n", i)
			want = append(want, fmt.Sprintf("{\"bad\":%d", i))
			continue
		}
		want = append(want, callback(t, i))
		in.WriteString(want[len(want)-1] + "\n")
	}
	for _, part := range []int{0, 1, 7, 256, 1000, 2999} {
		sink := &recorder{}
		report, err := Run(t.Context(), Inputs{Paths: []string{"-"}, Stdin: strings.NewReader(in.String()), Part: part}, &keys{}, sink, nil)
		require.NoError(t, err)
		var got []string
		for _, m := range sink.all() {
			got = append(got, string(m.Raw))
		}
		require.Equal(t, want, got)
		require.EqualValues(t, len(want), report.Read)
		for i, p := range sink.parts {
			if part > 0 && i < len(sink.parts)-1 {
				require.Len(t, p, part)
			}
		}
	}
}

func TestRunStopsBeforeAnythingIsStored(t *testing.T) {
	sink := &recorder{}
	_, err := Run(t.Context(), Inputs{Paths: []string{write(t, "a.json", callback(t, 1)), "no/such"}}, &keys{}, sink, nil)
	var e *ledger.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, ledger.ErrNotFound, e.Code)
	require.Contains(t, e.Message, "no/such")
	require.Empty(t, sink.parts)
}

func TestRunNothing(t *testing.T) {
	sink := &recorder{}
	report, err := Run(t.Context(), Inputs{Paths: []string{write(t, "a.json", "\n")}}, &keys{}, sink, nil)
	require.NoError(t, err)
	require.Zero(t, report.Read)
	require.Empty(t, sink.parts)
}

func TestCancelBetweenParts(t *testing.T) {
	path := write(t, "a.ndjson", lines(t, 0, 2000))
	for name, store := range map[string]func(cancel func()) func(context.Context, int) error{
		"the running part is stored": func(cancel func()) func(context.Context, int) error {
			return func(_ context.Context, n int) error {
				if n == 3 {
					cancel()
				}
				return nil
			}
		},
		"the running part is not stored": func(cancel func()) func(context.Context, int) error {
			return func(ctx context.Context, n int) error {
				if n == 4 {
					cancel()
				}
				return ctx.Err()
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			sink := &recorder{store: store(cancel)}
			report, err := Run(ctx, Inputs{Paths: []string{path}, Part: 100}, &keys{}, sink, nil)
			var e *ledger.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, ledger.ErrCancelled, e.Code)
			require.Len(t, sink.parts, 3)
			require.EqualValues(t, 300, report.Read)
		})
	}
}

// A pipe that nobody writes to does not keep a cancelled import alive.
func TestCancelWhileStdinWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	defer w.Close()
	go func() {
		io.WriteString(w, lines(t, 0, 600))
		cancel()
	}()
	sink := &recorder{}
	report, err := Run(ctx, Inputs{Paths: []string{"-"}, Stdin: r, Part: 1000}, &keys{}, sink, nil)
	var e *ledger.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, ledger.ErrCancelled, e.Code)
	require.Empty(t, sink.parts)
	require.Zero(t, report.Read)
}

func TestSinkFailureEndsTheRun(t *testing.T) {
	full := errors.New("disk full")
	sink := &recorder{store: func(_ context.Context, n int) error {
		if n == 2 {
			return full
		}
		return nil
	}}
	report, err := Run(t.Context(), Inputs{Paths: []string{write(t, "a.ndjson", lines(t, 0, 1000)+"{\n")}, Part: 300}, &keys{}, sink, nil)
	require.ErrorIs(t, err, full)
	require.EqualValues(t, 300, report.Read)
	require.Zero(t, report.Rejected, "only what is stored is told")
}

func TestReadErrorKeepsWhatCameBefore(t *testing.T) {
	failed := errors.New("input/output error")
	in := io.MultiReader(strings.NewReader(lines(t, 0, 10)), failing{failed})
	sink := &recorder{}
	report, err := Run(t.Context(), Inputs{Paths: []string{"-"}, Stdin: in}, &keys{}, sink, nil)
	require.ErrorIs(t, err, failed)
	require.EqualValues(t, 10, report.Read)
	require.Len(t, sink.all(), 10)
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestManyRejectionsAreAnnounced(t *testing.T) {
	sink := &recorder{}
	report, err := Run(t.Context(), Inputs{Paths: []string{"-"}, Stdin: strings.NewReader(strings.Repeat("x\n", 1500))}, &keys{}, sink, nil)
	require.NoError(t, err)
	require.EqualValues(t, 1500, report.Rejected)
	require.Len(t, report.Rejections, 1000)
	require.True(t, report.Truncated)
	require.Len(t, sink.all(), 1500, "all of them are kept")
}

// Verifying and splitting an export of 100,000 callbacks, with a sink that costs nothing.
func BenchmarkRun(b *testing.B) {
	const n = 100_000
	path := write(b, "callbacks.ndjson", lines(b, 0, n))
	b.ReportAllocs()
	for b.Loop() {
		report, err := Run(b.Context(), Inputs{Paths: []string{path}}, &keys{}, nothing{}, nil)
		require.NoError(b, err)
		require.EqualValues(b, n, report.Read)
		require.Zero(b, report.Rejected)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

type nothing struct{}

func (nothing) Store(context.Context, []ledger.Inbound) error { return nil }
