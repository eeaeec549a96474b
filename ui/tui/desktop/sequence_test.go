package desktop

import (
	"reflect"

	tea "github.com/charmbracelet/bubbletea"
)

// opened gives the commands of bubbletea's message for a sequence, whose type has no name.
func opened(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	out := make([]tea.Cmd, v.Len())
	for i := range out {
		out[i], _ = v.Index(i).Interface().(tea.Cmd)
	}
	return out, true
}
