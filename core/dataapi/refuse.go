package dataapi

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"contra/core/gate"
	"contra/core/gate/tree"
	"contra/core/ledger"
)

// refusal is a definite no of the platform.
type refusal struct {
	why  *ledger.Error
	http int
}

func (r refusal) Error() string { return r.why.Error() }
func (r refusal) Unwrap() error { return r.why }

// definite puts a refusal into words that asking again would not change.
func (c *Client) definite(path string, r reply) error {
	e := ledger.Errorf(ledger.ErrConfig, "the Data API refuses %s with HTTP %d%s", path, r.http, c.said(r.body))
	switch r.http {
	case http.StatusBadRequest:
		e.Code = ledger.ErrUsage
		e.Hint = "check the projects and the days; when they are right, show this to the platform's support"
	case http.StatusUnauthorized:
		e.Hint = "check the token and its secret: only a user's newest token works, and it sees the projects of that user only"
	case http.StatusForbidden:
		e.Hint = "ask an administrator of the Dashboard: the token's user lacks the right, or this machine's address is not on the list"
	default:
		e.Hint = "check url in the [data_api] part of the configuration"
	}
	return refusal{e, r.http}
}

// given gives up after too many attempts.
func (c *Client) given(path string, r reply, err error, attempts int) error {
	e := ledger.Errorf(ledger.ErrNetwork, "the Data API gave no usable answer to %s, asked %d times", path, attempts)
	switch {
	case errors.Is(err, gate.ErrBadSignature):
		e.Err = err
		return e.WithHint("check the token's secret: answers are signed with it; nothing of them was taken")
	case err != nil:
		e.Message += c.said(r.body)
		e.Err = err
	default:
		e.Message += fmt.Sprintf("; the last one was HTTP %d %s%s", r.http, http.StatusText(r.http), c.said(r.body))
	}
	return e.WithHint("try again later; what is stored stays")
}

// said gives what an answer says of itself, short, without our own secrets.
func (c *Client) said(body []byte) string {
	d, err := gate.Decode(body)
	if err != nil {
		return ""
	}
	at := d.Child(0, "message")
	if at == tree.None || d.Nodes[at].Text == "" {
		at = d.Child(0, "name")
	}
	if at == tree.None || d.Nodes[at].Text == "" {
		return ""
	}
	text := d.Nodes[at].Text
	for _, secret := range []string{c.Token, c.Secret} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "***")
		}
	}
	return ": " + clip(text)
}
