package dataapi

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
	"strings"
	"sync/atomic"
	"time"
)

const (
	// DefaultURL is the platform's Data API.
	DefaultURL = "https://data.ecommpay.com"
	// DefaultTimeout is for one answer: the platform may take five minutes.
	DefaultTimeout = 6*time.Minute + 30*time.Second
	// defaultPerMinute is how many requests a minute the platform wants at most.
	defaultPerMinute = 60
	// maxAnswer is as much of an answer as is read; a thousand rows take two megabytes.
	maxAnswer = 64 << 20
)

// Client asks the Data API. It may be used by several goroutines; they share its pace.
type Client struct {
	URL       string              // e.g. https://data.ecommpay.com; a path prefix is kept
	Token     string              // of a user of the Dashboard, whose rights hold
	Secret    string              // the token's own, not a project's
	Timeout   time.Duration       // for one answer, its last byte included; 0: DefaultTimeout
	PerMinute int                 // requests; 0: 60
	Attempts  int                 // at one question, when no usable answer comes; 0: 5
	Mask      func([]byte) []byte // hides card data in a row, before it is read; nil: rows stay as they come
	Clock     Clock               // nil: the machine's own
	HTTP      *http.Client        // nil: our own, with TLS 1.2 or newer

	pace pace
	lean atomic.Bool // the platform took a question only with few fields
}

// own is the transport of clients that bring none. Answers may be minutes away,
// so a connection is not kept for the next question.
var own = &http.Transport{
	Proxy:                  http.ProxyFromEnvironment,
	DialContext:            (&net.Dialer{Timeout: 30 * time.Second}).DialContext,
	TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
	TLSHandshakeTimeout:    30 * time.Second,
	DisableKeepAlives:      true,
	MaxResponseHeaderBytes: 64 << 10,
}

// reply is what came back for one request.
type reply struct {
	http   int
	header http.Header
	body   []byte
}

// post makes one request. The error says why there is no complete answer; it
// names neither token nor secret.
func (c *Client) post(ctx context.Context, path string, body []byte) (r reply, err error) {
	timeout := c.Timeout
	if timeout <= 0 {
		timeout = DefaultTimeout
	}
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, fmt.Errorf("no answer came within %s", timeout))
	defer cancel()
	address, err := c.address(path)
	if err != nil {
		return r, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return r, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "contra")
	answer, err := c.client().Do(req)
	if err != nil {
		return r, plain(ctx, err)
	}
	defer answer.Body.Close()
	r.http, r.header = answer.StatusCode, answer.Header
	r.body, err = io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	switch {
	case err != nil:
		return r, fmt.Errorf("the answer broke off: %w", plain(ctx, err))
	case len(r.body) > maxAnswer:
		return r, fmt.Errorf("the answer is longer than %d bytes", maxAnswer)
	}
	return r, nil
}

// address is where a question goes. The version may stand in the URL already.
func (c *Client) address(path string) (string, error) {
	base, err := url.Parse(c.URL)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" || base.RawQuery != "" || base.Fragment != "" {
		return "", errors.New("the Data API's URL is not of the form https://host or https://host/prefix")
	}
	base.Path = strings.TrimSuffix(strings.TrimRight(base.Path, "/"), "/v1")
	return base.JoinPath("v1", path).String(), nil
}

func (c *Client) client() *http.Client {
	h := http.Client{Transport: own}
	if c.HTTP != nil {
		h = *c.HTTP
	}
	h.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &h
}

// plain strips the URL off an error of net/http and says what a time-out was.
func plain(ctx context.Context, err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	return err
}
