package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/ui/cli"
)

// pipe is a stream whose lines can be waited for.
type pipe struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{}
}

func newPipe() *pipe { return &pipe{more: make(chan struct{}, 1)} }

func (p *pipe) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text.Write(b)
	select {
	case p.more <- struct{}{}:
	default:
	}
	return len(b), nil
}

func (p *pipe) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// after waits for a line that holds mark and gives what follows it on that line.
func (p *pipe) after(mark string) string {
	for {
		for line := range strings.Lines(p.String()) {
			if _, rest, found := strings.Cut(line, mark); found && strings.HasSuffix(line, "\n") {
				return strings.TrimSpace(rest)
			}
		}
		<-p.more
	}
}

// serve runs a command that ends with its context, and gives a function that
// ends it.
func (w *world) serve(args ...string) (out, said *pipe, end func() int) {
	out, said = newPipe(), newPipe()
	ctx, stop := context.WithCancel(context.Background())
	code := make(chan int, 1)
	go func() {
		code <- cli.Run(ctx, args, cli.Env{Stdin: strings.NewReader(""), Stdout: out, Stderr: said, Getenv: func(name string) string { return w.env[name] }})
	}()
	ended := sync.OnceValue(func() int {
		stop()
		return <-code
	})
	w.t.Cleanup(func() { ended() })
	return out, said, ended
}

func TestListenStoresWhatComesAndEndsInOrder(t *testing.T) {
	w := newWorld(t, "callback_dup", "")
	out, said, end := w.serve("listen", "--addr", "127.0.0.1:0", "--json")
	url := said.after("listening for callbacks on ")
	w.pay("ABC123", 1000, "KRW")
	answer, err := http.Get(strings.TrimSuffix(url, "/callbacks") + "/healthz")
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, 200, answer.StatusCode)

	w.platform.SetCallbackURL(url)
	require.NoError(t, w.platform.DashboardRefund(project, "ABC123", 400))
	require.NoError(t, w.platform.Drain(t.Context()))
	require.EqualValues(t, 600, w.payment("ABC123").Refundable, "the Dashboard's refund is known")
	forged := bytes.Replace(w.platform.Callbacks("ABC123")[0], []byte("1000"), []byte("9000"), 1)
	answer, err = http.Post(url, "application/json", bytes.NewReader(forged))
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())

	require.Equal(t, 0, end())
	var doc importDoc
	ran{t, 0, out.String(), said.String()}.into(&doc)
	require.EqualValues(t, 2, *doc.Stored)
	require.EqualValues(t, 1, *doc.Rejected)
	require.Equal(t, "bad_signature", doc.Rejections[0].Reason)
}

func TestListenNamesAnAddressThatIsTaken(t *testing.T) {
	w := newWorld(t, "", "")
	taken := strings.TrimPrefix(w.url, "http://")
	var doc errorDoc
	w.run("listen", "--addr", taken, "--json").exits(1).into(&doc)
	require.Contains(t, doc.Error.Message, taken)
	w.run("listen", "--addr", "127.0.0.1:0", "--read-only", "--json").fails(4, "read_only")
	w.run("sandbox", "--addr", taken, "--json").fails(1, "network")
}

func TestSandboxOnItsOwn(t *testing.T) {
	w := newWorld(t, "", "")
	delete(w.env, "CONTRA_SECRET_1234")
	history := filepath.Join(w.folder, "history.ndjson")
	out, said, end := w.serve("sandbox", "--addr", "127.0.0.1:0", "--payments", "60", "--seed", "7", "--delay", "0", "--out", history, "--json",
		"--project", "1234", "--project", "5678")
	practice := said.after("export CONTRA_SECRET_1234=")
	said.after("60 payments")
	<-out.more
	var doc struct {
		URL      string `json:"url"`
		Payments int    `json:"payments"`
		Projects []struct {
			ID     int64  `json:"project_id"`
			Secret string `json:"secret"`
		} `json:"projects"`
	}
	require.NoError(t, json.Unmarshal([]byte(out.String()), &doc))
	require.Equal(t, 60, doc.Payments)
	require.Equal(t, practice, doc.Projects[0].Secret)
	require.Empty(t, doc.Projects[1].Secret, "a secret of the environment is not shown")
	require.NotContains(t, out.String()+said.String(), secret)

	w.env["CONTRA_SECRET_1234"] = practice
	w.env["CONTRA_GATE_URL"] = doc.URL
	w.run("import", "callbacks", history, "--json").exits(0)
	var paid paymentsDoc
	w.run("payments", "--limit", "-1", "--json").exits(0).into(&paid)
	require.EqualValues(t, 60, *paid.Total)
	w.run("payments", "status:success", "method:kakaopay", "refundable:>0", "project:1234", "--json").exits(0).into(&paid)
	require.NotEmpty(t, paid.Items)
	f := w.run("refund", paid.Items[len(paid.Items)-1].ID, "--yes", "--json").exits(0).refund()
	require.Equal(t, "succeeded", f.State)

	answer, err := http.Get(doc.URL + "/books")
	require.NoError(t, err)
	books, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Contains(t, string(books), f.ID)
	require.Equal(t, 0, end())
	info, err := os.Stat(history)
	require.NoError(t, err)
	require.Positive(t, info.Size())
}
