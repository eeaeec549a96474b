package paypage

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"contra/core/gate"
	"contra/core/ledger"
)

// maxLink is the longest link in bytes; web servers commonly refuse addresses of 8 KiB.
const maxLink = 8000

// Link makes the address that opens the page at base, or at DefaultURL when base
// is empty, signed with the project's secret. The same parameters make the same
// link. What any link may lack is left to Check; what is malformed is a
// *ledger.Error, and so are a base that is no plain address and an empty secret.
func Link(p Params, base, secret string) (string, error) {
	for _, problem := range malformed(p) {
		if !problem.Warning {
			return "", ledger.Errorf(problem.Code, "%s", problem.Text)
		}
	}
	if p.Amount.Minor != 0 && p.Amount.Currency == "" {
		return "", ledger.Errorf(ledger.ErrCurrency, "%s has no currency beside it", paymentAmount)
	}
	if base == "" {
		base = DefaultURL
	}
	if u, err := url.Parse(base); err != nil || address(base) != "" || u.RawQuery != "" || u.ForceQuery || strings.Contains(base, "#") {
		return "", ledger.Errorf(ledger.ErrConfig, "%q is no address of a Payment Page", base).WithHint("write it without parameters, such as %s", DefaultURL)
	}
	pairs := p.pairs()
	seal, err := gate.Signature(secret, message(pairs))
	if err != nil {
		return "", &ledger.Error{Code: ledger.ErrNoSecret, Message: "the link cannot be signed", Err: err}
	}
	var b strings.Builder
	b.WriteString(base)
	sep := byte('?')
	for _, x := range append(pairs, pair{signature, seal}) {
		b.WriteByte(sep)
		b.WriteString(x.name)
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(x.value))
		sep = '&'
	}
	if b.Len() > maxLink {
		return "", ledger.Errorf(ledger.ErrUsage, "the link would have %d bytes, more than a browser may be sent", b.Len()).
			WithHint("shorten the texts; a link may have %d bytes", maxLink)
	}
	return b.String(), nil
}

// message is what is signed: the values before they are escaped, booleans as such.
func message(pairs []pair) []byte {
	members := make(map[string]any, len(pairs))
	for _, x := range pairs {
		members[x.name] = x.value
		if boolean(x) {
			members[x.name] = x.value == "true"
		}
	}
	doc, err := json.Marshal(members)
	if err != nil {
		panic(fmt.Sprintf("paypage: texts and booleans are always JSON: %v", err))
	}
	return doc
}

// boolean tells whether a value written in words is signed as a boolean. A text
// of that wording is signed as the text.
func boolean(x pair) bool {
	if x.value != "true" && x.value != "false" || place(x.name) >= 0 || x.name == signature {
		return false
	}
	_, other := others[x.name]
	return !other
}

// validName tells what a parameter may be called: letters, digits and _, a letter first.
func validName(name string) bool {
	odd := strings.ContainsFunc(name, func(r rune) bool { return !letterOrDigit(r) && r != '_' })
	return name != "" && len(name) <= 64 && !odd && (name[0] < '0' || name[0] > '9') && name[0] != '_'
}
