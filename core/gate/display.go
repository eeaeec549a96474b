package gate

import (
	"strings"

	"contra/core/gate/tree"
	"contra/core/ledger"
)

// display reads what the customer is to be shown while the platform waits for
// him. It is only for people, so whatever is malformed in it is left out.
func (r *reader) display(statuses ...string) []ledger.Display {
	at := r.d.Child(0, "display_data")
	if r.d.Empty(at) || r.d.Nodes[at].Kind != tree.Array || !awaitsCustomer(statuses) {
		return nil
	}
	var all []ledger.Display
	for i := at + 1; i < r.d.Nodes[at].Next; i = r.d.Nodes[i].Next {
		if r.d.Nodes[i].Kind != tree.Object {
			continue
		}
		d := ledger.Display{Type: r.words(i, "type"), Title: r.words(i, "title"), Data: r.words(i, "data")}
		if d.Data != "" {
			all = append(all, d)
		}
	}
	return all
}

func awaitsCustomer(statuses []string) bool {
	for _, s := range statuses {
		if strings.HasPrefix(ledger.Normal(s), "awaiting customer") {
			return true
		}
	}
	return false
}
