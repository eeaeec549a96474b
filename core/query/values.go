package query

import (
	"strconv"
	"strings"

	"contra/core/ledger"
	"contra/core/money"
)

// parseValue gives what one typed value stands for.
func parseValue(p piece, field Field) ([]string, *ParseError) {
	if p.text == "" && !(p.quoted && field == Customer) {
		return nil, fail(p, "a value is missing after %s:", field).hint("write %s", example(field))
	}
	switch field {
	case Status:
		return parseStatus(p)
	case Flag:
		flag, known := ledger.FlagNamed(p.text)
		if !known {
			return nil, notOneOf(p, "flag", ledger.FlagNames())
		}
		return flag.Names(), nil
	case Currency:
		c, err := money.ParseCurrency(strings.ToUpper(p.text))
		if err != nil {
			return nil, fail(p, "%s is not a currency", shown(p.text)).hint("write its three letters, such as KRW")
		}
		return []string{string(c)}, nil
	case Project:
		n, err := strconv.ParseUint(p.text, 10, 63)
		if err != nil {
			return nil, fail(p, "%s is not a project id", shown(p.text)).hint("write its number, such as project:1234")
		}
		return []string{strconv.FormatUint(n, 10)}, nil
	}
	return []string{p.text}, nil
}

// shortStatus are words that stand for several statuses.
var shortStatus = map[string][]string{
	"partial":  {ledger.StatusPartiallyRefunded, ledger.StatusPartiallyReversed},
	"declined": {ledger.StatusDecline},
	"failed":   {ledger.StatusDecline, "error", "internal error", "external error", "expired", "cancelled", "canceled"},
	"pending":  pendingStatuses(),
}

func pendingStatuses() (all []string) {
	for _, s := range ledger.PaymentStatuses() {
		if ledger.PaymentPending(s) {
			all = append(all, s)
		}
	}
	return all
}

// parseStatus knows the platform's statuses, with blanks or underscores, and the
// short forms. A status that is not known can be looked for in quotes.
func parseStatus(p piece) ([]string, *ParseError) {
	s := ledger.Normal(p.text)
	if short, known := shortStatus[s]; known {
		return short, nil
	}
	if knownStatus(s) {
		if american := strings.Replace(s, "cancelled", "canceled", 1); american != s {
			return []string{s, american}, nil // the platform uses both spellings
		}
		return []string{s}, nil
	}
	if p.quoted {
		return []string{p.text}, nil
	}
	words := append([]string{"partial", "declined", "failed", "pending"}, ledger.PaymentStatuses()...)
	for i, w := range words {
		words[i] = strings.ReplaceAll(w, " ", "_")
	}
	err := fail(p, "there is no status %s", shown(p.text))
	if near, ok := nearest(strings.ReplaceAll(s, " ", "_"), words); ok {
		return nil, err.hint("did you mean %s? A status that is not known can be looked for in \"quotes\"", near)
	}
	return nil, err.hint("some are success, partial, refunded, reversed, decline, failed, pending; one that is not known can be looked for in \"quotes\"")
}

func knownStatus(s string) bool {
	for _, known := range ledger.PaymentStatuses() {
		if known == s {
			return true
		}
	}
	return false
}

func notOneOf(p piece, what string, words []string) *ParseError {
	err := fail(p, "there is no %s %s", what, shown(p.text))
	guess := ""
	if near, ok := nearest(strings.ToLower(p.text), words); ok {
		guess = "did you mean " + near + "? "
	}
	return err.hint("%sThere are %s", guess, strings.Join(words, ", "))
}

// nearest finds the word with the fewest letters to change, at most one in
// three, or the only one that begins with s.
func nearest(s string, words []string) (string, bool) {
	if len(s) > 40 {
		return "", false
	}
	best, least := "", 1+max(1, len(s)/3)
	for _, w := range words {
		if d := distance(s, w); d < least {
			best, least = w, d
		}
	}
	if best == "" && len(s) >= 2 {
		for _, w := range words {
			if strings.HasPrefix(w, s) {
				return w, true
			}
		}
	}
	return best, best != ""
}

// distance counts the letters to insert, delete or change.
func distance(x, y string) int {
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(x) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(y) {
			cost := diagonal
			if x[i] != y[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(y)]
}
