package ledger

import "strconv"

// Counted writes a number with what it counts: 1 refund waits, 2 refunds wait.
func Counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// worded is a state as findings tell it to people.
func worded(state string) string {
	if state == string(Cancelled) {
		return "withdrawn"
	}
	return state
}
