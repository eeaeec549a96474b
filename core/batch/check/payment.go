package check

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"contra/core/batch"
)

// payment judges the payment's id, and whether the ledger knows the payment.
func (c *checker) payment() {
	id := c.r.PaymentID
	if c.faults[colPayment] != nil {
		return
	}
	if id == "" {
		c.say(batch.Error, colPayment, batch.PaymentEmpty, "the payment id is empty: write the id of the purchase to refund")
		return
	}
	if why := badID(id); why != "" {
		c.say(batch.Error, colPayment, batch.PaymentBad, "the payment id %s %s: copy it from the payment again", short(id), why)
		return
	}
	if c.p != nil {
		if why := fragile(id); why != "" {
			c.say(batch.Warning, colPayment, batch.PaymentFragile, "a spreadsheet would rewrite %s, which %s: do not open and save the file in one", short(id), why)
		}
		return
	}
	if mangled(id) {
		c.say(batch.Error, colPayment, batch.PaymentMangled, "a spreadsheet has spoilt the payment id %s: copy it from the payment again, into a column of type text", short(id))
		return
	}
	if c.bad[colProject] {
		return
	}
	if there := c.Elsewhere[c.key.ID]; len(there) > 0 {
		c.say(batch.Error, colProject, batch.PaymentProject, "project %d has no payment %s; it is in %s: correct the project", c.r.Project, short(id), projects(there))
		return
	}
	c.say(batch.Error, colPayment, batch.PaymentUnknown, "no payment %s is in the ledger: correct it, or import the payment's callbacks first", short(id))
}

// badID says why an id cannot be a payment's, or cannot be written.
func badID(id string) string {
	first, _ := utf8.DecodeRuneInString(id)
	last, _ := utf8.DecodeLastRuneInString(id)
	switch {
	case id == "":
		return "is empty"
	case outside(first) || outside(last):
		return "begins or ends with a blank or a control sign"
	case characters(id) > batch.MaxPaymentID:
		return fmt.Sprintf("is longer than %d characters", batch.MaxPaymentID)
	}
	if why := batch.Unwritable(id); why != "" {
		return "holds " + why
	}
	return ""
}

// outside tells what may not stand at the ends of an id.
func outside(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// mangled tells a number that a spreadsheet took an id for: 5.8E+10, 5,8E+10, 580.0.
func mangled(id string) bool {
	mantissa, exponent, scientific := strings.Cut(strings.ToUpper(id), "E+")
	whole, decimals, point := strings.Cut(strings.Replace(mantissa, ",", ".", 1), ".")
	if !digits(whole) || point && !digits(decimals) {
		return false
	}
	if scientific {
		return digits(exponent)
	}
	return point && strings.Trim(decimals, "0") == "" && strings.Contains(mantissa, ".")
}

// fragile says what makes a spreadsheet rewrite an id when it opens a file.
func fragile(id string) string {
	switch {
	case digits(id) && len(id) > 1 && id[0] == '0':
		return "begins with a zero"
	case digits(id) && len(id) >= 12:
		return "is a long number"
	case mangled(id):
		return "looks like a number"
	case formula(id):
		return "looks like a formula"
	case likeDate(id):
		return "looks like a date"
	}
	if m, x, ok := strings.Cut(strings.ToUpper(id), "E"); ok && digits(m) && digits(x) {
		return "looks like a number with an exponent"
	}
	return ""
}

// likeDate: 3-4, 03/04/2026, 2026-03-04, MAR1, 1-Mar, Sept 3.
func likeDate(id string) bool {
	if len(id) > 16 || len(id) < 3 {
		return false
	}
	parts := strings.FieldsFunc(id, func(r rune) bool { return r == '-' || r == '/' || r == ' ' })
	if len(parts) == 1 {
		if at := strings.IndexFunc(id, unicode.IsDigit); at > 0 {
			parts = []string{id[:at], id[at:]} // MAR1
		} else if at := strings.IndexFunc(id, unicode.IsLetter); at > 0 {
			parts = []string{id[:at], id[at:]} // 1MAR
		}
	}
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	months, numbers := 0, 0
	for i, p := range parts {
		switch {
		case month(p):
			months++
		case digits(p) && (len(p) <= 2 || len(p) == 4 && (i == 0 || i == len(parts)-1)):
			n, _ := strconv.Atoi(p)
			if len(p) <= 2 && (n < 1 || n > 31) && len(parts) == 2 {
				return false
			}
			numbers++
		default:
			return false
		}
	}
	return months == 1 || months == 0 && numbers == len(parts) && strings.ContainsAny(id, "-/")
}

func month(word string) bool {
	switch strings.ToLower(word) {
	case "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
		"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december":
		return true
	}
	return false
}

// formula tells what a spreadsheet runs instead of showing it, also when it is
// written with the wide signs of an East Asian keyboard.
func formula(text string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(text, outside))
	return strings.ContainsRune("=+-@＝＋－＠", first)
}

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// characters counts as the platform does; most texts are too short for it to matter.
func characters(text string) int {
	if len(text) <= min(batch.MaxPaymentID, batch.MaxDescription) {
		return len(text)
	}
	return utf8.RuneCountInString(text)
}

func projects(list []int64) string {
	words := make([]string, 0, 4)
	for i, n := range list {
		if i == 3 {
			return strings.Join(words, ", ") + " and others"
		}
		words = append(words, "project "+strconv.FormatInt(n, 10))
	}
	return strings.Join(words, " and ")
}
