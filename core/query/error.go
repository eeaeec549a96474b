package query

import "fmt"

// ParseError says where a filter cannot be understood, why, and what to write.
type ParseError struct {
	Pos     int    // byte offset into the text
	Token   string // the piece that is wrong
	Message string
	Hint    string
}

func (e *ParseError) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + ": " + e.Hint
}

func fail(p piece, message string, args ...any) *ParseError {
	return &ParseError{Pos: p.pos, Token: p.text, Message: fmt.Sprintf(message, args...)}
}

func (e *ParseError) hint(text string, args ...any) *ParseError {
	e.Hint = fmt.Sprintf(text, args...)
	return e
}

// shown keeps a quoted piece of input short enough for a sentence.
func shown(s string) string {
	const most = 40
	if len(s) > most {
		for i := range s {
			if i >= most {
				return fmt.Sprintf("%q", s[:i]+"…")
			}
		}
	}
	return fmt.Sprintf("%q", s)
}
