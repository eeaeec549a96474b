package gate

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	accepted = `{"status":"success","request_id":"q-1","project_id":210,"payment_id":"test_payment"}`
	refused  = `{"status":"error","project_id":210,"payment_id":"test_payment","code":"3283","message":"Refund amount more than init amount"}`
)

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func signedAnswer(doc string) string {
	b, err := Sign("secret", []byte(doc), AtTop)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// moves redirects to a page that accepts everything.
func moves(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/elsewhere" {
			says(200, accepted)(w, r)
			return
		}
		http.Redirect(w, r, "/elsewhere", status)
	}
}

// breaks sends the head of an answer and part of its body, then cuts the line.
func breaks(w http.ResponseWriter, _ *http.Request) {
	c, buf, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	_, _ = buf.WriteString("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + accepted)
	_ = buf.Flush()
	_ = c.Close()
}

// TestJudge sends a real refund over a real connection and judges what comes back.
func TestJudge(t *testing.T) {
	blocked := make(chan struct{})
	hangs := func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-blocked:
		}
	}
	drips := func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(200)
		for i := 0; r.Context().Err() == nil; i++ {
			_, _ = io.WriteString(w, " ")
			_ = http.NewResponseController(w).Flush()
			select {
			case <-r.Context().Done():
			case <-blocked:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}
	with := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(accepted) }
	bad := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(refused) }
	for _, c := range []struct {
		name   string
		server http.HandlerFunc
		want   Verdict
		code   string
	}{
		{"accepted", says(200, accepted), TookIt, ""},
		{"accepted and signed", says(200, signedAnswer(accepted)), TookIt, ""},
		{"accepted, ids as text, other case", says(200, with("210", `"210"`, "test_payment", "Test_PAYMENT", `"q-1"`, "71")), TookIt, ""},
		{"accepted with code 0", says(200, with("{", `{"code":"0",`)), TookIt, "0"},
		{"accepted without ids", says(202, `{"status":"success","request_id":"q"}`), TookIt, ""},
		{"success without request id", says(200, with(`"request_id":"q-1",`, "")), Unknown, ""},
		{"success for another project", says(200, with("210", "211")), Unknown, ""},
		{"success for another payment", says(200, with("test_payment", "test_payment2")), Unknown, ""},
		{"success with a wrong signature", says(200, strings.Replace(signedAnswer(accepted), "q-1", "q-2", 1)), Unknown, ""},
		{"success with a code", says(200, with("{", `{"code":"3283",`)), Unknown, "3283"},
		{"success with HTTP 400", says(400, accepted), Unknown, ""},
		{"another status", says(200, with("success", "processing")), Unknown, ""},
		{"no status", says(200, `{"request_id":"q"}`), Unknown, ""},

		{"refused with 400", says(400, refused), Refused, "3283"},
		{"refused with 200", says(200, refused), Refused, "3283"},
		{"refused and signed", says(200, signedAnswer(refused)), Refused, "3283"},
		{"refused, wrong signature", says(400, strings.Replace(signedAnswer(refused), "3283", "3284", 1)), Unknown, "3284"},
		{"refused for another payment", says(400, bad("test_payment", "other")), Unknown, "3283"},
		{"refused for another project", says(400, bad("210", "1")), Unknown, "3283"},
		{"refused without ids", says(400, `{"status":"error","code":2003}`), Refused, "2003"},
		{"403 with a code", says(403, bad("3283", "3261")), Refused, "3261"},
		{"403 without one", says(403, `{"status":"error","message":"no"}`), Unknown, ""},
		{"401 with text", says(401, "Unauthorized"), Unknown, ""},
		{"code in errors only", says(400, `{"status":"error","errors":[{"code":3284,"field":"payment.currency"}]}`), Refused, "3284"},
		{"a definite and a doubtful code", says(400, `{"status":"error","code":"3283","errors":[{"code":"501"}]}`), Unknown, "501"},
		{"not found", says(400, bad("3283", "3061")), Refused, "3061"},
		{"wait: repeated too soon", says(400, bad("3283", "3285")), Refused, "3285"},
		{"wait: duplicate", says(400, bad("3283", "3613")), Refused, "3613"},
		{"no money", says(400, bad("3283", "504")), Refused, "504"},

		{"exists", says(400, bad("3283", "3230")), Exists, "3230"},
		{"exists among errors", says(200, `{"status":"error","code":"2004","errors":[{"code":"501"},{"code":3230}]}`), Exists, "3230"},
		{"exists for another payment", says(400, bad("3283", "3230", "test_payment", "x")), Unknown, "3230"},

		{"lock", says(400, bad("3283", "2147")), Unknown, "2147"},
		{"try again", says(400, bad("3283", "601")), Unknown, "601"},
		{"network", says(400, bad("3283", "602")), Unknown, "602"},
		{"provider away", says(400, bad("3283", "314")), Unknown, "314"},
		{"internal", says(400, bad("3283", "501")), Unknown, "501"},
		{"validation", says(400, bad("3283", "502")), Unknown, "502"},
		{"pending", says(400, bad("3283", "9999")), Unknown, "9999"},
		{"error with code 0", says(400, bad("3283", "0")), Unknown, "0"},
		{"code never seen", says(400, bad("3283", "3999")), Unknown, "3999"},

		{"500 with a definite code", says(500, refused), Unknown, "3283"},
		{"502 HTML", says(502, "<html>Bad gateway</html>"), Unknown, ""},
		{"503", says(503, ""), Unknown, ""},
		{"429", says(429, refused), Unknown, "3283"},
		{"408", says(408, refused), Unknown, "3283"},
		{"200 HTML", says(200, "<html>welcome</html>"), Unknown, ""},
		{"empty", says(200, ""), Unknown, ""},
		{"cut JSON", says(200, accepted[:len(accepted)-1]), Unknown, ""},
		{"a list", says(200, "["+accepted+"]"), Unknown, ""},
		{"a key twice", says(200, with("{", `{"status":"error",`)), Unknown, ""},
		{"a bad project", says(200, with("210", "2.5")), Unknown, ""},
		{"too long", says(200, accepted+strings.Repeat(" ", maxAnswer)), Unknown, ""},
		{"redirect", moves(http.StatusTemporaryRedirect), Unknown, ""},
		{"redirect to a page that says yes", moves(http.StatusSeeOther), Unknown, ""},
		{"reset in mid-answer", breaks, Unknown, ""},
		{"time-out", hangs, Unknown, ""},
		{"slow drip", drips, Unknown, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			calls := 0
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				calls++
				// The server sees a client that hangs up only once the request is read.
				_, _ = io.Copy(io.Discard, r.Body)
				c.server(w, r)
			}))
			body, err := refund.Bytes("secret")
			require.NoError(t, err)
			client := Client{URL: s.URL, Timeout: 10 * time.Second}
			if c.name == "time-out" || c.name == "slow drip" {
				client.Timeout = 100 * time.Millisecond
			}
			j := Judge(client.Refund(context.Background(), "/v2/payment/wallet/kakaopay/refund", body), refund, "secret")
			require.Equal(t, c.want, j.Verdict, "%s", j.Why)
			require.Equal(t, c.code, j.Code.Code, "%s", j.Why)
			require.Regexp(t, `^[A-Z].*\.$`, j.Why)
			s.Close()
			require.Equal(t, 1, calls, "a refund is sent once")
		})
	}
	close(blocked)
}

func TestJudgeWithoutAnAnswer(t *testing.T) {
	s := httptest.NewServer(nil)
	s.Close()
	r := (&Client{URL: s.URL, Timeout: time.Second}).Refund(context.Background(), "/v2/x", []byte("{}"))
	j := Judge(r, refund, "secret")
	require.Equal(t, Unknown, j.Verdict)
	require.Contains(t, j.Why, "refused")
	// A body that says yes proves nothing when the line broke behind it.
	require.Equal(t, Unknown, Judge(Reply{HTTP: 200, Body: []byte(accepted), Truncated: true}, refund, "secret").Verdict)
	require.Equal(t, Unknown, Judge(Reply{HTTP: 400, Body: []byte(refused), Err: io.ErrUnexpectedEOF}, refund, "secret").Verdict)
	require.Equal(t, Unknown, Judge(Reply{}, refund, "secret").Verdict)
	require.Equal(t, Unknown, Judge(Reply{HTTP: 200, Body: []byte(signedAnswer(refused))}, refund, "").Verdict, "a signature that cannot be checked")
}
