package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

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
	w.run("batch", "template", "--end-of-line", "cr", "--json").fails(2, "usage")
	w.run("batch", "template", "--method", "kakao", "--json").fails(2, "usage")

	w.run("batch", "template", "--end-of-line", "lf", "--method", "wallet/kakaopay=kakaopay-wallet", "--json").exits(0).into(&l)
	require.True(t, l.LF)
	w.run("batch", "build", "--filter", "payment:A2", "--json").exits(0)
	out = filepath.Join(w.folder, "more.csv")
	w.run("batch", "export", "B2", "--out", out, "--json").exits(0)
	text, err = os.ReadFile(out)
	require.NoError(t, err)
	require.Contains(t, string(text), "\nrefund;1234;kakaopay-wallet;A2;")
	require.NotContains(t, string(text), "\r")
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
