package dataapi

import (
	"context"
	"sync"
	"time"
)

// A minute as the platform counts requests, with a second more: what leaves here
// evenly may arrive there bunched.
const minute = time.Minute + time.Second

// pace remembers when the last requests left.
type pace struct {
	mu   sync.Mutex
	left []time.Time // oldest first, at most as many as a minute may have
}

// turn returns when one more request may leave, and counts it.
func (c *Client) turn(ctx context.Context) error {
	for {
		wait := c.pace.take(c.clock().Now(), c.perMinute())
		if wait <= 0 {
			return ctx.Err()
		}
		if err := c.sleep(ctx, wait, "the platform takes so many questions a minute"); err != nil {
			return err
		}
	}
}

// take counts a request that leaves now, or tells how long it has to wait.
func (p *pace) take(now time.Time, most int) (wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.left) > 0 && now.Sub(p.left[0]) >= minute {
		p.left = p.left[1:]
	}
	if len(p.left) >= most {
		return minute - now.Sub(p.left[len(p.left)-most])
	}
	p.left = append(p.left, now)
	return 0
}

func (c *Client) perMinute() int {
	if c.PerMinute > 0 {
		return c.PerMinute
	}
	return defaultPerMinute
}
