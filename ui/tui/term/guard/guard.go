// Package guard keeps bubbletea v1 from asking the terminal for its background
// colour before main has begun. Bubbletea's own init calls
// lipgloss.HasDarkBackground, which writes OSC 11 and a cursor query to the
// terminal and can wait five seconds for an answer. Once the answer has been
// set, nothing is asked.
//
// Go initialises, of all packages that are ready, the one whose import path
// sorts first. This package imports lipgloss only, so it is ready whenever
// bubbletea is, and the module path contra sorts before github.com. Adding an
// import here can break that; ui/tui/term has a test with a real terminal.
package guard

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
