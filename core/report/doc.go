// Package report says what a report file is to the ledger: how its columns are
// understood, its rows, and what became of each of them. Reading the files is
// the importers' part.
package report
