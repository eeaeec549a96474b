package value

import "time"

// moment is what a text says of a moment.
type moment struct {
	year, month, day          int
	hour, minute, second, sub int // sub in milliseconds
	offset                    int // in seconds
	zoned                     bool
}

// clock reads what follows a date: "T15:04:05", "15:04", with decimals of a
// second and with a zone.
func (m *moment) clock(b []byte) bool {
	if b[0] != 'T' && b[0] != ' ' || len(b) < 6 || b[3] != ':' {
		return false
	}
	m.hour, m.minute, b = number(b[1:3]), number(b[4:6]), b[6:]
	if len(b) >= 3 && b[0] == ':' {
		m.second, b = number(b[1:3]), b[3:]
		b = m.decimals(b)
	}
	if len(b) > 1 && b[0] == ' ' {
		b = b[1:]
	}
	return len(b) == 0 || m.zone(b)
}

// decimals reads decimals of a second and forgets those beyond the third.
func (m *moment) decimals(b []byte) []byte {
	if len(b) < 2 || b[0] != '.' && b[0] != ',' || b[1]-'0' > 9 {
		return b
	}
	n := 1
	for n < len(b) && b[n]-'0' <= 9 {
		if n <= 3 {
			m.sub = m.sub*10 + int(b[n]-'0')
		}
		n++
	}
	for i := n; i <= 3; i++ {
		m.sub *= 10
	}
	return b[n:]
}

// zone reads Z, UTC, or an offset.
func (m *moment) zone(b []byte) bool {
	m.zoned = true
	if s := string(b); s == "Z" || s == "UTC" || s == "GMT" {
		return true
	}
	if b[0] != '+' && b[0] != '-' || len(b) < 3 {
		return false
	}
	hours, minutes := number(b[1:3]), 0
	switch rest := b[3:]; {
	case len(rest) == 2:
		minutes = number(rest)
	case len(rest) == 3 && rest[0] == ':':
		minutes = number(rest[1:])
	case len(rest) > 0:
		return false
	}
	if hours < 0 || hours > 14 || minutes < 0 || minutes > 59 {
		return false
	}
	m.offset = hours*3600 + minutes*60
	if b[0] == '-' {
		m.offset = -m.offset
	}
	return true
}

// unix gives Unix milliseconds, unless there is no such day or time of day.
func (m *moment) unix(zone *time.Location) (int64, bool) {
	if m.year < firstYear || m.year > lastYear || m.month < 1 || m.month > 12 || m.day < 1 || m.day > days(m.year, m.month) ||
		m.hour < 0 || m.hour > 23 || m.minute < 0 || m.minute > 59 || m.second < 0 || m.second > 59 {
		return 0, false
	}
	if !m.zoned && zone != time.UTC {
		return time.Date(m.year, time.Month(m.month), m.day, m.hour, m.minute, m.second, 0, zone).UnixMilli() + int64(m.sub), true
	}
	since := m.year - firstYear
	day := since*365 + (since+3)/4 + before[m.month] + m.day - 1 // every fourth year is a leap year until 2099
	if m.month > 2 && since%4 == 0 {
		day++
	}
	second := start + int64(day)*86400 + int64(m.hour*3600+m.minute*60+m.second-m.offset)
	return second*1000 + int64(m.sub), true
}

// start is the first second of firstYear.
const start = 946684800

// before is how many days of a common year come before a month.
var before = [...]int{0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}

func days(year, month int) int {
	if month == 2 && year%4 == 0 {
		return 29
	}
	return before[month+1] - before[month]
}
