package evidence_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/exporters/evidence"
	"contra/exporters/statement"
	"contra/exporters/statement/statementtest"
)

func packed(t testing.TB, in evidence.Input) ([]byte, evidence.Manifest) {
	t.Helper()
	var out bytes.Buffer
	m, err := evidence.Write(context.Background(), &out, in)
	require.NoError(t, err)
	return out.Bytes(), m
}

func check(data []byte) evidence.Report {
	return evidence.Check(bytes.NewReader(data), int64(len(data)))
}

// withReport is the sample with its report in the pack.
func withReport() evidence.Input {
	const text = "payment_id;amount\nk-1;1000\n"
	sum := sha256.Sum256([]byte(text))
	s := statementtest.Sample()
	s.Run.Summary.Reports[0].SHA256 = hex.EncodeToString(sum[:])
	s.Run.Summary.Reports[0].Name = `October.zip/../보고서 "Oct".csv`
	open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
	return evidence.Input{Statement: s, Reports: []evidence.ReportFile{{SHA256: s.Run.Summary.Reports[0].SHA256, Open: open}}}
}

func TestAPackVerifies(t *testing.T) {
	data, m := packed(t, withReport())
	path := filepath.Join(t.TempDir(), "pack.zip")
	require.NoError(t, os.WriteFile(path, data, 0o600))
	r, err := evidence.Verify(path)
	require.NoError(t, err)
	require.Empty(t, r.Problems)
	require.Equal(t, evidence.Report{OK: true, Files: 9, Problems: []evidence.Problem{}, RunID: 12, Fingerprint: m.Fingerprint, Month: "2026-10", At: statementtest.End, PreparedBy: "desk1", SignedBy: "desk2",
		SignedAt: m.SignedAt, Ledger: "ledger-7f3a", Program: "contra 1.4.0", AuditSeq: 311, AuditHead: m.AuditHead, Digest: m.Digest}, r)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		require.True(t, f.Modified.Equal(statementtest.End), "%s is dated %s", f.Name, f.Modified)
		require.Equal(t, zip.Deflate, f.Method)
		require.Zero(t, f.ExternalAttrs)
	}
	require.Equal(t, []string{"statement.html", "breaks.csv", "breaks.xlsx", "results.csv", "rejects.csv", "run.json", "audit-head.json", "reports/index.csv", "reports/01-보고서__Oct_.csv", "manifest.json"}, names)
}

