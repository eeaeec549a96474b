// Package value reads the values of a report's cells: amounts, moments, ids.
// Nothing is rounded or guessed: what can be read in two ways is refused.
package value
