// Package codes explains the platform's response codes: one registry serves
// operation.code, the code of an answer, and the codes in errors.
package codes

import (
	"slices"
	"strconv"
	"strings"
)

// Class groups response codes by what they mean for a refund.
type Class string

const (
	Success         Class = "success"
	Pending         Class = "pending"          // still running
	FinalDecline    Class = "final_decline"    // tried and finally declined
	DefiniteRefusal Class = "definite_refusal" // a rule forbids it; nothing was made
	Configuration   Class = "configuration"    // our set-up or our request is wrong; nothing was made
	Retry           Class = "retry"            // says nothing for sure: ask before trying again
	Unknown         Class = "unknown"
)

// Codes that the program itself acts upon.
const (
	RefundExists   = "3230" // merchant_refund_id was used before: an earlier attempt got through
	PaymentUnknown = "3061" // the platform does not know the payment
	PaymentExists  = "3041" // a payment with the id of a new one exists already
)

// Code is one entry of the registry.
type Code struct {
	Code    string
	Meaning string // without a full stop
	Class   Class
	Next    string // what the clerk should do
}

// Definite tells whether an answer with this code means that no refund was made.
func (c Code) Definite() bool {
	switch c.Class {
	case FinalDecline, DefiniteRefusal, Configuration:
		return true
	}
	return false
}

var table = slices.Concat(platformCodes, requestCodes, ruleCodes, operationCodes)

var byCode = func() map[string]Code {
	m := make(map[string]Code, len(table))
	for _, c := range table {
		m[c.Code] = c
	}
	return m
}()

// All lists the known codes in numeric order.
func All() []Code {
	all := slices.Clone(table)
	slices.SortFunc(all, func(a, b Code) int {
		x, _ := strconv.Atoi(a.Code)
		y, _ := strconv.Atoi(b.Code)
		return x - y
	})
	return all
}

// Lookup explains a code. One that is not in the table is of class unknown,
// with a meaning by its range.
func Lookup(code string) Code {
	code = strings.TrimSpace(code)
	if c, ok := byCode[code]; ok {
		return c
	}
	return Code{
		Code:    code,
		Meaning: rangeMeaning(code),
		Class:   Unknown,
		Next:    "Ask the platform for the payment's status first; then look the code up in the platform's list or ask its support.",
	}
}

func rangeMeaning(code string) string {
	n, err := strconv.Atoi(code)
	switch {
	case code == "":
		return "no code was given"
	case err != nil || n < 0:
		return "this is not one of the platform's numeric codes"
	case n >= 100 && n <= 999:
		return "a decline or an error of the platform itself"
	case n >= 1400 && n <= 1499:
		return "a decision of the platform's risk control"
	case n >= 2000 && n <= 3999:
		return "the request broke a validation or a business rule"
	case n >= 10000 && n <= 19999:
		return "an answer from the card side"
	case n >= 20000 && n <= 29999:
		return "an answer from the side of the payment method's provider"
	case n >= 30000 && n <= 39999:
		return "declined on the merchant's side"
	}
	return "a code outside the platform's known ranges"
}
