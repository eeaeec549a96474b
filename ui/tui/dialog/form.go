package dialog

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
)

// FormSpec describes a form.
type FormSpec struct {
	ID     string
	Title  string
	Fields []Field
	Submit string // label of the act, e.g. "Send"
	Cancel string // "Cancel" when empty
	Risky  bool   // moves money or destroys: Enter never submits from a field
	Quick  bool   // Enter in a field submits, when nothing is wrong; not together with Risky
	// Trigger is the key that opened the form; held down, it types nothing.
	Trigger string
	Width   int // columns of the content that it would like, 60 when 0
	// Ready says why it cannot be submitted yet beyond the fields, e.g. while a
	// plan is being made. Nil: always ready.
	Ready func(v Values) string
	// Change is called after every change of a value. May be nil.
	Change func(v Values) tea.Cmd
	// Done gets the values when ok, and is also called when the person gives up.
	Done func(v Values, ok bool) tea.Cmd
}

// Form is a dialog of fields. Tab and the arrows move, Space chooses, Enter goes
// to the next field; the buttons submit.
type Form struct {
	spec   FormSpec
	fields []*state
	at     int  // index into fields, then cancel, then submit
	tried  bool // submit was pressed while something was wrong
	held   bool // no key but the trigger has come yet
	w, h   int
	tall   int // the most rows it ever had, so that it does not jump about
	top    int
}

// NewForm makes a form; the first field has the focus, without fields it is Cancel.
func NewForm(spec FormSpec) *Form {
	if spec.Cancel == "" {
		spec.Cancel = "Cancel"
	}
	f := &Form{spec: spec, held: spec.Trigger != ""}
	f.spec.Trigger = action.Canon(spec.Trigger)
	for _, x := range spec.Fields {
		f.fields = append(f.fields, newState(x))
	}
	f.at = f.submitAt()
	f.next(1)
	return f
}

// ID names the dialog.
func (f *Form) ID() string { return f.spec.ID }

// Title stands in the frame.
func (f *Form) Title() string { return f.spec.Title }

// Accept is the label of the act.
func (f *Form) Accept() string { return f.spec.Submit }

// Focused is the id of the field with the focus, or the label of the button.
func (f *Form) Focused() string {
	switch f.at {
	case f.cancelAt():
		return f.spec.Cancel
	case f.submitAt():
		return f.spec.Submit
	}
	return f.fields[f.at].ID
}

// Values is what the form holds now.
func (f *Form) Values() Values {
	v := make(Values, len(f.fields))
	for _, s := range f.fields {
		if s.Kind != Note {
			v[s.ID] = s.get()
		}
	}
	return v
}

// SetValue changes a field, as if it had been entered.
func (f *Form) SetValue(id, value string) {
	for _, s := range f.fields {
		if s.ID != id {
			continue
		}
		if s.Kind == Text || s.Kind == Typed {
			s.line.SetValue(value)
		} else {
			s.value = value
		}
	}
}

// Problem says why the form cannot be submitted, empty when it can.
func (f *Form) Problem() string {
	_, why := f.problem()
	return why
}

// problem also names the field that is wrong, −1 when it is not a field.
func (f *Form) problem() (int, string) {
	v := f.Values()
	for i, s := range f.fields {
		if why := s.problem(v); why != "" {
			return i, why
		}
	}
	if f.spec.Ready != nil {
		return -1, f.spec.Ready(v)
	}
	return -1, ""
}

func (f *Form) cancelAt() int { return len(f.fields) }
func (f *Form) submitAt() int { return len(f.fields) + 1 }

// next moves the focus by d places round the fields and buttons.
func (f *Form) next(d int) {
	v := f.Values()
	n := len(f.fields) + 2
	for range n {
		f.at = (f.at + d + n) % n
		if f.at >= len(f.fields) || f.fields[f.at].Kind != Note && f.fields[f.at].visible(v) {
			return
		}
	}
}

// Update takes keys and clicks.
func (f *Form) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case action.KeyPress:
		if f.held && m.Key == f.spec.Trigger {
			return nil, false
		}
		f.held = false
		return f.key(m)
	case action.Mouse:
		switch {
		case m.Kind == action.WheelDown:
			f.next(1)
		case m.Kind == action.WheelUp:
			f.next(-1)
		case m.Click():
			return f.click(m)
		}
	}
	return nil, false
}

func (f *Form) key(k action.KeyPress) (tea.Cmd, bool) {
	switch k.Key {
	case "esc":
		return f.finish(false)
	case "tab":
		f.next(1)
		return nil, false
	case "shift+tab":
		f.next(-1)
		return nil, false
	}
	if f.at >= len(f.fields) {
		return f.buttonKey(k.Key)
	}
	s := f.fields[f.at]
	switch k.Key {
	case "enter":
		if f.spec.Quick && !f.spec.Risky {
			return f.press(true)
		}
		f.next(1)
		return nil, false
	case "up", "down":
		d := 1
		if k.Key == "up" {
			d = -1
		}
		if s.Kind != Choice || !s.pick(d) {
			f.next(d)
			return nil, false
		}
		return f.changed(s), false
	}
	switch s.Kind {
	case Text, Typed:
		before := s.get()
		if s.line.Update(k); s.get() != before {
			return f.changed(s), false
		}
	case Choice:
		if k.Key == "left" && s.pick(-1) || k.Key == "right" && s.pick(1) {
			return f.changed(s), false
		}
	case Check:
		if k.Key == "space" {
			return f.tick(s), false
		}
	}
	return nil, false
}

func (f *Form) tick(s *state) tea.Cmd {
	if s.value == "yes" {
		s.value = ""
	} else {
		s.value = "yes"
	}
	return f.changed(s)
}

func (f *Form) changed(s *state) tea.Cmd {
	s.touched = true
	if f.spec.Change == nil {
		return nil
	}
	return f.spec.Change(f.Values())
}

func (f *Form) buttonKey(key string) (tea.Cmd, bool) {
	switch key {
	case "left", "right":
		f.at = f.cancelAt() + f.submitAt() - f.at
	case "up":
		f.at = f.cancelAt()
		f.next(-1)
	case "down":
		f.at = f.submitAt()
		f.next(1)
	case "enter":
		return f.press(f.at == f.submitAt())
	}
	return nil, false
}

// press answers, unless something is wrong: then it goes there and says so.
func (f *Form) press(submit bool) (tea.Cmd, bool) {
	if !submit {
		return f.finish(false)
	}
	if at, why := f.problem(); why != "" {
		f.tried = true
		if at >= 0 {
			f.at = at
		}
		return nil, false
	}
	return f.finish(true)
}

func (f *Form) finish(ok bool) (tea.Cmd, bool) {
	if f.spec.Done == nil {
		return nil, true
	}
	return f.spec.Done(f.Values(), ok), true
}
