package cli_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func (w *world) month(name string) monthDoc {
	w.t.Helper()
	var all monthsDoc
	w.run("months", "--json").exits(0).into(&all)
	for _, m := range all.Items {
		if m.Month == name {
			return m
		}
	}
	require.Fail(w.t, "no month", name)
	return monthDoc{}
}

func (r ran) closing() (d closingDoc) {
	r.t.Helper()
	r.into(&d)
	return d
}

func TestAMonthIsSignedAndLateDataMakesItStale(t *testing.T) {
	w := newWorld(t, "", "")
	w.sold("A1", 1000, "KRW", 3)
	w.sold("A2", 2000, "KRW", 4)
	rows := w.rows()
	rows[1].Amount.Minor = 2500
	path := w.report("october.csv", dataAPI(), rows)
	w.run("report", "import", path, "--json").exits(0)
	m := w.month("2025-10")
	require.Empty(t, m.Standing)
	require.Empty(t, m.RunID)
	require.Equal(t, []string{path}, m.Reports)

	look := w.run("close", "2025-10", "--dry-run", "--json").exits(3).closing()
	require.True(t, look.DryRun)
	require.Empty(t, look.Standing)
	require.Equal(t, 1, look.Undecided)
	require.Len(t, look.Open, 1)
	names := map[string]bool{}
	for _, i := range look.Identities {
		require.True(t, i.Holds, i.Words)
		names[i.Name] = true
	}
	for _, name := range []string{"rows", "report", "local", "carry-forward"} {
		require.True(t, names[name], name)
	}
	require.EqualValues(t, 1, w.month("2025-10").Open)
	w.run("close", "2025-10", "--json").fails(4, "wrong_state")
	w.run("close", "2025-10", "--undecided", "--json").fails(4, "wrong_state") // without a note
	w.run("close", "October", "--json").fails(2, "usage")

	w.run("breaks", "decide", "2025-10", "--all", "--as", "accept", "--note", "the platform is right", "--yes", "--json").exits(0)
	signed := w.run("close", "2025-10", "--note", "agreed", "--json").exits(0).closing()
	require.Equal(t, "signed", signed.Standing)
	require.Equal(t, "tester", signed.By)
	require.Positive(t, signed.AuditSeq)
	require.Len(t, signed.AuditHead, 64)
	require.Equal(t, "signed", w.month("2025-10").Standing)
	w.run("close", "2025-10", "--json").fails(4, "locked")
	w.run("breaks", "undo", "1", "--json").fails(4, "locked")

	// A callback of that month comes late.
	w.sold("LATE", 700, "KRW", 20)
	m = w.month("2025-10")
	require.Equal(t, "stale", m.Standing)
	require.Len(t, m.Late, 1)
	require.Equal(t, "operation", m.Late[0].What)
	require.Empty(t, m.Late[0].Was)
	require.Contains(t, m.Late[0].Now, "sale success 700 KRW")
	require.Contains(t, w.run("months").exits(0).err, "sale success 700 KRW")

	look = w.run("close", "2025-10", "--dry-run", "--json").exits(3).closing()
	changed := map[string][2]string{}
	for _, c := range look.Changes {
		changed[c.What] = [2]string{c.Signed, c.Now}
	}
	require.Equal(t, [2]string{"3,000 KRW", "3,700 KRW"}, changed["local total"])
	again := w.run("close", "2025-10", "--undecided", "--note", "the report will have it", "--json").exits(0).closing()
	require.Equal(t, "signed", again.Standing)

	w.run("reopen", "2025-10", "--json").fails(2, "usage")
	w.run("reopen", "2025-09", "--note", "x", "--json").fails(1, "not_found")
	var reopened struct {
		Month, Standing, By, At, Why string
		RunID                        string `json:"run_id"`
		SignedBy                     string `json:"signed_by"`
		SignedAt                     string `json:"signed_at"`
	}
	w.run("reopen", "2025-10", "--note", "the report of the 20th came", "--json").exits(0).into(&reopened)
	require.Equal(t, "reopened", reopened.Standing)
	require.Equal(t, "the report of the 20th came", w.month("2025-10").Why)
	w.run("audit", "verify", "--json").exits(0)
}

