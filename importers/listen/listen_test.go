package listen

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

func packed(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.String()
}

func TestAnswersAndWhatIsStored(t *testing.T) {
	good := message(t, "ABC1", 1)
	r := start(t, Options{}, &recorder{})
	for _, c := range []struct {
		name   string
		body   string
		status int
		reason ledger.Reason
		header []string
	}{
		{"good", good, 200, "", nil},
		{"again", good, 200, "", nil},
		{"packed", packed(good), 200, "", []string{"Content-Encoding", "gzip"}},
		{"changed", strings.Replace(good, "1000", "9000", 1), 401, ledger.BadSignature, nil},
		{"unsigned", `{"project_id":1234}`, 401, ledger.NoSignature, nil},
		{"foreign", strings.Replace(good, "1234", "99", 1), 401, ledger.UnknownProject, nil},
		{"no secret", strings.Replace(good, "1234", "77", 1), 401, ledger.NoSecret, nil},
		{"no project", `{"a":1}`, 400, ledger.MissingField, nil},
		{"cut off", good[:50], 400, ledger.BadJSON, nil},
		{"nothing", "", 400, ledger.BadJSON, nil},
		{"two", good + good, 400, ledger.BadJSON, nil},
	} {
		before := len(r.sink.all())
		got := r.post(t, c.body, c.header...)
		require.Equal(t, c.status, got.status, c.name)
		require.Empty(t, got.body, c.name)
		stored := r.sink.all()
		require.Len(t, stored, before+1, c.name)
		m := stored[before]
		require.Equal(t, Source, m.Source)
		if c.reason == "" {
			require.Nil(t, m.Reject, c.name)
			require.Equal(t, good, string(m.Raw))
			continue
		}
		require.Equal(t, c.reason, m.Reject.Reason, c.name)
		require.Equal(t, c.body, string(m.Raw), c.name)
	}
}

func TestRefusedWithoutBeingKept(t *testing.T) {
	good := message(t, "ABC1", 1)
	r := start(t, Options{}, &recorder{})
	long := strings.Repeat(" ", 1<<20+1)
	require.Equal(t, 413, r.post(t, long).status)
	require.Equal(t, 413, r.post(t, packed(long), "Content-Encoding", "gzip").status)
	require.Equal(t, 400, r.post(t, "not gzip", "Content-Encoding", "gzip").status)
	require.Equal(t, 400, r.post(t, packed(good)[:100], "Content-Encoding", "gzip").status)
	require.Equal(t, 415, r.post(t, good, "Content-Encoding", "br").status)
	require.Equal(t, 404, r.do(t, "POST", "/", good).status)
	require.Equal(t, 404, r.do(t, "POST", "/callbacks/x", good).status)
	got := r.do(t, "GET", "/callbacks", "")
	require.Equal(t, 405, got.status)
	require.Equal(t, "POST", got.header.Get("Allow"))
	require.Equal(t, 405, r.do(t, "POST", "/healthz", "").status)
	require.Equal(t, answer{200, "ok", nil}, func() answer { a := r.do(t, "GET", "/healthz", ""); a.header = nil; return a }())
	require.Empty(t, r.sink.all())

	// A body without a length is bounded too.
	req, err := http.NewRequest("POST", r.url+"/callbacks", struct{ *strings.Reader }{strings.NewReader(long)})
	require.NoError(t, err)
	resp, err := client(t).Do(req)
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, 413, resp.StatusCode)
	exact := message(t, "ABC1", 1)
	exact += strings.Repeat(" ", 1<<20-len(exact))
	require.Equal(t, 200, r.post(t, exact).status)
}

func TestAnswerComesAfterTheCommit(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	committed := false
	sink := &recorder{before: func(context.Context, []ledger.Inbound) error {
		close(entered)
		<-release
		committed = true
		return nil
	}}
	r := start(t, Options{}, sink)
	answered := make(chan answer, 1)
	go func() { answered <- r.post(t, message(t, "ABC1", 1)) }()
	<-entered
	select {
	case <-answered:
		require.Fail(t, "answered before it was stored")
	default:
	}
	close(release)
	require.Equal(t, 200, (<-answered).status)
	require.True(t, committed)
}

