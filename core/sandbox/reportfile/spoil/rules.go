package spoil

import (
	"time"

	"contra/core/money"
	"contra/core/sandbox/reportfile"
)

// Rules are what a comparison must go by, so that exactly what was planted
// shows. As JSON they have the names that the comparison has for them.
type Rules struct {
	Tolerance map[money.Currency]int64 `json:"tolerance"` // minor units
	Due       time.Duration            `json:"due"`       // nanoseconds, up to the end of the period
	Groups    []Group                  `json:"groups"`
	Fees      []reportfile.Fee         `json:"fees"`
}

// Group says that what shares the key is one whole.
type Group struct {
	By string `json:"by"`
}

// due is how long the platform may take to report an operation.
const due = 48 * time.Hour

// StandardRules gives them.
func StandardRules() Rules {
	r := Rules{Tolerance: map[money.Currency]int64{}, Due: due, Groups: []Group{{By: "payment"}}, Fees: reportfile.Tariff()}
	for _, f := range r.Fees {
		r.Tolerance[f.Currency] = 1
	}
	return r
}
