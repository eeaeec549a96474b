package cli_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// vocabulary is what a confused script might put on a command line.
var vocabulary = []string{"import", "callbacks", "replay", "payments", "show", "refund", "refunds", "settle", "listen", "sign", "verify", "sandbox", "demo",
	"audit", "verify", "config", "completion", "version", "help", "resend", "adopt", "not-taken", "withdraw", "note", "acknowledge", "bash", "-", "ABC123",
	"abc123", "NOBODY", "status:success", "amount:>", "!flag:disputed", "-x", "--yes", "--dry-run", "--amount", "300", "12.345", "-1", "0", "--limit", "--limit=-1",
	"--sort", "-amount", "--project", "1234", "--wait", "0", "1s", "--state", "in_doubt", "--note", "text", "--read-only", "--help", "--init", "--addr", "127.0.0.1:0",
	"--theme", "dark", "--payments", "5", "--faults", "html", "--version", "--", "--gate", "http://127.0.0.1:1", "--operator", "me", "고객", "\x1b[2J", "", "--config", "/nowhere",
	"batch", "build", "check", "list", "set", "remove", "undo", "result", "follow", "pause", "B99", "--from", "--filter", "--map", "payment_id=x", "--row", "--which", "--all", "--rows", "wrong",
	"--column", "amount", "--value", "--reason", "--only-good",
	"reconcile", "report", "runs", "breaks", "decide", "match", "months", "close", "reopen", "evidence", "verify-pack", "profile", "rejects", "mend", "2025-10", "1/1", "--month", "--from", "2025-10-01",
	"--zone", "Asia/Seoul", "--n", "--code", "AMOUNT_DIFF", "--as", "accept", "--open", "--kind", "pair", "--undecided", "--days", "--unit", "minor", "--tolerance", "KRW=1", "--profile", "--line", "--raw"}

// sensible command lines, to which the vocabulary adds a word here and there.
var sensible = []string{"refund ABC123 --yes --amount 1", "refund abc123 --amount 2 --yes --wait 0", "refund ABC123 --dry-run", "refund ABC123 --yes --amount 9999",
	"settle", "settle --wait 0", "import callbacks -", "import replay", "show ABC123", "show abc123 --project 1234", "payments", "payments status:success --sort -amount",
	"refunds", "refunds --state succeeded,declined --limit 1", "refunds show NOBODY", "refunds note NOBODY text", "sign - --project 1234", "verify -", "audit verify",
	"config", "config --init", "version", "help refund", "completion zsh", "listen --addr 127.0.0.1:0", "sandbox --addr 127.0.0.1:0 --payments 5", "demo --check --payments 5",
	"batch build --from -", "batch build --filter payment:ABC123", "batch build --declined B1", "batch check B1", "batch check -", "batch list --limit 1", "batch show B1 --rows wrong",
	"batch set B1 --column amount --value 1 --all", "batch remove B1 --which wrong", "batch undo B1", "batch redo B1", "batch rename B1 x", "batch discard B2",
	"batch export B99", "batch uploaded B1 --part 1", "batch withdraw B1 --reason x --yes", "batch send B1 --yes --wait 0", "batch resume B1", "batch pause B1", "batch stop B1",
	"batch follow B1", "batch result B1", "batch template", "batch template --standard",
	"reconcile -", "reconcile - --dry-run --all", "reconcile --month 2025-10", "report import -", "report list", "report show 1 --rows 1", "report rejects", "report mend 1 --line 3 --raw x", "report profiles",
	"report profile show stripe-balance", "report profile save mine --from -", "report profile propose -", "runs", "breaks", "breaks 1 --open", "breaks show 1/1", "breaks decide 1 --n 1 --as accept --note x --yes",
	"breaks match 1 --n 1 --note x", "breaks unmatch 1 --row 1 --note x", "breaks undo 1", "breaks ask 1 --n 1", "breaks adopt 1 --n 1 --note x", "breaks import -", "breaks again 1", "months", "close 2025-10 --dry-run",
	"close 2025-10 --undecided --note x", "reopen 2025-10 --note x", "month-edges 2025-10", "unseen --days 0", "evidence 1", "verify-pack -"}

// report has a row that nobody knows and one that cannot be read.
const report = "project_id,operation_id,payment_id,operation_type,operation_status,sum_initial.amount,sum_initial.currency,operation_completed_at\n" +
	"1234,90001,NOBODY,sale,success,500,KRW,2025-10-03 12:00:00\n1234,90002,\x1b[2J,sale,success,x,KRW,2025-10-03 12:00:00\n"

// Whatever is asked, with --json stdout is exactly one JSON document, nothing on
// it can drive a terminal, and the exit code is one of the contract's.
func TestJSONIsOneDocumentWhateverIsAsked(t *testing.T) {
	w := newWorld(t, "", "timeout = \"1s\"\n"+quick)
	w.pay("ABC123", 1000, "KRW")
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // servers end at once
	r := rand.New(rand.NewPCG(1, 2))
	codes := map[int]int{}
	for range 1500 {
		args := strings.Fields(sensible[r.IntN(len(sensible))])
		for range r.IntN(3) {
			args = slices.Insert(args, r.IntN(len(args)+1), vocabulary[r.IntN(len(vocabulary))])
		}
		if at := slices.Index(args, "--"); at >= 0 {
			args = slices.Insert(args, at, "--json")
		} else {
			args = append([]string{"--json"}, args...)
		}
		running := context.Background()
		if slices.Contains(args, "listen") || slices.Contains(args, "sandbox") || slices.Contains(args, "demo") {
			running = ctx
		}
		stdin := `{"project_id":1234}`
		switch {
		case slices.Contains(args, "batch"):
			stdin = "payment_id,amount\nABC123,1\nNOBODY,2\n"
		case slices.Contains(args, "reconcile") || slices.Contains(args, "report"):
			stdin = report
		}
		got := w.runWith(running, stdin, args...)
		require.Contains(t, []int{0, 1, 2, 3, 4, 5, 130}, got.code, "%q", args)
		codes[got.code]++
		d := json.NewDecoder(strings.NewReader(got.out))
		var doc any
		require.NoError(t, d.Decode(&doc), "%q gives %q, stderr %q", args, got.out, got.err)
		require.False(t, d.More(), "%q gives %q", args, got.out)
		require.NotContains(t, got.out+got.err, "\x1b", "%q", args)
		require.NotContains(t, got.err, "mistake in contra", "%q", args)
		if got.code == 2 || got.code == 4 {
			require.Contains(t, doc, "error", "%q gives %q", args, got.out)
		}
	}
	for _, code := range []int{0, 1, 2, 3, 4, 130} {
		require.Positive(t, codes[code], "no command line ended with %d: %v", code, codes)
	}
	books := w.platform.Books()
	require.LessOrEqual(t, books.Refunded(project, "ABC123"), int64(1000))
	w.run("audit", "verify", "--json").exits(0)
}
