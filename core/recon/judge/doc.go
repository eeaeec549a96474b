// Package judge decides over everything that the join left: it matches what
// belongs together, and gives whatever does not match one code and one sentence that
// says why.
//
// The steps go from the surest to the weakest evidence, and a record that has found its
// place is out of the later ones: what a person decided, the operation id, the
// values, a reference, our own refunds, declared wholes. Two records with different
// operation ids are never matched by less than a declared whole.
//
// Each side is put into one order first, so that the order of the input, and
// with it the layout of a report, changes nothing.
package judge
