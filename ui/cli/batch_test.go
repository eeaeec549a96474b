package cli_test

import (
	"bytes"
	"context"
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

func TestABatchGoesThroughGate(t *testing.T) {
	w := shop(t, "decline=20504@A2")
	list := w.file("wanted.csv", "payment_id,amount\nA1,300\nA2,400\nA3,500\n")
	w.run("batch", "build", "--from", list, "--json").exits(0)
	w.run("batch", "send", "B1", "--json").fails(2, "usage") // nobody to ask
	require.Zero(t, w.requests())
	s := w.run("batch", "send", "B1", "--yes", "--wait", "30s", "--json").exits(1).sending()
	require.Equal(t, "sent", s.State)
	require.EqualValues(t, 3, s.Taken)
	require.EqualValues(t, 2, s.Succeeded)
	require.EqualValues(t, 1, s.Declined)
	require.Zero(t, s.Open)
	require.Equal(t, 3, w.requests())
	w.run("batch", "send", "B1", "--yes", "--json").fails(4, "wrong_state")
	w.run("batch", "export", "B1", "--out", filepath.Join(w.folder, "x.csv"), "--json").fails(4, "wrong_state")
	require.EqualValues(t, 300, w.platform.Books().Refunded(project, "A1"))
	require.Zero(t, w.platform.Books().Refunded(project, "A2"))

	// What was declined may be tried once more.
	w.run("batch", "build", "--declined", "B1", "--json").built()
	w.run("batch", "show", "B2", "--json").exits(0)
	require.Equal(t, 3, w.requests())
}

func TestEveryRowSucceedsOrIsNotKnown(t *testing.T) {
	w := shop(t, "timeout_after@A4:9")
	w.run("batch", "build", "--from", w.file("a.csv", "payment_id\nA1\nA2\n"), "--json").exits(0)
	s := w.run("batch", "send", "B1", "--yes", "--wait", "30s", "--json").exits(0).sending()
	require.EqualValues(t, 2, s.Succeeded)
	w.run("batch", "follow", "B1", "--json").exits(0)

	// Nothing left to refund: refused by the rules before anything is sent.
	w.run("batch", "build", "--from", w.file("b.csv", "payment_id,amount\nA1,10\n"), "--json").exits(3)
	w.run("batch", "send", "B2", "--yes", "--only-good", "--json").fails(4, "has_errors")
	require.Equal(t, 2, w.requests())
}

func TestAnOutcomeThatIsNotKnown(t *testing.T) {
	w := newWorld(t, "timeout_after@A1:9", "timeout = \"300ms\"\n"+quick)
	w.pay("A1", 1000, "KRW")
	w.run("batch", "build", "--filter", "payment:A1", "--json").exits(0)
	s := w.run("batch", "send", "B1", "--yes", "--wait", "0", "--json").exits(5).sending()
	require.EqualValues(t, 1, s.InDoubt)
	require.EqualValues(t, 1, s.Open)
	s = w.run("batch", "follow", "B1", "--wait", "30s", "--json").exits(0).sending()
	require.EqualValues(t, 1, s.Succeeded)
	require.EqualValues(t, 1000, w.platform.Books().Refunded(project, "A1"))
}

func TestEditsCanBeTakenBack(t *testing.T) {
	w := shop(t, "")
	list := w.file("wanted.csv", "payment_id,amount\nA1,300\nA2,1500\nNOBODY,1\n")
	w.run("batch", "build", "--from", list, "--json").exits(3)
	b := w.run("batch", "set", "B1", "--column", "amount", "--value", "700", "--row", "2", "--json").exits(3).built()
	require.EqualValues(t, 1, b.Errors)
	require.Equal(t, []totalDoc{{"KRW", 2, 1000}}, b.Good)
	b = w.run("batch", "remove", "B1", "--which", "wrong", "--json").exits(0).built()
	require.EqualValues(t, 2, b.Rows)
	w.run("batch", "remove", "B1", "--which", "wrong", "--json").fails(1, "not_found")
	b = w.run("batch", "undo", "B1", "--json").exits(3).built()
	require.EqualValues(t, 3, b.Rows)
	b = w.run("batch", "redo", "B1", "--json").exits(0).built()
	require.EqualValues(t, 2, b.Rows)
	w.run("batch", "redo", "B1", "--json").fails(4, "wrong_state")
	w.run("batch", "set", "B1", "--column", "description", "--value", "order {payment_id}", "--all", "--json").exits(0)
	var s batchShowDoc
	w.run("batch", "show", "B1", "--json").exits(0).into(&s)
	require.Equal(t, "order A1", s.Items[0].Description)
	for _, wrong := range [][]string{{"--column", "amount", "--value", "1"}, {"--column", "nothing", "--value", "1", "--all"}, {"--column", "amount", "--all"},
		{"--column", "amount", "--value", "1", "--which", "strange"}, {"--column", "amount", "--value", "1", "--all", "--row", "1"}} {
		w.run(append([]string{"batch", "set", "B1", "--json"}, wrong...)...).fails(2, "usage")
	}
	w.run("batch", "set", "B1", "--column", "amount", "--value", "1", "--row", "77", "--json").fails(1, "not_found")
	w.run("batch", "rename", "B1", "Monday", "--json").exits(0)
	w.run("batch", "discard", "B1", "--json").exits(0)
	w.run("batch", "set", "B1", "--column", "amount", "--value", "1", "--all", "--json").fails(4, "wrong_state")
	var all batchesDoc
	w.run("batch", "list", "--json").exits(0).into(&all)
	require.Equal(t, "Monday", all.Items[0].Name)
	require.Equal(t, "discarded", all.Items[0].State)
	require.Zero(t, all.Items[0].Errors, "of the latest check")
}

func TestColumnsThatAreNotClear(t *testing.T) {
	w := shop(t, "")
	list := w.file("odd.csv", "Nr,Ref,To give back\n1,A1,300\n2,A2,400\n")
	r := w.run("batch", "build", "--from", list, "--json").fails(2, "usage")
	require.Contains(t, r.out, "To give back")
	require.Contains(t, r.out, "--map")
	b := w.run("batch", "build", "--from", list, "--map", "payment_id=Ref", "--map", "amount=to give back", "--json").exits(0).built()
	require.Equal(t, []totalDoc{{"KRW", 2, 700}}, b.Totals)
	require.EqualValues(t, 2, w.run("batch", "build", "--from", list, "--json").exits(0).built().Rows, "it was remembered")
	w.run("batch", "build", "--from", list, "--map", "payment_id=Other", "--json").fails(2, "usage")
	w.run("batch", "build", "--from", list, "--map", "payment=Ref", "--json").fails(2, "usage")
	w.run("batch", "build", "--from", list, "--map", "payment_id=#9", "--json").fails(2, "usage")
	w.run("batch", "build", "--json").fails(2, "usage")
	w.run("batch", "build", "--from", list, "--filter", "payment:A1", "--json").fails(2, "usage")
	w.run("batch", "build", "--filter", "nothing:A1", "--json").fails(2, "usage")
	w.run("batch", "build", "--filter", "payment:Z", "--json").fails(1, "not_found")
	w.run("batch", "build", "--from", filepath.Join(w.folder, "none.csv"), "--json").fails(1, "io")
}

const header = "operation_type;general.project_id;method;general.payment_id;payment.amount;payment.currency;payment.description\r\n"

func TestAFileMadeElsewhere(t *testing.T) {
	w := shop(t, "")
	good := w.file("good.csv", header+"refund;1234;wallet/kakaopay;A1;300;KRW;x\r\n")
	var c checkDoc
	w.run("batch", "check", good, "--json").exits(0).into(&c)
	require.EqualValues(t, 1, c.OK)
	require.Equal(t, []totalDoc{{"KRW", 1, 300}}, c.Totals)

	wrong := w.file("wrong.csv", header+"refund;1234;wallet/kakaopay;A1;300;KRW;x\r\nrefund;1234;wallet/kakaopay;A2;1500;KRW;x\r\n")
	w.run("batch", "check", wrong, "--json").exits(3).into(&c)
	require.Contains(t, codes(c.Findings), "over_refund")
	text := w.run("batch", "check", wrong).exits(3)
	require.Contains(t, text.out, "over_refund")
	require.Contains(t, text.out, "1,800 KRW in 2 rows")
	require.Contains(t, text.out, "estimated need")

	for name, content := range map[string]string{"bom.csv": "\ufeff" + header + "refund;1234;wallet/kakaopay;A1;300;KRW;x\r\n", "empty.csv": "",
		"commas.csv": strings.ReplaceAll(header, ";", ",") + "refund,1234,wallet/kakaopay,A1,300,KRW,x\r\n", "lacks.csv": "operation_type;method\r\nrefund;x\r\n", "junk.csv": "PK\x03\x04..."} {
		w.run("batch", "check", w.file(name, content), "--json").exits(3).into(&c)
		require.NotEmpty(t, c.Findings, name)
	}
	w.run("batch", "check", filepath.Join(w.folder, "none.csv"), "--json").fails(1, "not_found")
	w.run("batch", "check", "B77", "--json").fails(1, "not_found")

	// It can become a batch; a line whose fields cannot be told apart stays an error.
	b := w.run("batch", "build", "--from", w.file("broken.csv", header+"refund;1234;wallet/kakaopay;A1;300;KRW;x\r\nrefund;1234;wallet/kakaopay;A2;300;KRW;x;y\r\n"), "--json").exits(3).built()
	require.EqualValues(t, 2, b.Rows)
	require.EqualValues(t, 1, b.Errors)
	require.Contains(t, codes(b.Findings), "field_count")
}

func TestABatchIsWithdrawn(t *testing.T) {
	w := shop(t, "")
	w.run("batch", "build", "--filter", "payment:A1", "--json").exits(0)
	out := filepath.Join(w.folder, "refunds.csv")
	w.run("batch", "export", "B1", "--out", out, "--lf", "--json").exits(0)
	text, err := os.ReadFile(out)
	require.NoError(t, err)
	require.NotContains(t, string(text), "\r")
	w.run("batch", "withdraw", "B1", "--yes", "--json").fails(2, "usage")
	w.run("batch", "withdraw", "B1", "--reason", "x", "--json").fails(2, "usage") // nobody to ask
	require.EqualValues(t, 1000, w.payment("A1").InFlight)
	w.run("batch", "uploaded", "B1", "--part", "2", "--json").fails(1, "not_found")
	w.run("batch", "withdraw", "B1", "--reason", "never uploaded", "--yes", "--json").exits(0)
	require.EqualValues(t, 1000, w.payment("A1").Refundable)
	w.run("batch", "withdraw", "B1", "--reason", "never uploaded", "--yes", "--json").fails(4, "wrong_state")
	w.run("batch", "pause", "B1", "--json").fails(4, "wrong_state")
	w.run("batch", "stop", "B1", "--json").fails(4, "wrong_state")
	w.run("batch", "resume", "B1", "--json").fails(4, "wrong_state")
}

func TestATemplateIsAdopted(t *testing.T) {
	w := shop(t, "")
	file := w.file("template.csv", "payment.currency;extra;operation_type;general.project_id;method;general.payment_id;payment.amount;payment.description\n")
	var l layoutDoc
	w.run("batch", "template", file, "--json").exits(0).into(&l)
	require.True(t, l.LF)
	w.run("batch", "build", "--filter", "payment:A1", "--json").exits(0)
	out := filepath.Join(w.folder, "refunds.csv")
	w.run("batch", "export", "B1", "--out", out, "--json").exits(0)
	text, err := os.ReadFile(out)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(text), "payment.currency;extra;operation_type"), string(text))
	w.run("batch", "template", "--standard", "--json").exits(0).into(&l)
	require.False(t, l.LF)
	w.run("batch", "template", w.file("no.csv", "a;b\n"), "--json").fails(2, "usage")
}

