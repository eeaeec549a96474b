// Package intake takes what the platform said into the ledger: it stores each
// message once, folds it into its payment, and moves our refunds along, all
// in one transaction. Callbacks and the answers to our own status questions
// go the same way.
package intake
