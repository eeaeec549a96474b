package dialog

// Has tells whether this very dialog is open.
func (s *Stack) Has(d Dialog) bool {
	for _, e := range s.open {
		if e.d == d {
			return true
		}
	}
	return false
}
