// Command guarded links bubbletea the way the program does and prints a document.
package main

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	_ "contra/ui/tui/action"
)

func main() {
	_ = tea.Quit
	fmt.Println(`{"ok":true}`)
}
