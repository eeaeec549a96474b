package dataapi

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"contra/core/gate"
	"contra/core/ledger"
)

const (
	defaultAttempts = 5
	mostRefusals    = 30              // of one question, for being one too many
	leastPause      = 3 * time.Second // after such a refusal
	mostPause       = time.Minute     // between attempts; a longer one is made only when the platform asks for it
	mostAsked       = time.Hour
	// lasting is how many pauses double before they stay as they are.
	lasting = 6
)

// ask puts one question until a usable answer is read, or it is certain that
// none will come. read is called with complete answers of HTTP 200 only. Every
// error is a *ledger.Error; reading changes nothing at the platform, so asking again is safe.
func (c *Client) ask(ctx context.Context, path string, q body, read func([]byte, *gate.Key) error) error {
	text, err := q.sign(c.Secret)
	if err != nil {
		return err
	}
	key := gate.NewKey(c.Secret)
	failures, refusals := 0, 0
	for {
		if err := c.turn(ctx); err != nil {
			return cancelled(err)
		}
		r, err := c.post(ctx, path, text)
		switch {
		case ctx.Err() != nil:
			return cancelled(ctx.Err())
		case err != nil || r.http >= 500 || r.http == http.StatusRequestTimeout:
		case r.http == http.StatusTooManyRequests:
			if refusals++; refusals >= mostRefusals {
				return &ledger.Error{Code: ledger.ErrNetwork, Message: "the Data API has had too many questions (HTTP 429), and goes on refusing them",
					Hint: "wait some minutes, or lower per_minute in the [data_api] part of the configuration; another program may use the same token"}
			}
			if err := c.sleep(ctx, c.refused(r.header, refusals), "the platform has had too many questions"); err != nil {
				return cancelled(err)
			}
			continue
		case r.http != http.StatusOK:
			return c.definite(path, r)
		default:
			if err = read(r.body, key); err == nil {
				return nil
			}
		}
		if failures++; failures >= c.attempts() {
			return c.given(path, r, err, failures)
		}
		if err := c.sleep(ctx, doubled(2*time.Second, failures), "no usable answer came"); err != nil {
			return cancelled(err)
		}
	}
}

func (c *Client) attempts() int {
	if c.Attempts > 0 {
		return c.Attempts
	}
	return defaultAttempts
}

// refused is how long to wait after the n-th refusal in a row: as long as the
// platform says, and longer each time when it does not.
func (c *Client) refused(h http.Header, n int) time.Duration {
	asked := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseInt(asked, 10, 32); err == nil {
		return min(max(leastPause, time.Duration(seconds)*time.Second), mostAsked)
	}
	if at, err := http.ParseTime(asked); err == nil {
		return min(max(leastPause, at.Sub(c.clock().Now())), mostAsked)
	}
	return doubled(leastPause, n)
}

func doubled(first time.Duration, n int) time.Duration {
	return min(first<<min(n-1, lasting), mostPause)
}

func cancelled(err error) error {
	return &ledger.Error{Code: ledger.ErrCancelled, Message: "the question to the Data API was cancelled", Err: err}
}
