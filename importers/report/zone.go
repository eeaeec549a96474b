package report

import (
	"fmt"
	"slices"

	corereport "contra/core/report"
	"contra/importers/card"
	"contra/importers/charset"
)

// abbreviations are those of zones that mean the same everywhere.
var abbreviations = map[string]string{
	"UTC": "UTC", "GMT": "Europe/London", "BST": "Europe/London", "CET": "Europe/Amsterdam", "CEST": "Europe/Amsterdam",
	"EET": "Europe/Helsinki", "EEST": "Europe/Helsinki", "MSK": "Europe/Moscow", "KST": "Asia/Seoul", "JST": "Asia/Tokyo",
	"SGT": "Asia/Singapore", "HKT": "Asia/Hong_Kong", "EST": "America/New_York", "EDT": "America/New_York",
	"PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
}

// zone takes the zone that the first rows name in a column of their own, for a profile that
// was made for no account in particular. A zone that is not known, or several, are a doubt.
func (o *Opened) zone() {
	column := slices.IndexFunc(o.Header, func(name string) bool {
		switch corereport.Fold(name) {
		case "timezone", "часовойпояс", "시간대":
			return true
		}
		return false
	})
	zone := ""
	for _, row := range o.Look.Samples {
		if column < 0 || column >= len(row) || row[column] == "" {
			continue
		}
		is := abbreviations[row[column]]
		switch {
		case is == "":
			o.Doubt = fmt.Sprintf("the rows name the time zone %q, which could be any", charset.Short(card.MaskText(row[column])))
			return
		case zone != "" && zone != is:
			o.Doubt = fmt.Sprintf("the rows name several time zones, %s and %s", zone, is)
			return
		}
		zone = is
	}
	if zone != "" {
		o.Profile.Zone = zone
	}
}
