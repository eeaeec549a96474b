package seal

// natural compares two key paths in natural order: runs of digits by their
// value, the rest by bytes. The platform's own products are written in PHP and
// sort with SORT_NATURAL, so its corner cases are kept:
//   - zeros that lead a number are skipped at the very start of a path only;
//   - white space is skipped, but not directly behind a number;
//   - a later run of digits that starts with 0 compares as a fraction, digit by digit.
//
// Distinct paths can compare equal ("a b" and "ab"); a stable sort then keeps
// the order of the document.
func natural(a, b []byte) int {
	i := sharedPrefix(a, b)
	if i == len(a) || i == len(b) {
		return len(a) - len(b)
	}
	j := i
	if i == 0 {
		i, j = skipZeros(a), skipZeros(b)
	}
	for {
		i, j = skipSpace(a, i), skipSpace(b, j)
		if isDigit(at(a, i)) && isDigit(at(b, j)) {
			var c int
			if a[i] == '0' || b[j] == '0' {
				i, j, c = compareFraction(a, i, b, j)
			} else {
				i, j, c = compareNumber(a, i, b, j)
			}
			if c != 0 {
				return c
			}
			if i == len(a) || j == len(b) {
				return (len(a) - i) - (len(b) - j)
			}
		}
		if c := int(at(a, i)) - int(at(b, j)); c != 0 {
			return c
		}
		i++
		j++
		if i >= len(a) || j >= len(b) {
			return max(0, len(a)-i) - max(0, len(b)-j)
		}
	}
}

// sharedPrefix is where the comparison may begin: where the paths part, or the
// start of the number or the white space in which they part.
func sharedPrefix(a, b []byte) int {
	i, n := 0, min(len(a), len(b))
	for i < n && a[i] == b[i] {
		i++
	}
	for i > 0 && isSpace(a[i-1]) {
		i--
	}
	for i > 0 && isDigit(a[i-1]) {
		i--
	}
	return i
}

// at is the byte at i, or 0 past the end.
func at(s []byte, i int) byte {
	if i < len(s) {
		return s[i]
	}
	return 0
}

func isDigit(c byte) bool { return c-'0' < 10 }

func skipZeros(s []byte) int {
	i := 0
	for at(s, i) == '0' && isDigit(at(s, i+1)) {
		i++
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c-'\t' < 5 }

func skipSpace(s []byte, i int) int {
	for isSpace(at(s, i)) {
		i++
	}
	return i
}

// compareNumber: the longer run of digits is greater, then the first digit that differs decides.
func compareNumber(a []byte, i int, b []byte, j int) (int, int, int) {
	bias := 0
	for ; ; i, j = i+1, j+1 {
		x, y := isDigit(at(a, i)), isDigit(at(b, j))
		switch {
		case !x && !y:
			return i, j, bias
		case !x:
			return i, j, -1
		case !y:
			return i, j, 1
		case bias == 0:
			bias = int(a[i]) - int(b[j])
		}
	}
}

// compareFraction: the first digit that differs decides, then the longer run is greater.
func compareFraction(a []byte, i int, b []byte, j int) (int, int, int) {
	for ; ; i, j = i+1, j+1 {
		x, y := isDigit(at(a, i)), isDigit(at(b, j))
		switch {
		case !x && !y:
			return i, j, 0
		case !x:
			return i, j, -1
		case !y:
			return i, j, 1
		case a[i] != b[j]:
			return i, j, int(a[i]) - int(b[j])
		}
	}
}
