package list

import (
	"fmt"

	"contra/core/batch"
	"contra/importers/card"
)

// Cards tells of the rows with card data: masked in the description, suspected in the
// payment id.
func (m Mapping) Cards(t *Table) (findings []batch.Finding) {
	add := func(rec Record, column, message string) {
		findings = append(findings, batch.Finding{Line: rec.Line, Column: column, Code: batch.CardNumber, Severity: batch.Warning, Message: message})
	}
	for _, rec := range t.Rows {
		if text := m.value(Description, rec); card.MaskText(text) != text {
			add(rec, batch.ColDescription, "the description holds card data, which was masked: write another description")
		}
		if masked, found := card.InID(m.value(PaymentID, rec)); found {
			add(rec, batch.ColPayment, fmt.Sprintf("the payment id %s looks like a card number: write the payment's id", masked))
		}
	}
	return findings
}
