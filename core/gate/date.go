package gate

import (
	"strings"
	"time"
)

// parseTime reads YYYY-MM-DDThh:mm:ss and an offset. The platform writes +hhmm;
// +hh:mm, +hh, Z, a space in place of the T, a fraction of a second, and no
// offset (meaning UTC) are accepted too. The result is in UTC.
func parseTime(s string) (time.Time, bool) {
	if len(s) < 19 || s[4] != '-' || s[7] != '-' || s[10] != 'T' && s[10] != ' ' || s[13] != ':' || s[16] != ':' {
		return time.Time{}, false
	}
	ok := true
	number := func(from, to int) int {
		v := 0
		for _, c := range []byte(s[from:to]) {
			ok = ok && isDigit(c)
			v = 10*v + int(c-'0')
		}
		return v
	}
	year, month, day := number(0, 4), number(5, 7), number(8, 10)
	hour, minute, second := number(11, 13), number(14, 16), number(17, 19)
	nanos, rest, fine := fraction(s[19:])
	offset, known := parseOffset(rest)
	if !ok || !fine || !known || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, nanos, time.UTC)
	if y, m, d := t.Date(); y != year || m != time.Month(month) || d != day {
		return time.Time{}, false // such as 31 February
	}
	return t.Add(-offset), true
}

// fraction takes a fraction of a second off the front of s, in nanoseconds.
func fraction(s string) (nanos int, rest string, ok bool) {
	if s == "" || s[0] != '.' && s[0] != ',' {
		return 0, s, true
	}
	i, unit := 1, 100_000_000
	for ; i < len(s) && isDigit(s[i]); i++ {
		nanos += int(s[i]-'0') * unit
		unit /= 10
	}
	return nanos, s[i:], i > 1
}

func parseOffset(s string) (time.Duration, bool) {
	s = strings.TrimPrefix(s, " ")
	if s == "" || s == "Z" || s == "z" || s == "UTC" {
		return 0, true
	}
	sign := time.Duration(1)
	switch s[0] {
	case '+':
	case '-':
		sign = -1
	default:
		return 0, false
	}
	digits := s[1:]
	if len(digits) == 5 && digits[2] == ':' {
		digits = digits[:2] + digits[3:]
	}
	if len(digits) == 2 {
		digits += "00"
	}
	if len(digits) != 4 || !allDigits(digits) {
		return 0, false
	}
	h := time.Duration(digits[0]-'0')*10 + time.Duration(digits[1]-'0')
	m := time.Duration(digits[2]-'0')*10 + time.Duration(digits[3]-'0')
	if h > 14 || m > 59 {
		return 0, false
	}
	return sign * (h*time.Hour + m*time.Minute), true
}
