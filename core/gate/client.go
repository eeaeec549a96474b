package gate

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

const (
	// StatusPath asks what became of a payment.
	StatusPath = "/v2/payment/status"
	// maxAnswer is as much of an answer as is read.
	maxAnswer = 1 << 20
	// defaultTimeout is for the whole call; other clients of the platform wait 3 to 30 seconds.
	defaultTimeout = 30 * time.Second
)

// Reply is what came back for one request, complete or not.
type Reply struct {
	HTTP      int    // 0 when there was no answer
	Body      []byte // what was read of it
	Err       error  // why the answer is missing or incomplete; names no secret
	Elapsed   time.Duration
	Truncated bool // the body was cut, by the line or by our limit of 1 MiB
}

// Client talks to Gate. Each call sends its body at most once: it opens its own
// connection, is never repeated behind our back, and follows no redirect.
type Client struct {
	URL       string        // e.g. https://api.ecommpay.com; a path prefix is kept
	HTTP      *http.Client  // nil: our own, with TLS 1.2 or newer
	Timeout   time.Duration // for the whole call, the answer's last byte included; 0: 30 seconds
	UserAgent string        // empty: "contra"
}

// own is the transport of clients that bring none. A connection is never used
// again: a request on one that broke meanwhile is a request of unknown fate.
var own = &http.Transport{
	Proxy:                  http.ProxyFromEnvironment,
	DialContext:            (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
	TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
	TLSHandshakeTimeout:    10 * time.Second,
	TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{}, // HTTP/1.1: no retries below us
	DisableKeepAlives:      true,
	DisableCompression:     true,
	MaxResponseHeaderBytes: 64 << 10,
}

// Refund posts a refund's signed bytes to the method's path.
func (c *Client) Refund(ctx context.Context, path string, body []byte) Reply {
	return c.post(ctx, path, body)
}

// Status posts the bytes of StatusRequest.
func (c *Client) Status(ctx context.Context, body []byte) Reply {
	return c.post(ctx, StatusPath, body)
}

func (c *Client) post(ctx context.Context, path string, body []byte) (r Reply) {
	began := time.Now()
	defer func() { r.Elapsed = time.Since(began) }()
	timeout := c.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, fmt.Errorf("timed out after %s", timeout))
	defer cancel()
	req, err := c.request(ctx, path, body)
	if err != nil {
		return Reply{Err: err}
	}
	answer, err := c.client().Do(req)
	if err != nil {
		return Reply{Err: plain(ctx, path, err)}
	}
	defer answer.Body.Close()
	r.HTTP = answer.StatusCode
	r.Body, err = io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	switch {
	case err != nil:
		r.Truncated, r.Err = true, plain(ctx, path, err)
	case len(r.Body) > maxAnswer:
		r.Truncated, r.Body = true, r.Body[:maxAnswer]
		r.Err = fmt.Errorf("POST %s: the answer is longer than %d bytes", path, maxAnswer)
	}
	return r
}

// request is built so that net/http cannot repeat it: without GetBody it has no
// second copy of the body.
func (c *Client) request(ctx context.Context, path string, body []byte) (*http.Request, error) {
	base, err := url.Parse(c.URL)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" || base.RawQuery != "" || base.Fragment != "" {
		return nil, errors.New("the Gate URL is not of the form https://host or https://host/prefix")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base.JoinPath(path).String(), nil)
	if err != nil {
		return nil, fmt.Errorf("the Gate URL cannot be joined with %q", path)
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	req.ContentLength = int64(len(body))
	req.GetBody = nil
	req.Close = true
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "contra")
	if c.UserAgent != "" {
		req.Header.Set("User-Agent", c.UserAgent)
	}
	return req, nil
}

func (c *Client) client() *http.Client {
	h := http.Client{Transport: own}
	if c.HTTP != nil {
		h = *c.HTTP
	}
	h.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &h
}

// plain strips the URL, which may hold a password, off an error of net/http and
// says what a time-out was.
func plain(ctx context.Context, path string, err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	return fmt.Errorf("POST %s: %w", path, err)
}
