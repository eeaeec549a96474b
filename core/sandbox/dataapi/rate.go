package dataapi

import (
	"sync"
	"time"
)

// Rate lets each token make so many requests a minute. It may be used from many
// goroutines.
type Rate struct {
	most int

	mu   sync.Mutex
	made map[string][]time.Time // of the last minute, oldest first
}

// NewRate makes a rate; 0 or less is no limit.
func NewRate(most int) *Rate { return &Rate{most: most, made: map[string][]time.Time{}} }

// Allow tells whether the token may make a request now, and counts it if so.
func (r *Rate) Allow(token string, now time.Time) bool {
	if r.most <= 0 {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	made := r.made[token]
	for len(made) > 0 && now.Sub(made[0]) >= time.Minute {
		made = made[1:]
	}
	allowed := len(made) < r.most
	if allowed {
		made = append(made, now)
	}
	r.made[token] = made
	return allowed
}
