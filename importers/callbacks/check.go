// Package callbacks takes in callbacks from files, folders, archives and standard
// input: it verifies every message and hands them on in order, good ones with
// their events, bad ones with the reason and their card data masked.
package callbacks

import (
	"errors"
	"fmt"

	"contra/core/gate"
	"contra/core/gate/tree"
	"contra/core/ledger"
	"contra/importers/card"
)

// Secrets finds the key of a project. The reason is empty when there is one, else
// ledger.UnknownProject or ledger.NoSecret. It is called from several goroutines.
type Secrets interface {
	Key(project int64) (*gate.Key, ledger.Reason)
}

// Check reads one message and verifies it. What it finds wrong first is the reason of
// the rejection: bad JSON, the project, its secret, the signature, card data, the fields.
// raw is kept and must not change afterwards.
func Check(secrets Secrets, source string, line int, raw []byte) ledger.Inbound {
	events, reject := check(secrets, line, raw)
	if reject != nil {
		return rejected(source, line, raw, *reject)
	}
	return ledger.Inbound{Source: source, Line: line, Raw: raw, Events: events}
}

func check(secrets Secrets, line int, raw []byte) ([]ledger.Event, *ledger.Reject) {
	doc, err := gate.Decode(raw)
	if err != nil {
		return nil, refuse(err, line)
	}
	if k := doc.Nodes[0].Kind; k != tree.Object {
		return nil, &ledger.Reject{Reason: ledger.BadJSON, Detail: "the message is " + k.String() + ", not an object"}
	}
	project, err := doc.Project()
	if err != nil {
		return nil, refuse(err, line)
	}
	key, reason := secrets.Key(project)
	switch reason {
	case "":
	case ledger.UnknownProject:
		return nil, &ledger.Reject{Reason: reason, Detail: fmt.Sprintf("project_id: project %d is not configured", project)}
	default:
		return nil, &ledger.Reject{Reason: reason, Detail: fmt.Sprintf("project_id: no secret was found for project %d", project)}
	}
	if _, err := key.Verify(doc); err != nil {
		return nil, refuse(err, line)
	}
	if f, found := card.Find(&doc.Doc); found {
		return nil, &ledger.Reject{Reason: ledger.CardData, Detail: f.Path + " holds " + f.What}
	}
	events, err := doc.Events()
	if err != nil {
		return nil, refuse(err, line)
	}
	return events, nil
}

// refuse puts an error of the platform's package into words.
func refuse(err error, line int) *ledger.Reject {
	r := &ledger.Reject{Reason: gate.ReasonOf(err), Detail: err.Error()}
	var syntax *gate.JSONError
	switch {
	case errors.As(err, &syntax):
		r.Detail = fmt.Sprintf("line %d, byte %d of the message: %s", line+syntax.Line-1, syntax.Offset, syntax.Reason)
	case r.Reason == ledger.NoSignature, r.Reason == ledger.BadSignature:
		r.Detail = "signature: " + r.Detail
	}
	return r
}

// rejected keeps a message that is not accepted. Card data appears neither in the
// kept text nor in the detail.
func rejected(source string, line int, raw []byte, r ledger.Reject) ledger.Inbound {
	masked := card.Mask(raw)
	r.Detail = card.MaskText(r.Detail)
	if len(raw) > 0 && &masked[0] != &raw[0] && r.Reason != ledger.CardData {
		r.Detail += "; its card data was masked, so this copy cannot be verified any more"
	}
	return ledger.Inbound{Source: source, Line: line, Raw: masked, Reject: &r}
}