func TestAnUnsignedRunThatWasNotStoredIsEvidenceToo(t *testing.T) {
	for _, s := range []statement.Statement{statementtest.Big(0), statementtest.Big(5)} {
		s.Run.ID, s.Run.Month, s.AuditSeq, s.AuditHead, s.Forward = 0, "", 0, "", nil
		data, _ := packed(t, evidence.Input{Statement: s})
		require.Empty(t, check(data).Problems)
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	first, _ := packed(t, withReport())
	for seed := range uint64(3) {
		in := withReport()
		mix := rand.New(rand.NewPCG(seed, 1))
		mix.Shuffle(len(in.Findings), func(i, k int) { in.Findings[i], in.Findings[k] = in.Findings[k], in.Findings[i] })
		mix.Shuffle(len(in.Ignored), func(i, k int) { in.Ignored[i], in.Ignored[k] = in.Ignored[k], in.Ignored[i] })
		again, _ := packed(t, in)
		require.True(t, bytes.Equal(first, again))
	}
	other := withReport()
	other.AuditSeq++
	again, _ := packed(t, other)
	require.NotEqual(t, first, again)
}

func TestAPackThatWouldNotHoldIsNotMade(t *testing.T) {
	for words, spoil := range map[string]func(*evidence.Input){
		"the matched rows add up to 106,001 KRW, and the run says 106,000 KRW": func(in *evidence.Input) {
			all := in.Results
			in.Results = func(ctx context.Context, row func(statement.Result) error) error {
				return all(ctx, func(r statement.Result) error {
					if r.Report.Line == 2 {
						r.Report.Money.Minor++
					}
					return row(r)
				})
			}
		},
		"the identity is not the one of its numbers": func(in *evidence.Input) { in.Run.Summary.Totals[0].Matched++ },
		"an identity does not hold":                  func(in *evidence.Input) { in.Run.Summary.Rows.Read++ },
		"breaks of code AMOUNT_DIFF":                 func(in *evidence.Input) { in.Run.Summary.Counts["AMOUNT_DIFF"]++ },
		"it has 8 matched rows": func(in *evidence.Input) {
			all, n := in.Results, 0
			in.Results = func(ctx context.Context, row func(statement.Result) error) error {
				return all(ctx, func(r statement.Result) error {
					if n++; n == 5 {
						return nil // declined, so that no sum tells
					}
					return row(r)
				})
			}
		},
		"the roll-forward in KRW": func(in *evidence.Input) { in.Forward[0].Closing.Breaks++ },
		"signed at entry 300":     func(in *evidence.Input) { in.AuditSeq = 299 },
	} {
		in := withReport()
		spoil(&in)
		_, err := evidence.Write(context.Background(), io.Discard, in)
		require.ErrorContains(t, err, words)
		require.Equal(t, ledger.ErrState, code(t, err))
	}
}

func code(t *testing.T, err error) ledger.Code {
	t.Helper()
	var known *ledger.Error
	require.ErrorAs(t, err, &known)
	return known.Code
}

func TestAReportThatWasNotComparedIsNotPacked(t *testing.T) {
	in := withReport()
	in.Reports[0].SHA256 = strings.Repeat("0", 64)
	_, err := evidence.Write(context.Background(), io.Discard, in)
	require.Equal(t, ledger.ErrUsage, code(t, err))
	in = withReport()
	in.Reports[0].Open = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("something else")), nil }
	_, err = evidence.Write(context.Background(), io.Discard, in)
	require.Equal(t, ledger.ErrChanged, code(t, err))
}

func TestWhatStopsTheWriting(t *testing.T) {
	for _, left := range []int{0, 900, 4000, 9000, 20_000} {
		_, err := evidence.Write(context.Background(), &filling{left}, withReport())
		require.Equal(t, ledger.ErrIO, code(t, err))
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := evidence.Write(ctx, io.Discard, withReport())
	require.Equal(t, ledger.ErrCancelled, code(t, err))
}

// filling is a disk on which so much is left.
type filling struct{ left int }

func (f *filling) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

// unzipped and zipped take a pack apart and put one together, in order.
type entry struct {
	name string
	data []byte
}

func unzipped(t testing.TB, data []byte) (all []entry) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	for _, f := range z.File {
		r, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		all = append(all, entry{f.Name, text})
	}
	return all
}

func zipped(t testing.TB, all []entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range all {
		w, err := z.Create(e.name)
		require.NoError(t, err)
		_, err = w.Write(e.data)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

// forged puts a pack together as somebody would who knows the format: with a
// manifest that fits its files.
func forged(t testing.TB, all []entry, change func(*evidence.Manifest)) []byte {
	t.Helper()
	last := &all[len(all)-1]
	var m evidence.Manifest
	require.NoError(t, json.Unmarshal(last.data, &m))
	for i, e := range all[:len(all)-1] {
		sum := sha256.Sum256(e.data)
		m.Files[i].Bytes, m.Files[i].SHA256 = int64(len(e.data)), hex.EncodeToString(sum[:])
	}
	if change != nil {
		change(&m)
	}
	encoded := func() []byte {
		var out bytes.Buffer
		enc := json.NewEncoder(&out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		require.NoError(t, enc.Encode(m))
		return out.Bytes()
	}
	m.Digest = ""
	sum := sha256.Sum256(encoded())
	m.Digest = hex.EncodeToString(sum[:])
	last.data = encoded()
	return zipped(t, all)
}
