package money

// Format is for reading: grouped, with the currency's own decimals and without
// its code, such as "128,000" or "-12.50". When the decimals of the currency
// are not known it shows the minor units.
func (a Amount) Format() string { return string(a.AppendFormat(make([]byte, 0, 32))) }

// AppendFormat appends what Format gives. It allocates only to grow dst.
func (a Amount) AppendFormat(dst []byte) []byte {
	exp, _ := a.Currency.Exponent()
	return appendMajor(dst, a.Minor, exp, true)
}

// Plain is for typing: "12.50", never grouped. Parse reads it back for every
// amount that is not negative and whose currency is known.
func (a Amount) Plain() string {
	exp, _ := a.Currency.Exponent()
	return string(appendMajor(make([]byte, 0, 32), a.Minor, exp, false))
}

// String names the currency: "128,000 KRW". When its decimals are not known it
// says so, "1,250 minor units of XYZ", so that nobody takes them for major ones.
func (a Amount) String() string { return string(a.AppendString(make([]byte, 0, 64))) }

// AppendString appends what String gives.
func (a Amount) AppendString(dst []byte) []byte {
	dst = a.AppendFormat(dst)
	switch _, known := a.Currency.Exponent(); {
	case known:
		dst = append(dst, ' ')
	case a.Currency == "":
		return append(dst, " minor units of no currency"...)
	default:
		dst = append(dst, " minor units of "...)
	}
	return append(dst, a.Currency...)
}

// appendMajor writes from the right: at most 19 digits, a point, six commas, a sign.
func appendMajor(dst []byte, minor int64, exp int, group bool) []byte {
	var buf [32]byte
	i := len(buf)
	n := uint64(minor)
	if minor < 0 {
		n = -n // right for the lowest number too
	}
	for d := 0; d < exp; d++ {
		i--
		buf[i] = byte('0' + n%10)
		n /= 10
	}
	if exp > 0 {
		i--
		buf[i] = '.'
	}
	for d := 0; ; d++ {
		if group && d > 0 && d%3 == 0 {
			i--
			buf[i] = ','
		}
		i--
		buf[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			break
		}
	}
	if minor < 0 {
		i--
		buf[i] = '-'
	}
	return append(dst, buf[i:]...)
}