func TestWhatIsOpenIsCarriedIntoTheNextMonth(t *testing.T) {
	w := newWorld(t, "", "")
	w.sold("A1", 1000, "KRW", 3)
	w.sold("B1", 1000, "KRW", 35)
	w.run("report", "import", w.report("october.csv", dataAPI(), append(w.rows(), w.rows()...)), "--json").exits(0)
	w.run("report", "import", w.report("november.csv", dataAPI(), w.platform.ReportRows(october.AddDate(0, 1, 0), october.AddDate(0, 2, 0))), "--json").exits(0)
	w.run("reconcile", "--month", "2025-10", "--json").exits(3)
	w.run("breaks", "decide", "2025-10", "--all", "--as", "carry", "--note", "the platform looks into it", "--yes", "--json").exits(0)
	w.run("close", "2025-10", "--json").exits(0)
	next := w.run("close", "2025-11", "--json").exits(0).closing()
	require.Len(t, next.Open, 1)
	require.Equal(t, "2025-10", next.Open[0]["from"])
	require.Equal(t, map[string]any{"breaks": 1., "minor": 1000.}, next.Carried[0]["opening"])
	require.Equal(t, map[string]any{"breaks": 1., "minor": 1000.}, next.Carried[0]["closing"])
}

func TestTheEdgesOfAMonthInTwoZones(t *testing.T) {
	w := newWorld(t, "", "")
	w.soldAt("KST", 1000, "KRW", october.Add(-3*time.Hour))
	w.soldAt("LAST", 700, "KRW", october.AddDate(0, 1, 0).Add(-2*time.Hour))
	w.run("report", "import", w.report("all.csv", dataAPI(), w.platform.ReportRows(october.Add(-dayLong), october.AddDate(0, 2, 0))), "--json").exits(0)
	var doc struct {
		Month, Zone, Other string
		Begin, End         struct {
			At, Other     string
			Local, Report []struct {
				Currency            string
				Moves, Amount, Near int64
			}
			Items     []recordDoc
			Truncated bool
		}
	}
	w.run("month-edges", "2025-10", "--json").exits(0).into(&doc)
	require.Equal(t, "UTC", doc.Zone)
	require.Equal(t, "Asia/Seoul", doc.Other)
	require.Equal(t, "2025-09-30T15:00:00Z", doc.Begin.Other)
	require.EqualValues(t, 1000, doc.Begin.Local[0].Amount)
	require.EqualValues(t, 1, doc.Begin.Report[0].Moves)
	require.EqualValues(t, 700, doc.End.Local[0].Amount)
	require.Equal(t, "KST", doc.Begin.Items[0].Payment)
	w.run("month-edges", "2025-10").exits(0)
	w.run("month-edges", "2025-10", "--other", "Mars", "--json").fails(2, "usage")
}

// A refund is proven when a report has it, and not before.
func TestRefundsThatNoReportHasShown(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("A1", 1000, "KRW")
	f := w.run("refund", "A1", "--amount", "300", "--yes", "--json").exits(0).refund()
	var doc refundsDoc
	w.run("unseen", "--json").exits(0).into(&doc)
	require.Zero(t, *doc.Total, "seven days are not over")
	w.run("unseen", "--days", "0", "--json").exits(0).into(&doc)
	require.EqualValues(t, 1, *doc.Total)
	require.Equal(t, f.ID, doc.Items[0].ID)
	require.Contains(t, w.run("unseen", "--days", "0").exits(0).out, f.ID)
	w.run("unseen", "--days", "-3", "--json").fails(2, "usage")

	now := time.Now()
	d := w.run("reconcile", w.report("now.csv", dataAPI(), w.platform.ReportRows(now.Add(-48*time.Hour), now.Add(time.Hour))), "--json").exits(0).reconciled()
	require.EqualValues(t, 1, d.Confirmed)
	w.run("unseen", "--days", "0", "--json").exits(0).into(&doc)
	require.Zero(t, *doc.Total)
	var dossier showDoc
	w.run("show", "A1", "--json").exits(0).into(&dossier)
	require.Equal(t, "confirmed", dossier.Refunds[0].State)
	require.Len(t, dossier.Rows, 2)
}

type packDoc struct {
	OK       bool `json:"ok"`
	Files    int  `json:"files"`
	Problems []struct {
		File, What string
	} `json:"problems"`
	RunID       string `json:"run_id"`
	Fingerprint string `json:"fingerprint"`
	Month       string `json:"month"`
	At          string `json:"at"`
	PreparedBy  string `json:"prepared_by"`
	SignedBy    string `json:"signed_by"`
	SignedAt    string `json:"signed_at"`
	Ledger      string `json:"ledger"`
	Program     string `json:"program"`
	AuditSeq    int64  `json:"audit_seq"`
	AuditHead   string `json:"audit_head"`
	Digest      string `json:"digest"`
	Chain       struct {
		Checked bool   `json:"checked"`
		Ledger  string `json:"ledger"`
		Problem string `json:"problem"`
	} `json:"chain"`
}

