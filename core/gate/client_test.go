package gate

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestClientSendsTheBytes(t *testing.T) {
	var got *http.Request
	var body []byte
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
		_, _ = io.WriteString(w, "answer")
	}))
	defer s.Close()
	for base, want := range map[string]string{
		s.URL: "/v2/payment/status", s.URL + "/": "/v2/payment/status",
		s.URL + "/gw": "/gw/v2/payment/status", s.URL + "/gw/x/": "/gw/x/v2/payment/status",
	} {
		r := (&Client{URL: base, UserAgent: "contra/1"}).Status(context.Background(), []byte(`{"a":"é"}`))
		require.NoError(t, r.Err)
		require.Equal(t, "answer", string(r.Body))
		require.Positive(t, r.Elapsed)
		require.Equal(t, want, got.URL.Path)
		require.Equal(t, "POST", got.Method)
		require.Equal(t, "contra/1", got.UserAgent())
		require.Equal(t, "application/json", got.Header.Get("Content-Type"))
		require.Equal(t, `{"a":"é"}`, string(body))
		require.Equal(t, int64(len(body)), got.ContentLength)
	}
}

func TestClientRefusesBadURLs(t *testing.T) {
	for _, u := range []string{"", "api.ecommpay.com", "ftp://host", "https://", "https://host?x=1", "https://host#x", "https://us er:pw@host", "://"} {
		r := (&Client{URL: u}).Status(context.Background(), nil)
		require.Error(t, r.Err, u)
		require.Zero(t, r.HTTP)
	}
}

func TestClientErrorsNameNoPassword(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	r := (&Client{URL: "http://user:hunter2@" + l.Addr().String()}).Status(context.Background(), nil)
	require.Error(t, r.Err)
	require.NotContains(t, r.Err.Error(), "hunter2")
	require.NotContains(t, r.Err.Error(), "user")
	require.Contains(t, r.Err.Error(), "POST /v2/payment/status")
}

func TestClientBoundsTheAnswer(t *testing.T) {
	for size, cut := range map[int]bool{maxAnswer: false, maxAnswer + 1: true, 5 * maxAnswer: true} {
		s := httptest.NewServer(says(200, strings.Repeat(" ", size)))
		r := (&Client{URL: s.URL}).Status(context.Background(), nil)
		s.Close()
		require.Equal(t, cut, r.Truncated)
		require.Equal(t, cut, r.Err != nil)
		require.Len(t, r.Body, maxAnswer)
	}
}

func TestClientTimesOutAndObeysCancel(t *testing.T) {
	release := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-release }))
	defer s.Close()
	defer close(release)
	r := (&Client{URL: s.URL, Timeout: 50 * time.Millisecond}).Status(context.Background(), nil)
	require.ErrorContains(t, r.Err, "timed out after 50ms")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r = (&Client{URL: s.URL}).Status(ctx, nil)
	require.True(t, errors.Is(r.Err, context.Canceled))
}

func TestClientRefusesOldTLS(t *testing.T) {
	s := httptest.NewUnstartedServer(says(200, "{}"))
	s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	require.ErrorContains(t, (&Client{URL: s.URL}).Status(context.Background(), nil).Err, "protocol version")
}

// A server that answers a first request, keeps the connection, and cuts it as
// soon as the second request has arrived: net/http would like to send that one
// again on a new connection.
func TestNothingIsSentTwice(t *testing.T) {
	for name, transport := range map[string]*http.Client{
		"own transport": nil,
		"a caller's transport that keeps connections": {Transport: &http.Transport{}},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			defer l.Close()
			var requests atomic.Int32
			go func() {
				for {
					c, err := l.Accept()
					if err != nil {
						return
					}
					go cutSecond(c, &requests)
				}
			}()
			client := Client{URL: "http://" + l.Addr().String(), HTTP: transport, Timeout: 10 * time.Second}
			// A plain GET leaves a connection for reuse in the caller's transport.
			if transport != nil {
				resp, err := transport.Get(client.URL)
				require.NoError(t, err)
				_, err = io.Copy(io.Discard, resp.Body)
				require.NoError(t, err)
				require.NoError(t, resp.Body.Close())
			} else {
				require.NoError(t, client.Refund(context.Background(), "/first", []byte(`{}`)).Err)
			}
			before := requests.Load()
			for range 5 {
				client.Refund(context.Background(), "/second", []byte(`{"a":1}`))
			}
			require.Equal(t, before+5, requests.Load(), "each refund reached the server exactly once")
		})
	}
}

// cutSecond answers the first request of a connection and closes at the second.
func cutSecond(c net.Conn, requests *atomic.Int32) {
	defer c.Close()
	in := bufio.NewReader(c)
	for n := 1; ; n++ {
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, r.Body)
		requests.Add(1)
		if n == 2 {
			return
		}
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
	}
}

// net/http can repeat a request only when it can get its body again, or when a
// header declares it repeatable.
func TestRequestsCannotBeRepeated(t *testing.T) {
	req, err := (&Client{URL: "https://host"}).request(context.Background(), "/v2/x", []byte("{}"))
	require.NoError(t, err)
	require.Nil(t, req.GetBody)
	require.True(t, req.Close)
	require.Empty(t, req.Header.Get("Idempotency-Key"))
	require.True(t, own.DisableKeepAlives)
}
