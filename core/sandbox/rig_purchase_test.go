package sandbox_test

import (
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
)

const salePath = "/v2/payment/wallet/kakaopay/sale"

// purchaseBody is the documents' sufficient data with this payment id.
func purchaseBody(id string, minor int64) string {
	return fmt.Sprintf(`{"general":{"project_id":%d,"payment_id":%q},"payment":{"amount":%d,"currency":"KRW","description":"order 580"},`+
		`"customer":{"id":"customer123","ip_address":"192.0.2.0"},`+
		`"return_url":{"decline":"http://example.com/decline","success":"http://example.com/success","return":"http://example.com/return"}}`,
		project, id, minor)
}

func (r *rig) buy(id string, minor int64) answer {
	return r.post(salePath, r.signed(purchaseBody(id, minor)))
}

// bought is a purchase whose customer is awaited, with what its QR code says.
func (r *rig) bought(id string, minor int64) string {
	require.Equal(r, "success", r.buy(id, minor).Status)
	r.clock.Advance(delay / 2)
	for _, m := range r.callbacks() {
		if c := m.body; c.Payment.ID == id && len(c.Display) == 1 {
			return c.Display[0].Data
		}
	}
	require.Fail(r, "no QR code came")
	return ""
}

// heard gives each callback about the payment as "payment status / operation status code".
func (r *rig) heard(id string) []string {
	var all []string
	for _, m := range r.callbacks() {
		if c := m.body; c.Payment.ID == id {
			all = append(all, c.Payment.Status+" / "+c.Operation.Status+" "+c.Operation.Code)
		}
	}
	return all
}

// said gives what a status answer says of the payment in the same form.
func (r *rig) said(id string) string {
	_, c := r.status(id)
	if len(c.Ops) == 0 {
		return c.Payment.Status
	}
	o := c.Ops[len(c.Ops)-1]
	return c.Payment.Status + " / " + o.Status + " " + o.Code
}

// edited signs the purchase's body with something in it replaced.
func (r *rig) edited(id string, from, to string) []byte {
	good := purchaseBody(id, 1000)
	require.Contains(r, good, from)
	return r.signed(strings.Replace(good, from, to, 1))
}

func (r *rig) verified(raw []byte) {
	_, err := gate.Verify(secret, raw)
	require.NoError(r, err)
}
