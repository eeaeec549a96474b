package report

import (
	"slices"

	corereport "contra/core/report"
)

// abbreviations are those of zones that mean the same everywhere.
var abbreviations = map[string]string{
	"UTC": "UTC", "GMT": "Europe/London", "BST": "Europe/London", "CET": "Europe/Amsterdam", "CEST": "Europe/Amsterdam",
	"EET": "Europe/Helsinki", "EEST": "Europe/Helsinki", "MSK": "Europe/Moscow", "KST": "Asia/Seoul", "JST": "Asia/Tokyo",
	"SGT": "Asia/Singapore", "HKT": "Asia/Hong_Kong", "EST": "America/New_York", "EDT": "America/New_York",
	"PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
}

// zone gives the zone that the first rows name in a column of their own, for a profile that
// was made for no account in particular. When they name one that is not known, or several, the
// profile's stays and nothing is sure.
func (o *Opened) zone(profile string) (zone string, sure bool) {
	column := slices.IndexFunc(o.Header, func(name string) bool {
		switch corereport.Fold(name) {
		case "timezone", "часовойпояс", "시간대":
			return true
		}
		return false
	})
	if column < 0 {
		return profile, true
	}
	named := ""
	for _, row := range o.Look.Samples {
		if column >= len(row) || row[column] == "" {
			continue
		}
		is := abbreviations[row[column]]
		if is == "" || named != "" && named != is {
			return profile, false
		}
		named = is
	}
	if named == "" {
		return profile, true
	}
	return named, true
}
