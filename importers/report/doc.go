// Package report turns the table of a report into the rows that are compared with the
// ledger. The columns of reports are chosen by those who order them, so nothing is
// known beforehand: a profile says which column holds what. Profiles that were saved are known by
// their header, ready ones by the columns that they need; for any other header one
// is proposed, for a person to look at.
//
// Every row is accepted, rejected with its line, column and reason, or ignored by a
// rule that has a name. Amounts are exact or refused, and a unit is never guessed.
package report
