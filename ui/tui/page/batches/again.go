package batches

import (
	"strings"

	"contra/core/batch"
	"contra/ui/tui/dialog"
	"contra/ui/tui/theme"
)

// wentOut gives the finding that the very same rows went out before, or nothing.
func wentOut(findings []batch.Finding) string {
	for _, f := range findings {
		if f.N == 0 && f.Severity == batch.Error && (f.Code == batch.FileKnown || f.Code == batch.FileUploaded) {
			return f.Message
		}
	}
	return ""
}

// againFields ask why rows that went out before are owed once more. The reason
// stays in the journal.
func againFields(before string) []dialog.Field {
	if before == "" {
		return nil
	}
	return []dialog.Field{
		notes(dialog.Line{Text: "The same rows went out before: " + before + ".", Tone: theme.Warn}),
		{ID: "again", Kind: dialog.Text, Label: "Owed once more because", Limit: 200, Check: func(s string, _ dialog.Values) string {
			if strings.TrimSpace(s) == "" {
				return "say why the same rows are owed once more, or leave it"
			}
			return ""
		}},
	}
}
