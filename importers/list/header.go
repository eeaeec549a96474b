package list

import "strings"

// headerRow finds the header among the first rows: the first one that names the payment,
// else the first that names anything known, else the first row if it can be a header.
// It is -1 when there is none.
func headerRow(rows []Record) int {
	some := -1
	for i, rec := range rows[:min(len(rows), sample)] {
		if !wordy(rec.Fields) {
			continue
		}
		for _, f := range rec.Fields {
			switch role, _, ok := roleOf(f); {
			case ok && role == PaymentID:
				return i
			case ok && some < 0:
				some = i
			}
		}
	}
	if some < 0 && wordy(rows[0].Fields) && distinct(rows[0].Fields) {
		return 0
	}
	return some
}

// wordy tells whether no value is a number.
func wordy(fields []string) bool {
	for _, f := range fields {
		f = strings.TrimSpace(f)
		if f != "" && strings.Trim(f, "0123456789.,+- \u00a0") == "" {
			return false
		}
	}
	return true
}

// distinct tells whether no value stands twice.
func distinct(fields []string) bool {
	seen := map[string]bool{}
	for _, f := range fields {
		if f = plain(f); f != "" && seen[f] {
			return false
		}
		seen[f] = true
	}
	return true
}
