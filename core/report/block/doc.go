// Package block codes the text of a report for keeping: losslessly, in a fraction of its
// size, and so that any line can be read without the others.
//
// Lines are cut at the delimiter, whatever quotes say, and the cells of a column are coded
// together: as one value, as numbers between signs that are the same in all of them (ids, amounts,
// moments), as a few words, as a copy of another column, or else as compressed text. Lines with
// another number of cells are kept apart, as compressed text too.
package block
