package purchase

import (
	"crypto/rand"
	"time"
)

// newPaymentID makes a payment id up: the day, and eight letters and digits by
// chance, of which none is mistaken for another one.
func newPaymentID(now time.Time) string {
	return "PAY-" + now.UTC().Format("060102") + "-" + rand.Text()[:8]
}
