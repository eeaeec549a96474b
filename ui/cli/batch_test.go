package cli_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// quick lets a batch go through Gate without waiting.
const quick = "[batch]\ncool_off = 0\nper_second = 50\nagain = 0"

// file writes a file into the world's folder and gives its path.
func (w *world) file(name, content string) string {
	w.t.Helper()
	path := filepath.Join(w.folder, name)
	require.NoError(w.t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// upload hands a file to the platform as the Dashboard does, and gives its answer.
func (w *world) upload(path string) (status int, answer map[string]any) {
	w.t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(w.t, err)
	r, err := http.Post(w.url+"/dashboard/mass-refunds?name="+url.QueryEscape(filepath.Base(path)), "text/csv", bytes.NewReader(data))
	require.NoError(w.t, err)
	defer r.Body.Close()
	require.NoError(w.t, json.NewDecoder(r.Body).Decode(&answer))
	return r.StatusCode, answer
}

// shop has four payments of 1,000 KRW.
func shop(t *testing.T, faults string) *world {
	w := newWorld(t, faults, quick)
	for _, id := range []string{"A1", "A2", "A3", "A4"} {
		w.pay(id, 1000, "KRW")
	}
	return w
}

func (r ran) built() (v builtDoc) {
	r.t.Helper()
	r.into(&v)
	return v
}

func (r ran) sending() (v sendingDoc) {
	r.t.Helper()
	r.into(&v)
	return v
}

// A list becomes a file, the platform takes it, and every row learns its outcome;
// what was declined becomes the next batch.
func TestAListBecomesRefundsByFile(t *testing.T) {
	w := shop(t, "decline=20504@A3")
	list := w.file("wanted.csv", "payment_id,amount,description\nA1,300,one returned\na2,,\nA3,1000,all of it\n")

	b := w.run("batch", "build", "--from", list, "--name", "returns", "--json").exits(0).built()
	require.Equal(t, "B1", b.ID)
	require.Equal(t, "draft", b.State)
	require.EqualValues(t, 3, b.Rows)
	require.Equal(t, []totalDoc{{"KRW", 3, 2300}}, b.Totals)
	require.Equal(t, b.Totals, b.Good)
	require.Equal(t, "returns", b.Name)
	require.Equal(t, 1, b.Files)
	require.EqualValues(t, 1000, w.payment("A1").Refundable, "a draft reserves nothing")
	w.run("batch", "check", "B1", "--json").exits(0)

	out := filepath.Join(w.folder, "refunds.csv")
	var x exportDoc
	w.run("batch", "export", "B1", "--out", out, "--json").exits(0).into(&x)
	require.Equal(t, "exported", x.State)
	require.Equal(t, []totalDoc{{"KRW", 3, 2300}}, x.Totals)
	require.Len(t, x.Files, 1)
	require.Equal(t, out, x.Files[0].Path)
	require.FileExists(t, x.Files[0].Sidecar)
	require.EqualValues(t, 300, w.payment("A1").InFlight)

	// The written file is fine, and is known to be in a batch already.
	var c checkDoc
	w.run("batch", "check", out, "--json").exits(0).into(&c)
	require.EqualValues(t, 3, c.OK)
	require.Equal(t, "already_exported", c.Findings[0].Code)
	require.Contains(t, c.Findings[0].Message, "B1")

	// The same rows do not get into another file.
	w.run("batch", "export", "B1", "--out", filepath.Join(w.folder, "again.csv"), "--json").fails(4, "already_exported")
	w.run("batch", "build", "--from", list, "--json").exits(3)
	w.run("batch", "export", "B2", "--out", filepath.Join(w.folder, "again.csv"), "--json").exits(4)
	require.NoFileExists(t, filepath.Join(w.folder, "again.csv"))

	status, answer := w.upload(out)
	require.Equal(t, 202, status, "%v", answer)
	w.run("batch", "uploaded", "B1", "--number", answer["id"].(string), "--json").exits(0)
	for _, id := range []string{"A1", "A2"} {
		w.catchUp(id)
	}
	s := w.run("batch", "follow", "B1", "--wait", "30s", "--json").exits(1).sending()
	require.EqualValues(t, 2, s.Succeeded)
	require.EqualValues(t, 1, s.Declined)
	require.Zero(t, s.Open)
	require.Equal(t, []progressTotalDoc{{"KRW", 2300, 1300, 1000, 0}}, s.Totals)
	require.EqualValues(t, 300, w.platform.Books().Refunded(project, "A1"))
	require.EqualValues(t, 1000, w.platform.Books().Refunded(project, "A2"))

	csv := filepath.Join(w.folder, "result.csv")
	var r resultDoc
	w.run("batch", "result", "B1", "--out", csv, "--json").exits(0).into(&r)
	require.Equal(t, map[string]int64{"succeeded": 2, "declined": 1}, r.Counts)
	text, err := os.ReadFile(csv)
	require.NoError(t, err)
	require.Equal(t, 4, strings.Count(string(text), "\n"))
	require.Contains(t, string(text), "20504")
	w.run("batch", "result", "B1", "--out", csv, "--json").fails(1, "io")
	w.run("batch", "result", "B1", "--out", filepath.Join(w.folder, "result.xlsx"), "--json").exits(0)
	var list3 outcomesDoc
	w.run("batch", "result", "B1", "--limit", "2", "--json").exits(0).into(&list3)
	require.Len(t, list3.Items, 2)
	require.True(t, list3.Truncated)

	next := w.run("batch", "build", "--declined", "B1", "--json").built()
	require.EqualValues(t, 1, next.Rows)
	require.Equal(t, "B1", next.Parent)
	require.Equal(t, []totalDoc{{"KRW", 1, 1000}}, next.Totals)
	w.run("audit", "verify", "--json").exits(0)
}

func TestOverRefundIsFoundAndLeftOut(t *testing.T) {
	w := shop(t, "")
	list := w.file("wanted.csv", "payment_id;amount\nA1;300\nA2;1500\nA3;50\n")
	b := w.run("batch", "build", "--from", list, "--json").exits(3).built()
	require.EqualValues(t, 1, b.Errors)
	at := b.Findings[0]
	for _, f := range b.Findings {
		if f.Severity == "error" {
			at = f
		}
	}
	require.Equal(t, 3, at.Line)
	require.Equal(t, "over_refund", at.Code)
	require.Equal(t, "payment.amount", at.Column)
	require.Contains(t, at.Message, "1,000 KRW")

	out := filepath.Join(w.folder, "refunds.csv")
	w.run("batch", "export", "B1", "--out", out, "--json").fails(4, "has_errors")
	require.NoFileExists(t, out)
	require.Zero(t, w.payment("A1").InFlight)
	w.run("batch", "send", "B1", "--yes", "--json").fails(4, "has_errors")
	require.Zero(t, w.requests())

	var x exportDoc
	w.run("batch", "export", "B1", "--out", out, "--only-good", "--max-rows", "1", "--json").exits(0).into(&x)
	require.EqualValues(t, 2, x.Rows)
	require.EqualValues(t, 1, x.LeftOut)
	require.Len(t, x.Files, 2)
	require.Equal(t, filepath.Join(w.folder, "refunds_1of2.csv"), x.Files[0].Path)
	for _, f := range x.Files {
		require.FileExists(t, f.Path)
		require.FileExists(t, f.Sidecar)
	}
	require.Zero(t, w.payment("A2").InFlight)
	var s batchShowDoc
	w.run("batch", "show", "B1", "--rows", "wrong", "--json").exits(0).into(&s)
	require.Len(t, s.Items, 1)
	require.Equal(t, "A2", s.Items[0].Payment)
	require.Equal(t, []string{"over_refund"}, codes(s.Items[0].Findings))
	require.Empty(t, s.Items[0].State)
}

// What could not be written is refused before anything is reserved.
func TestAnExportThatCannotBeWritten(t *testing.T) {
	w := shop(t, "")
	w.run("batch", "build", "--filter", "payment:A1", "--json").exits(0)
	taken := w.file("taken.csv", "mine")
	w.run("batch", "export", "B1", "--out", filepath.Join(w.folder, "refunds.txt"), "--json").fails(2, "usage")
	w.run("batch", "export", "B1", "--out", filepath.Join(w.folder, "nowhere", "refunds.csv"), "--json").fails(1, "io")
	w.run("batch", "export", "B1", "--out", taken, "--json").fails(1, "io")
	w.run("batch", "export", "B1", "--max-rows", "0", "--json").fails(2, "usage")
	w.run("batch", "export", "B1", "--out", "x.csv", "--read-only", "--json").fails(4, "read_only")
	require.Zero(t, w.payment("A1").InFlight)
	text, err := os.ReadFile(taken)
	require.NoError(t, err)
	require.Equal(t, "mine", string(text))
}
