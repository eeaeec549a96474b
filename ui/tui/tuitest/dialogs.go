package tuitest

import "contra/ui/tui/dialog"

// WithDialogs is a model whose dialogs the driver may answer.
type WithDialogs interface{ Dialogs() *dialog.Stack }

// answerable is a dialog with an act.
type answerable interface {
	Accept() string  // the label of the act
	Focused() string // what has the focus
}

func (d *Driver) top() dialog.Dialog {
	d.t.Helper()
	m, ok := d.model.(WithDialogs)
	if !ok {
		d.t.Fatalf("the model does not show its dialogs: it needs Dialogs() *dialog.Stack")
	}
	return m.Dialogs().Top()
}

// RequireDialog fails unless a dialog with this title is on top, and remembers
// that the test has looked at it.
func (d *Driver) RequireDialog(title string) {
	d.t.Helper()
	top := d.top()
	if top == nil {
		d.t.Fatalf("no dialog is open, expected %q:\n%s", title, d.Frame())
		return
	}
	if top.Title() != title {
		d.t.Fatalf("the dialog is %q, expected %q:\n%s", top.Title(), title, d.Frame())
	}
	d.RequireShows(title)
	d.asserted = title
}

// RequireNoDialog fails when a dialog is open.
func (d *Driver) RequireNoDialog() {
	d.t.Helper()
	if top := d.top(); top != nil {
		d.t.Fatalf("the dialog %q is open:\n%s", top.Title(), d.Frame())
	}
}

// Confirm does what the dialog on top offers, by the keyboard. It refuses when
// the test has not looked at that dialog with RequireDialog before.
func (d *Driver) Confirm(title string) {
	d.t.Helper()
	if d.asserted != title {
		d.t.Fatalf("refusing to confirm %q: RequireDialog(%q) was not called", title, title)
	}
	top := d.top()
	if top == nil || top.Title() != title {
		d.t.Fatalf("refusing to confirm: %q is not the dialog on top:\n%s", title, d.Frame())
	}
	a, ok := top.(answerable)
	if !ok || a.Accept() == "" {
		d.t.Fatalf("the dialog %q has nothing to confirm", title)
		return
	}
	for range 100 {
		if a.Focused() == a.Accept() {
			d.asserted = ""
			d.Press("enter")
			return
		}
		d.Press("tab")
	}
	d.t.Fatalf("the button %q of %q cannot be reached with Tab", a.Accept(), title)
}
