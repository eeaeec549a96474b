//go:build !race

package pull_test

const many, manyDays = 100_000, 31
