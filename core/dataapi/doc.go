// Package dataapi speaks the platform's Data API: it asks for operations and
// balances with a token and the token's own secret, never faster than the
// platform allows, and reads what comes back strictly where it is about money.
//
// The operations of /operations/get are for watching; those of
// /financial-reporting/operations are the platform's final word.
package dataapi
