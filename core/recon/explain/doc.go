// Package explain says why records were matched or not: rule by rule, with both
// values and by how much they differ. It decides nothing, and what it suggests
// is for a person to decide.
package explain