// An uploaded row that fits two refunds waits until a person says which one it is.
func TestARowIsAdopted(t *testing.T) {
	w := shop(t, "")
	w.run("batch", "build", "--from", w.file("a.csv", "payment_id,amount\nA1,300\n"), "--json").exits(0)
	out := filepath.Join(w.folder, "refunds.csv")
	w.run("batch", "export", "B1", "--out", out, "--json").exits(0)
	w.run("batch", "uploaded", "B1", "--json").exits(0)
	for range 2 { // twice: the same file handed over once too often
		status, answer := w.upload(out)
		require.Equal(t, 202, status, "%v", answer)
	}
	require.NoError(t, w.platform.Drain(context.Background()))
	w.catchUp("A1")
	s := w.run("batch", "follow", "B1", "--json").exits(5).sending()
	require.EqualValues(t, 1, s.Held)
	var held batchShowDoc
	w.run("batch", "show", "B1", "--rows", "held", "--json").exits(0).into(&held)
	require.Len(t, held.Items, 1)
	var p showDoc
	w.run("show", "A1", "--json").exits(0).into(&p)
	operation := ""
	for _, o := range p.Operations {
		if o.Amount == 300 {
			operation = o.ID
		}
	}
	f := w.run("refunds", "adopt", held.Items[0].Refund, operation, "--yes", "--json").exits(0).refund()
	require.Equal(t, "succeeded", f.State)
	w.run("batch", "follow", "B1", "--json").exits(0)
}
