// Package archive says what is kept of comparisons: the runs, what each found,
// what persons decided about it, and the months that were signed.
package archive
