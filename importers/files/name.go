package files

import (
	"path"
	"strings"
	"unicode"
)

// longestName is how much of a name from an archive is kept; a name can have 64 KiB.
const longestName = 400

// leftOut gives the rule by which a file inside a folder or an archive is left out,
// or nothing. Zip files count where archives is set.
func leftOut(source string, archives bool) string {
	base := path.Base(source)
	if strings.HasPrefix(base, "._") || strings.HasPrefix(source, "__MACOSX/") || strings.Contains(source, "/__MACOSX/") {
		return RuleMetadata
	}
	name := strings.ToLower(base)
	switch path.Ext(strings.TrimSuffix(name, ".gz")) {
	case ".json", ".ndjson", ".jsonl", ".txt", ".log":
		return ""
	case ".zip":
		if archives && !strings.HasSuffix(name, ".gz") {
			return ""
		}
	}
	return RuleExtension
}

// clean makes a name safe to show and to keep: names in archives and on disks are
// anybody's. Control characters, direction marks and broken UTF-8 become U+FFFD.
func clean(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return unicode.ReplacementChar
		}
		return r
	}, name)
	if len(name) <= longestName {
		return name
	}
	return strings.ToValidUTF8(name[:longestName], "") + "…"
}