func TestEvidenceHoldsUntilSomebodyTouchesIt(t *testing.T) {
	w, d := compared(t)
	w.run("breaks", "decide", "1", "--all", "--as", "accept", "--note", "all looked at", "--yes", "--json").exits(0)
	w.run("close", "2025-10", "--json").exits(0)
	pack := filepath.Join(w.folder, "october.zip")
	var written struct {
		File, Month, Fingerprint, Digest string
		RunID                            string `json:"run_id"`
		AuditSeq                         int64  `json:"audit_seq"`
		AuditHead                        string `json:"audit_head"`
		Files                            []string
	}
	w.run("evidence", "2025-10", "--out", pack, "--report", filepath.Join(w.folder, "october.csv"), "--json").exits(0).into(&written)
	require.Contains(t, written.Files, "run.json")
	w.run("evidence", "2025-10", "--out", pack, "--json").fails(1, "io") // nothing is overwritten
	w.run("evidence", "2025-10", "--json").fails(2, "usage")
	w.run("evidence", "99", "--out", filepath.Join(w.folder, "x.zip"), "--json").fails(1, "not_found")

	var check packDoc
	w.run("verify-pack", pack, "--json").exits(0).into(&check)
	require.True(t, check.OK)
	require.Empty(t, check.Problems)
	require.Equal(t, written.Digest, check.Digest)
	require.Equal(t, "tester", check.SignedBy)
	require.True(t, check.Chain.Checked, "the world names its ledger")
	require.Equal(t, "2025-10", check.Month)

	// Signed, it stays the same whatever comes after.
	w.sold("LATE", 700, "KRW", 20)
	second := filepath.Join(w.folder, "again.zip")
	w.run("evidence", "1", "--out", second, "--json").exits(0)
	w.run("verify-pack", second, "--json").exits(0)

	nowhere := filepath.Join(w.folder, "nowhere.db")
	w.run("verify-pack", pack, "--ledger", nowhere, "--json").exits(0).into(&check)
	require.False(t, check.Chain.Checked)
	require.NoFileExists(t, nowhere, "looking makes no ledger")
	elsewhere := filepath.Join(w.folder, "elsewhere.db")
	w.run("import", "callbacks", "-", "--ledger", elsewhere, "--json").exits(0)
	w.run("verify-pack", pack, "--ledger", elsewhere, "--json").exits(1).into(&check)
	require.NotEmpty(t, check.Chain.Problem)

	for name, change := range map[string]func([]byte) []byte{
		"breaks.csv":     func(b []byte) []byte { return bytes.Replace(b, []byte("AMOUNT_DIFF"), []byte("STATUS_DIFF"), 1) },
		"results.csv":    func(b []byte) []byte { return bytes.TrimSuffix(b, lastLine(b)) },
		"run.json":       func(b []byte) []byte { return bytes.Replace(b, []byte(`"matched":`), []byte(`"matched": `), 1) },
		"statement.html": func([]byte) []byte { return nil },
	} {
		r := w.run("verify-pack", w.file("tampered-"+name+".zip", string(tampered(t, pack, name, change))), "--json").exits(1)
		r.into(&check)
		require.False(t, check.OK)
		require.Equal(t, name, check.Problems[0].File)
	}
	w.run("verify-pack", w.file("no.zip", "not a zip"), "--json").exits(1)
	w.run("verify-pack", filepath.Join(w.folder, "gone.zip"), "--json").fails(1, "not_found")
	require.NotEmpty(t, *d.RunID)
}

func lastLine(b []byte) []byte {
	trimmed := bytes.TrimRight(b, "\r\n")
	return b[bytes.LastIndexByte(trimmed, '\n')+1:]
}

// tampered writes a pack anew with one file changed; nil leaves it out.
func tampered(t *testing.T, pack, name string, change func([]byte) []byte) []byte {
	t.Helper()
	data, err := os.ReadFile(pack)
	require.NoError(t, err)
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		if f.Name == name {
			if text = change(text); text == nil {
				continue
			}
		}
		w, err := out.Create(f.Name)
		require.NoError(t, err)
		w.Write(text)
	}
	require.NoError(t, out.Close())
	return b.Bytes()
}
