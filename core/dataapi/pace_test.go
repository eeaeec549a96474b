package dataapi

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestNoMinuteEverHasMoreQuestionsThanAllowed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clock := &jumping{now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
		c := &Client{Clock: clock, PerMinute: rapid.IntRange(0, 70).Draw(t, "per minute")}
		most := c.perMinute()
		var left []time.Time
		for range rapid.IntRange(1, 400).Draw(t, "questions") {
			// Answers take from no time to minutes.
			clock.now = clock.now.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 0, 0, 1, 200, 5000, 90_000}).Draw(t, "ms")) * time.Millisecond)
			require.NoError(t, c.turn(context.Background()))
			left = append(left, clock.Now())
		}
		for i := most; i < len(left); i++ {
			require.Greater(t, left[i].Sub(left[i-most]), time.Minute, "%d questions in a minute", most+1)
		}
	})
}

func TestOneQuestionAtATimeIsNotSlowedDown(t *testing.T) {
	clock := &jumping{}
	c := &Client{Clock: clock}
	for range 60 {
		require.NoError(t, c.turn(context.Background()))
	}
	require.Empty(t, clock.slept)
	require.NoError(t, c.turn(context.Background()))
	require.Equal(t, []time.Duration{minute}, clock.slept)
}
