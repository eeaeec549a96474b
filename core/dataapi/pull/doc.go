// Package pull takes the platform's operations of an interval into the ledger.
//
// The interval is cut into windows, longer ones while little is in them, and each
// window into pages. A page is stored in one transaction with all its consequences,
// and the last page of a window with the note that the window is covered: a process
// that is killed anywhere has lost nothing, and the next one begins at the first
// window that is not covered.
//
// The platform sorts its list by when an operation was last acted on and promises
// nothing about it while it is read. So each page begins with the last row of
// the page before. Where that row is another one, or a row comes again on a later
// page, the list has moved, and the window is read until two readings agree.
package pull
