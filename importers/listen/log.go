package listen

import (
	"fmt"
	"strings"
	"unicode"

	"contra/core/ledger"
)

// longestLine bounds a line of the log; most of it comes from outside.
const longestLine = 500

// describe is the log's line about one message.
func describe(status int, from string, m *ledger.Inbound, note string) string {
	parts := []any{status, "from", from}
	if len(m.Events) > 0 {
		e := &m.Events[0]
		parts = append(parts, "project", e.Project, "payment", fmt.Sprintf("%q", e.PaymentID), e.Operation.Type, e.Operation.Status)
	}
	if m.Reject != nil {
		parts = append(parts, m.Reject.Reason, m.Reject.Detail)
	}
	if note != "" {
		parts = append(parts, "("+note+")")
	}
	return printable(parts...)
}

// printable joins the parts to one line that cannot drive a terminal.
func printable(parts ...any) string {
	line := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return r
		case unicode.IsGraphic(r) && !unicode.IsSpace(r) && r != unicode.ReplacementChar:
			return r
		}
		return '?'
	}, strings.TrimSuffix(fmt.Sprintln(parts...), "\n"))
	if len(line) > longestLine {
		line = strings.ToValidUTF8(line[:longestLine], "") + "…"
	}
	return line
}

// lineWriter passes what net/http has to say to the log.
type lineWriter func(string)

func (w lineWriter) Write(b []byte) (int, error) {
	w(printable(strings.TrimSpace(string(b))))
	return len(b), nil
}
