package paypage

import (
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"

	"contra/core/gate"
	"contra/core/ledger"
)

// Parse reads a link and verifies its signature, whatever page it leads to. Only
// what the signature covers is given back, and nothing that could be read in
// two ways is accepted. Every error is a *ledger.Error; one for the signature
// wraps gate.ErrNoSignature, gate.ErrBadSignature or gate.ErrEmptySecret.
func Parse(link, secret string) (Params, error) {
	u, err := url.Parse(link)
	if err != nil {
		return Params{}, unreadable("it is no address")
	}
	pairs, err := split(u.RawQuery)
	if err != nil {
		return Params{}, err
	}
	if _, err := gate.Verify(secret, message(pairs)); err != nil {
		code := ledger.ErrUsage
		if errors.Is(err, gate.ErrEmptySecret) {
			code = ledger.ErrNoSecret
		}
		return Params{}, &ledger.Error{Code: code, Message: "the link does not hold", Err: err}
	}
	var p Params
	for _, x := range pairs {
		if err := p.put(x); err != nil {
			return Params{}, err
		}
	}
	return p, nil
}

// put sets the parameter in its field, or among the others.
func (p *Params) put(x pair) error {
	i := place(x.name)
	switch {
	case x.name == signature:
	case i >= 0 && x.value == "":
	case i >= 0:
		if err := fields[i].set(p, x.value); err != nil {
			return unreadable("its %s %q is %v", x.name, x.value, err)
		}
	default:
		if p.Extra == nil {
			p.Extra = map[string]string{}
		}
		p.Extra[x.name] = x.value
	}
	return nil
}

// split takes a query apart, the values with their escapes undone.
func split(query string) ([]pair, error) {
	if query == "" {
		return nil, unreadable("it has no parameters")
	}
	var list []pair
	seen := map[string]bool{}
	for part := range strings.SplitSeq(query, "&") {
		name, escaped, found := strings.Cut(part, "=")
		value, err := url.QueryUnescape(escaped)
		switch {
		case !found || !validName(name):
			return nil, unreadable("%q is no parameter", part)
		case seen[name]:
			return nil, unreadable("its %s stands there twice", name)
		case err != nil || !utf8.ValidString(value):
			return nil, unreadable("the escapes of its %s are broken", name)
		case strings.Contains(value, ";"):
			return nil, unreadable("its %s has a semicolon, so what was signed is not certain", name)
		case name == "frame_mode":
			return nil, unreadable("its %s is not covered by the signature", name)
		}
		seen[name] = true
		list = append(list, pair{name, value})
	}
	return list, nil
}

func unreadable(format string, args ...any) error {
	return ledger.Errorf(ledger.ErrUsage, "the link cannot be read: "+format, args...).
		WithHint("copy the whole link, from https:// to the end of its signature")
}
