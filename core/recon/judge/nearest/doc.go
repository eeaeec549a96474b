// Package nearest pairs equal records of two sides by their dates alone, one to
// one, and says which of them cannot be told apart.
//
// Records that may belong together, being dated close enough, form clusters. A cluster
// with as many on either side is paired in the order of time. Otherwise those are
// paired that are nearest to each other, and of which none is as near. What is left is tied.
// The work grows as n log n, whatever the dates.
package nearest
