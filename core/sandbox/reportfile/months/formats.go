package months

import "contra/core/sandbox/reportfile"

// formats are those of one month's files. The first and the last have operation
// ids, one in between has none, and every month has fees somewhere.
func formats(month int, seed uint64) []reportfile.Format {
	api, titles, few := reportfile.DataAPI.MustFormat(), reportfile.Titles.MustFormat(), reportfile.Few.MustFormat()
	korean, russian := reportfile.Korean.MustFormat(), reportfile.Russian.MustFormat()
	switch month {
	case 0:
		return []reportfile.Format{api, titles, few, korean, russian, shuffled(api, ';', seed)}
	case 1:
		korean.Encoding, titles.Encoding = reportfile.CP949, reportfile.UTF8BOM
		return []reportfile.Format{korean, shuffled(titles, ',', seed), few, api, titles, russian.Without(reportfile.ProjectID)}
	}
	sheet := shuffled(api, '\t', seed)
	sheet.Encoding = reportfile.UTF16
	few.Delimiter = '|'
	return []reportfile.Format{russian, titles, few, korean, sheet, titles}
}

func shuffled(f reportfile.Format, delimiter rune, seed uint64) reportfile.Format {
	f = f.Shuffled(seed)
	f.Delimiter = delimiter
	return f
}
