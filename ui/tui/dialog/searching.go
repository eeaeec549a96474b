package dialog

// Searching tells whether what is typed goes into the search, not to commands.
func (v *Viewer) Searching() bool { return v.finding }
