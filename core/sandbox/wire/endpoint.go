package wire

import "strings"

// Endpoint is the middle of a path such as /v2/payment/wallet/kakaopay/refund;
// the path without a method has an empty one.
type Endpoint string

// ParsePath splits a Gate path into its endpoint and its verb, "refund", "sale" or "status".
func ParsePath(path string) (e Endpoint, verb string, ok bool) {
	rest, ok := strings.CutPrefix(path, "/v2/payment/")
	if !ok {
		return "", "", false
	}
	if i := strings.LastIndexByte(rest, '/'); i >= 0 {
		return Endpoint(rest[:i]), rest[i+1:], true
	}
	return "", rest, true
}

// methods names, for endpoints that are not called like their method in
// callbacks, the method there; empty means that the documents do not say.
var methods = map[Endpoint]string{
	"card":                 "card",
	"applepay":             "etoken",
	"googlepay":            "etoken-google",
	"bank-transfer/klarna": "",
	"blik":                 "",
	"bancontact":           "",
	"banks/brazil":         "",
	"directdebit/bacs":     "",
	"directdebit/sepa":     "",
}

// Wallet gives the wallet that the endpoint is of, or nothing.
func (e Endpoint) Wallet() string {
	name, is := strings.CutPrefix(string(e), "wallet/")
	if !is {
		return ""
	}
	return name
}

// Serves tells whether refunds of the method go to this endpoint.
func (e Endpoint) Serves(method string) bool {
	if e == "" {
		return true
	}
	if name, listed := methods[e]; listed {
		return name == "" || name == method
	}
	group, name, _ := strings.Cut(string(e), "/")
	return (group == "wallet" || group == "online-banking") && name == method
}
