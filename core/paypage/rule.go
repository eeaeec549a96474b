package paypage

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"contra/core/money"
)

// rule tells what is wrong with a value, as the rest of a sentence that begins
// with the parameter's name; empty when nothing is.
type rule func(value string) string

// maxAmount is the largest whole number, in minor units, that every reader of a
// link keeps exactly, also those that know no integers.
const maxAmount = 1<<53 - 1

// general holds for every parameter that is not empty.
var general = []rule{
	func(v string) string { return when(!utf8.ValidString(v), "is not UTF-8 text") },
	func(v string) string {
		return when(strings.ContainsFunc(v, unicode.IsControl), "has a control character, such as a line break")
	},
	func(v string) string { return when(strings.TrimSpace(v) != v, "begins or ends with a blank") },
	// In what is signed a semicolon ends a parameter, so one inside of a value could be taken for another parameter.
	func(v string) string {
		return when(strings.Contains(v, ";"), "has a semicolon, which the platform does not allow")
	},
}

func when(wrong bool, text string) string {
	if wrong {
		return text
	}
	return ""
}

// atMost limits a text to so many characters.
func atMost(n int) rule {
	return func(v string) string {
		have := utf8.RuneCountInString(v)
		return when(have > n, fmt.Sprintf("has %d characters; the platform takes at most %d", have, n))
	}
}

// short is the limit of most texts.
var short = atMost(255)

func anything(string) string { return "" }

func project(v string) string {
	_, err := whole(v, 1)
	return when(err != nil, "is no project: its number is above zero")
}

func amount(v string) string {
	n, err := whole(v, math.MinInt64)
	switch {
	case err != nil, n > maxAmount:
		return "is too large to be a payment"
	case n < 0:
		return "is negative"
	}
	return when(n == 0, "is zero: a purchase is of one minor unit at least")
}

func currency(v string) string {
	_, err := money.ParseCurrency(v)
	return when(err != nil, "is no currency: write three capital letters, such as KRW")
}

func moment(v string) string {
	_, err := time.Parse(written, v)
	return when(err != nil, "is too far away to be written")
}

func number(v string) string {
	_, err := whole(v, 0)
	return when(err != nil, "is no whole number")
}

func onOrOff(v string) string {
	return when(!slices.Contains([]string{"0", "1", "true", "false"}, v), "is neither on nor off: write 1 or 0")
}

func oneOf(values ...string) rule {
	return func(v string) string {
		return when(!slices.Contains(values, v), "is none of "+strings.Join(values, ", "))
	}
}

func address(v string) string {
	u, err := url.Parse(v)
	wrong := err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.ContainsFunc(v, unicode.IsSpace)
	return when(wrong, "is no address of the web: write it whole, such as https://shop.example/done")
}

func email(v string) string {
	at := strings.LastIndexByte(v, '@')
	if at < 1 || at == len(v)-1 || strings.ContainsFunc(v, unicode.IsSpace) {
		return "is no e-mail address"
	}
	return short(v)
}

func country(v string) string {
	capitals := len(v) == 2 && strings.Trim(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	return when(!capitals, "is no country: write the two capital letters of ISO 3166, such as KR")
}

func day(v string) string {
	_, err := time.Parse("02-01-2006", v)
	return when(err != nil, "is no day written as DD-MM-YYYY")
}

func phone(v string) string {
	n := 0
	for _, r := range v {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return when(n < 4 || n > 24, fmt.Sprintf("has %d digits; a telephone number has 4 to 24", n))
}

func code(v string) string {
	odd := strings.ContainsFunc(v, func(r rune) bool { return !letterOrDigit(r) && r != '-' && r != '_' })
	return when(odd, "is no method's name on the Payment Page, such as kakaopay-wallet")
}

func codes(v string) string {
	for name := range strings.SplitSeq(v, ",") {
		if name = strings.TrimSpace(name); name == "" || code(name) != "" {
			return "is no list of methods' names on the Payment Page: put commas between them"
		}
	}
	return ""
}

func language(v string) string {
	first, rest, more := strings.Cut(strings.ReplaceAll(v, "_", "-"), "-")
	odd := strings.ContainsFunc(first+rest, func(r rune) bool { return !letterOrDigit(r) })
	return when(odd || len(first) < 2 || len(first) > 3 || more && len(rest) < 2, "is no language: write its code, such as ko or en")
}

func object(v string) string {
	return when(!json.Valid([]byte(v)) || !strings.HasPrefix(v, "{"), "is no JSON object")
}

// encoded is a JSON object in Base64, with its padding or without.
func encoded(v string) string {
	doc, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(v, "="))
	return when(err != nil || object(strings.TrimSpace(string(doc))) != "", "is no JSON object in Base64")
}

func letterOrDigit(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}
