package dataapi

import (
	"context"
	"time"
)

// Clock tells the time and lets it pass, so that tests need not wait.
type Clock interface {
	Now() time.Time
	// Sleep returns after d, or with an error when the context ends first.
	Sleep(ctx context.Context, d time.Duration) error
}

type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

func (wallClock) Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

type waitKey struct{}

// WithWait lets tell hear of every pause before it is made: how long, and why in
// a few words. A question may take many minutes, and a person wants to know.
func WithWait(ctx context.Context, tell func(d time.Duration, why string)) context.Context {
	return context.WithValue(ctx, waitKey{}, tell)
}

func (c *Client) sleep(ctx context.Context, d time.Duration, why string) error {
	if tell, ok := ctx.Value(waitKey{}).(func(time.Duration, string)); ok {
		tell(d, why)
	}
	return c.clock().Sleep(ctx, d)
}

func (c *Client) clock() Clock {
	if c.Clock != nil {
		return c.Clock
	}
	return wallClock{}
}
