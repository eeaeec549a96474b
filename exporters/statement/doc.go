// Package statement writes what a reconciliation hands over: the breaks and the
// full results of a run as CSV, as a workbook, as a page to print and as JSON. It reads
// the decisions back that a person wrote into the first two.
//
// Everything is told as of the end of the run, so the same statement gives the
// same bytes, whatever the order of its lists.
package statement
