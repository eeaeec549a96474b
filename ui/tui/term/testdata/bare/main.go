// Command bare links bubbletea without the guard.
package main

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"
)

func main() {
	_ = tea.Quit
	fmt.Println(`{"ok":true}`)
}
