package card

import (
	"regexp"
	"strings"
)

// codeKey tells whether a member of that name holds a card's security code. Only the
// part behind the last dot counts, so that flattened names are found too.
func codeKey(key string) bool {
	key = key[strings.LastIndexByte(key, '.')+1:]
	if len(key) < 3 || len(key) > 24 || key[0]|0x20 != 'c' && key[0]|0x20 != 's' {
		return false
	}
	switch key[1] | 0x20 {
	case 'v', 's', 'a', 'e':
	default:
		return false
	}
	name := strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(key))
	switch strings.TrimSuffix(strings.TrimPrefix(name, "card"), "code") {
	case "cvv", "cvv2", "cvc", "cvc2", "cvn", "cvn2", "cav2", "csc", "security", "verification":
		return name != "security" && name != "verification"
	}
	return false
}

// isCode tells whether a value is a security code: three or four digits.
func isCode(s string) bool {
	if len(s) != 3 && len(s) != 4 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			return false
		}
	}
	return true
}

// named finds a security code behind its name in running text, also in JSON that was
// quoted or broken.
var named = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])(?:card[ _-]?)?(?:cvv2?|cvc2?|cvn2?|csc|cav2|(?:card )?security[ _-]?code)(?:[ _-]?code)?[\\"']*(?:\s*[:=]\s*|\s+)[\\"']*(\d{3,4})(?:$|[^0-9a-zA-Z])`)

// mentions tells whether text may hold what named finds; it is quick.
func mentions(s string) bool {
	for _, sign := range [...]string{"cv", "CV", "Cv", "cV", "csc", "CSC", "cav2", "CAV2", "ecurity", "ECURITY"} {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return false
}

// codes finds security codes in running text.
func codes(s string, each func(span)) {
	for at := 0; at < len(s); {
		m := named.FindStringSubmatchIndex(s[at:])
		if m == nil {
			return
		}
		each(span{at + m[2], at + m[3]})
		at += m[3]
	}
}
