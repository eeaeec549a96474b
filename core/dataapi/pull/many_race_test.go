//go:build race

package pull_test

// The race detector makes all of it ten times as slow.
const many, manyDays = 10_000, 3
