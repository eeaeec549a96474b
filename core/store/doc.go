// Package store keeps the ledger in one SQLite file. It is the only package
// that speaks SQL.
//
// One connection writes, several read. Every write goes through Store.Write,
// which takes the write lock at once, appends one entry to the audit chain in
// the same transaction, and returns only after the commit is synced to disk
// (WAL with synchronous=FULL). No network call is ever made inside one.
package store
