package card

import "strings"

// span is a piece of text, [from, to).
type span struct{ from, to int }

const (
	shortest = 13 // digits of a card number
	longest  = 19
)

// issued are the ranges of first two digits that card schemes issue, with the
// lengths they use. It keeps moments in milliseconds, barcodes and most order
// numbers from being taken for cards: one number in ten passes the check digit.
var issued = [...]struct{ from, to, shortest, longest int }{
	{40, 49, 13, 13}, {40, 49, 16, 19}, // Visa
	{22, 27, 16, 16}, {50, 58, 16, 19}, // Mastercard, Mir, Maestro
	{60, 69, 16, 19}, {81, 82, 16, 19}, // UnionPay, Discover, Maestro, RuPay
	{34, 34, 15, 15}, {37, 37, 15, 15}, // American Express
	{35, 35, 16, 19},                                     // JCB
	{30, 30, 14, 19}, {36, 36, 14, 19}, {38, 39, 14, 19}, // Diners Club
	{90, 99, 16, 16}, // domestic cards, as in Korea
}

// isCard tells whether the digits of s, with n digits, are a card number.
func isCard(s string, n int) bool {
	first, seen, sum, double := 0, 0, 0, n%2 == 0
	for i := 0; i < len(s); i++ {
		d := int(s[i] - '0')
		if d > 9 {
			continue
		}
		if seen < 2 {
			first = 10*first + d
		}
		seen++
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		double = !double
	}
	if sum%10 != 0 {
		return false
	}
	for _, r := range issued {
		if r.from <= first && first <= r.to && r.shortest <= n && n <= r.longest {
			return true
		}
	}
	return false
}

// numbers finds the card numbers in s, also with single blanks or hyphens between
// their digits. Those that are part of a word are not looked at: tokens, hashes
// and account numbers would give false alarms.
func numbers(s string, each func(span)) {
	for i := 0; i+shortest <= len(s); {
		if !digit(s[i]) {
			i++
			continue
		}
		end, digits, groups := run(s, i)
		if digits >= shortest && alone(s, i, end) {
			if groups == 1 {
				if digits <= longest && isCard(s[i:end], digits) {
					each(span{i, end})
				}
			} else {
				grouped(s, i, end, each)
			}
		}
		i = end
	}
}

// run is the digits from i on, with single blanks or hyphens between them.
func run(s string, i int) (end, digits, groups int) {
	groups = 1
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case digit(c):
			digits++
			end = i + 1
		case (c == ' ' || c == '-') && digit(s[i-1]):
			if i+1 < len(s) && digit(s[i+1]) {
				groups++
				continue
			}
			return end, digits, groups
		default:
			return end, digits, groups
		}
	}
	return end, digits, groups
}

// grouped looks for card numbers that are made of whole groups of a longer run.
func grouped(s string, from, end int, each func(span)) {
	var groups []span
	for i := from; i < end; {
		k := strings.IndexAny(s[i:end], " -")
		if k < 0 {
			k = end - i
		}
		groups = append(groups, span{i, i + k})
		i += k + 1
	}
	for a := 0; a < len(groups); a++ {
		digits := 0
		for b := a; b < len(groups) && digits <= longest; b++ {
			digits += groups[b].to - groups[b].from
			if digits < shortest || digits > longest || !shaped(groups[a:b+1]) {
				continue
			}
			if whole := (span{groups[a].from, groups[b].to}); isCard(s[whole.from:whole.to], digits) {
				each(whole)
				a = b
				break
			}
		}
	}
}

// shaped tells whether people write card numbers in such groups: of three digits or
// more, or all alike but the last. Dates and times are not.
func shaped(groups []span) bool {
	small, alike := false, true
	for i, g := range groups {
		n := g.to - g.from
		small = small || n < 3
		alike = alike && (n == groups[0].to-groups[0].from || i == len(groups)-1)
	}
	return !small || alike
}

// alone tells whether no word and no decimal number goes on around s[from:end], and that
// it is no telephone number with its plus sign.
func alone(s string, from, end int) bool {
	if from > 0 {
		switch c := s[from-1]; {
		case word(c) && !escaped(s[:from]):
			return false
		case c == '.' && from > 1 && digit(s[from-2]):
			return false
		case c == '+' && end-from <= 15:
			return false
		}
	}
	if end < len(s) {
		c := s[end]
		return !word(c) && !(c == '.' && end+1 < len(s) && digit(s[end+1]))
	}
	return true
}

// escaped tells whether the last letter of s ends an escape, such as \n or %3D, or
// opens the track of a magnetic stripe.
func escaped(s string) bool {
	n := len(s)
	return n > 1 && s[n-2] == '\\' || n > 2 && s[n-3] == '%' || n > 1 && s[n-2:] == "%B"
}

func digit(c byte) bool { return c-'0' < 10 }

func word(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_'
}
