package local

import (
	"math"
	"time"
)

// Span says which operations are read: those dated in [From, To). A zero bound
// is none. Around them Margin more are read and marked as outside.
type Span struct {
	From, To time.Time
	Margin   time.Duration
	// Begun dates operations by when they began, as reports without a date of completion do.
	Begun bool
}

// bounds are the span with its margin, in Unix milliseconds.
func (s Span) bounds() (from, to int64) {
	from, to = math.MinInt64, math.MaxInt64
	if !s.From.IsZero() {
		from = s.From.Add(-s.Margin).UnixMilli()
	}
	if !s.To.IsZero() {
		to = s.To.Add(s.Margin).UnixMilli()
	}
	return from, to
}

// outside tells whether a moment lies only in the margin.
func (s Span) outside(at int64) bool {
	return at != 0 && (!s.From.IsZero() && at < s.From.UnixMilli() || !s.To.IsZero() && at >= s.To.UnixMilli())
}

// when is the moment of an operation: its end, else its latest news; or its beginning.
func (s Span) when(ended, begun int64) int64 {
	if s.Begun && begun != 0 {
		return begun
	}
	return ended
}
