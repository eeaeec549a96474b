package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox"
	"contra/ui/cli"
)

const (
	project = 1234
	secret  = "s3cr3t-of-the-tests-8f1b"

	dataToken  = "T0kenOfTheTestsThatNobodySees1"
	dataSecret = "s3cr3t-of-the-token-77ac"
)

// world is a ledger beside a stand-in platform that speaks real HTTP.
type world struct {
	t        *testing.T
	folder   string
	ledger   string
	platform *sandbox.Platform
	url      string
	env      map[string]string
	mu       sync.Mutex
	said     []string // everything that any command wrote anywhere
}

// ran is what one command did.
type ran struct {
	t        *testing.T
	code     int
	out, err string
}

// newWorld starts a platform with the given faults, in which every refund ends
// at once. settings go into the configuration file.
func newWorld(t *testing.T, faults, settings string) *world {
	t.Helper()
	t.Parallel()
	script, err := sandbox.ParseScript(faults)
	require.NoError(t, err)
	w := &world{t: t, folder: t.TempDir()}
	w.ledger = filepath.Join(w.folder, "ledger.db")
	w.platform = sandbox.New(sandbox.Options{Projects: map[int64]string{project: secret, 5678: secret + "-2"}, Faults: script,
		Tokens: map[string]sandbox.Token{dataToken: {Secret: dataSecret}}, DataRate: -1, Forms: "mixed"})
	ctx, stop := context.WithCancel(context.Background())
	url, wait, err := w.platform.Serve(ctx, "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() {
		stop()
		require.NoError(t, wait())
	})
	w.url = url
	config := filepath.Join(w.folder, "config.toml")
	require.NoError(t, os.WriteFile(config, []byte("[gate]\nurl = \""+url+"\"\n"+settings+"\n[[project]]\nid = 1234\nname = \"Shop KR\"\n[[project]]\nid = 5678\n"), 0o600))
	w.env = map[string]string{"CONTRA_LEDGER": w.ledger, "CONTRA_CONFIG": config, "CONTRA_OPERATOR": "tester",
		"CONTRA_SECRET_1234": secret, "CONTRA_SECRET_5678": secret + "-2"}
	return w
}

// run carries out one command line inside this process.
func (w *world) run(args ...string) ran { return w.runWith(context.Background(), "", args...) }

func (w *world) runWith(ctx context.Context, stdin string, args ...string) ran {
	w.t.Helper()
	var out, err bytes.Buffer
	code := cli.Run(ctx, args, cli.Env{
		Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &err,
		Getenv: func(name string) string { return w.env[name] },
	})
	return w.remember(ran{w.t, code, out.String(), err.String()})
}

func (w *world) remember(r ran) ran {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, r.out, r.err)
	return r
}

// pay puts a successful payment into the platform's books and takes its callbacks in.
func (w *world) pay(id string, minor int64, currency money.Currency) {
	w.t.Helper()
	w.payIn(project, id, minor, currency)
}

func (w *world) payIn(in int64, id string, minor int64, currency money.Currency) {
	w.t.Helper()
	method := "kakaopay"
	if currency != "KRW" {
		method = "card"
	}
	require.NoError(w.t, w.platform.AddPayment(sandbox.Payment{Project: in, ID: id, Method: method, CustomerID: "customer1",
		Amount: money.Amount{Minor: minor, Currency: currency}}))
	w.catchUp(id)
}

// catchUp takes in every callback of a payment's history.
func (w *world) catchUp(id string) {
	w.t.Helper()
	file := filepath.Join(w.folder, "callbacks-"+id+".ndjson")
	require.NoError(w.t, os.WriteFile(file, append(bytes.Join(w.platform.Callbacks(id), []byte("\n")), '\n'), 0o600))
	require.Equal(w.t, 0, w.run("import", "callbacks", file, "--json").code)
}

// requests counts the refund calls that the platform received.
func (w *world) requests() (n int) {
	for _, r := range w.platform.Requests() {
		if strings.HasSuffix(r.Path, "/refund") {
			n++
		}
	}
	return n
}

// exits asserts the exit code.
func (r ran) exits(code int) ran {
	r.t.Helper()
	require.Equal(r.t, code, r.code, "stdout: %s\nstderr: %s", r.out, r.err)
	return r
}

// into decodes stdout, which must be exactly one JSON document without any
// member that v does not know.
func (r ran) into(v any) {
	r.t.Helper()
	d := json.NewDecoder(strings.NewReader(r.out))
	d.DisallowUnknownFields()
	require.NoError(r.t, d.Decode(v), "stdout: %s\nstderr: %s", r.out, r.err)
	require.False(r.t, d.More(), "more than one document: %s", r.out)
}

// refund decodes stdout as a refund.
func (r ran) refund() (f refundDoc) {
	r.t.Helper()
	r.into(&f)
	return f
}

// fails asserts that stdout is {"error":…} with this code, and the exit code.
func (r ran) fails(exit int, code string) ran {
	r.t.Helper()
	r.exits(exit)
	var doc errorDoc
	r.into(&doc)
	require.Equal(r.t, code, doc.Error.Code, r.out)
	require.NotEmpty(r.t, doc.Error.Message)
	return r
}

// payment reads one payment of the ledger.
func (w *world) payment(id string) paymentDoc {
	w.t.Helper()
	var doc showDoc
	w.run("show", id, "--json").exits(0).into(&doc)
	return doc.Payment
}

func isUTC(t *testing.T, text string) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	require.NoError(t, err)
	require.True(t, strings.HasSuffix(text, "Z"), text)
	require.WithinDuration(t, time.Now(), at, 48*time.Hour)
}

func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format+"\n", i)
	}
	return b.String()
}