func TestWhatCannotBeStoredIsAskedForAgain(t *testing.T) {
	broken := true
	sink := &recorder{before: func(context.Context, []ledger.Inbound) error {
		if broken {
			return errors.New("disk full")
		}
		return nil
	}}
	r := start(t, Options{}, sink)
	for _, body := range []string{message(t, "ABC1", 1), "{"} {
		got := r.post(t, body)
		require.Equal(t, 503, got.status)
		require.Equal(t, "10", got.header.Get("Retry-After"))
		require.Empty(t, got.body)
	}
	broken = false
	require.Equal(t, 200, r.post(t, message(t, "ABC1", 1)).status)
	require.Equal(t, 400, r.post(t, "{").status)
	require.Len(t, sink.all(), 2)
}

func TestStrangersCannotFillTheDisk(t *testing.T) {
	r := start(t, Options{Waiting: 3}, &recorder{})
	for _, body := range []string{"{1", "{1", "{2", "{1", "{3", "{4", "{5", "{2"} {
		require.Equal(t, 400, r.post(t, body).status)
	}
	require.Len(t, r.sink.all(), 3)
	require.Equal(t, 200, r.post(t, message(t, "ABC1", 1)).status)
	require.Len(t, r.sink.all(), 4)
	r.stop()
	require.NoError(t, <-r.ended)
	require.Contains(t, r.log()[len(r.log())-1], "not kept 2")
}

func TestStopFinishesWhatWasAccepted(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	sink := &recorder{before: func(context.Context, []ledger.Inbound) error {
		close(entered)
		<-release
		return nil
	}}
	r := start(t, Options{}, sink)
	answered := make(chan answer, 1)
	go func() { answered <- r.post(t, message(t, "ABC1", 1)) }()
	<-entered
	r.stop()
	require.Eventually(t, func() bool {
		c, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
		if err == nil {
			c.Close()
		}
		return err != nil
	}, 10*time.Second, time.Millisecond, "new connections are refused")
	close(release)
	require.Equal(t, 200, (<-answered).status)
	require.NoError(t, <-r.ended)
	require.Len(t, sink.all(), 1)
}

func TestStopDoesNotWaitForEver(t *testing.T) {
	entered := make(chan struct{})
	sink := &recorder{before: func(ctx context.Context, _ []ledger.Inbound) error {
		close(entered)
		<-ctx.Done()
		return ctx.Err()
	}}
	r := start(t, Options{Grace: time.Millisecond}, sink)
	answered := make(chan error, 1)
	go func() {
		resp, err := client(t).Post(r.url+"/callbacks", "application/json", strings.NewReader(message(t, "ABC1", 1)))
		if err == nil {
			resp.Body.Close()
			require.NotEqual(t, 200, resp.StatusCode)
		}
		answered <- err
	}()
	<-entered
	r.stop()
	require.Error(t, <-r.ended)
	<-answered
	require.Empty(t, sink.all())
}

func TestAddressInUse(t *testing.T) {
	r := start(t, Options{}, &recorder{})
	err := Listen(t.Context(), Options{Addr: strings.TrimPrefix(r.url, "http://"), Secrets: keys{}, Sink: &recorder{}})
	var e *ledger.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, ledger.ErrNetwork, e.Code)
}

func TestLogIsOneCleanLineEach(t *testing.T) {
	r := start(t, Options{}, &recorder{})
	r.post(t, message(t, "A\x1b[2J\u202e1\n2", 7))
	r.post(t, `{"project_id":"\u001b[31m`+strings.Repeat("x", 2000)+`"}`)
	r.post(t, `{"project_id":"4111111111111111 x","n":"4111111111111111"}`)
	r.do(t, "POST", "/callbacks", "x", "Content-Encoding", "br")
	lines := r.log()
	require.Len(t, lines, 4)
	require.Regexp(t, `^200 from 127\.0\.0\.1:\d+ project 1234 payment "A.*" sale success$`, lines[0])
	require.Regexp(t, `^400 from .* bad_field project_id: .* \(kept\)$`, lines[1])
	require.Regexp(t, `^415 from`, lines[3])
	for _, line := range lines {
		require.NotRegexp(t, "[[:cntrl:]\u202e]", line)
		require.NotContains(t, line, "4111111111111111")
		require.Less(t, len(line), 600)
	}
}
