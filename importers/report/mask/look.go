package mask

import (
	"strings"

	"contra/core/report"
)

const (
	shortest = 3  // of what may be card data: a security code
	number   = 13 // digits of the shortest card number
)

// suspicious tells quickly whether a text may hold a card number, or a security
// code behind its name. Package card then has the last word.
func suspicious(text []byte) bool {
	if len(text) < len("cvv 123") {
		return false
	}
	digits, run, apart := 0, 0, false // run: digits with single blanks or hyphens between them
	named := false
	for i, b := range text {
		switch {
		case b-'0' <= 9:
			digits++
			run++
			apart = false
			if run >= number {
				return true
			}
			continue
		case (b == ' ' || b == '-') && run > 0 && !apart:
			apart = true
			continue
		case b|0x20 == 'c' && i+1 < len(text):
			switch text[i+1] | 0x20 {
			case 'v', 's', 'a', 'u':
				named = true
			}
		}
		run, apart = 0, false
	}
	return named && digits >= 3
}

// idName tells whether a column holds ids that no card number is put into.
func idName(name string) bool {
	if strings.Contains(strings.ToLower(name), "card") || strings.Contains(strings.ToLower(name), "account") {
		return false
	}
	switch folded := report.Fold(name); folded {
	case "id", "arn", "rrn", "pspreference", "modificationreference", "merchantreference":
		return true
	default:
		return strings.HasSuffix(name, "_id") || strings.HasSuffix(name, ".id") || strings.HasSuffix(strings.ToLower(name), " id")
	}
}

// codeName tells whether a column holds security codes.
func codeName(name string) bool {
	folded := report.Fold(name[strings.LastIndexByte(name, '.')+1:])
	switch short := strings.TrimSuffix(strings.TrimPrefix(folded, "card"), "code"); short {
	case "cvv", "cvv2", "cvc", "cvc2", "cvn", "cvn2", "cav2", "csc":
		return true
	case "security", "verification":
		return short != folded
	}
	return false
}
