package app

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"
)

// invalid is how a value is refused that cannot be read.
var invalid = regexp.MustCompile(`(?s)^invalid argument (".*") for "(?:-\w, )?(--[\w-]+)" flag: (.*)$`)

// FlagError says of a flag that could not be read what it takes.
func FlagError(cmd *cobra.Command, err error) error {
	m := invalid.FindStringSubmatch(err.Error())
	if m == nil {
		return Usage(cmd, "%v", err)
	}
	takes := ""
	switch why := m[3]; {
	case strings.Contains(why, "value out of range"):
		takes = "a smaller number"
	case strings.Contains(why, "strconv.ParseInt"), strings.Contains(why, "strconv.Atoi"):
		takes = "a whole number"
	case strings.Contains(why, "strconv.ParseUint"):
		takes = "a whole number that is not negative"
	case strings.Contains(why, "strconv.ParseBool"):
		takes = "true or false"
	default:
		return Usage(cmd, "%s cannot be %s: %s", m[2], m[1], why)
	}
	return Usage(cmd, "%s takes %s, not %s", m[2], takes, m[1])
}
