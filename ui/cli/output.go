package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"syscall"

	"contra/core/ledger"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

// result prints what a command found: with --json the document, else the text
// for people. A command prints once.
func (a *app) result(document any, human func(w io.Writer) error) error {
	if a.json {
		return a.print(func(w io.Writer) error { return out.JSON(w, document) })
	}
	return a.print(human)
}

// list prints a list: items are its shaped form, total counts what was not given too.
func list[T any](a *app, items []T, total int64, human *out.Table) error {
	if a.json {
		return a.print(func(w io.Writer) error { return out.List(w, items, total) })
	}
	if err := a.print(human.Write); err != nil {
		return err
	}
	if n := int64(len(items)); n < total {
		a.say("%s of %s shown; --limit -1 shows all", out.Group(n), out.Group(total))
	}
	return nil
}

func (a *app) print(write func(io.Writer) error) error {
	a.printed = true
	w := bufio.NewWriterSize(a.env.Stdout, 64<<10)
	err := write(w)
	if err == nil {
		err = w.Flush()
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.EPIPE): // the reader has seen enough
		return outcome(exitFailed)
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: "the result cannot be written", Err: err}
}

// say tells the person something beside the data. It may be called from many goroutines.
func (a *app) say(format string, args ...any) {
	a.saying.Lock()
	defer a.saying.Unlock()
	fmt.Fprintln(a.env.Stderr, text.CleanLines(fmt.Sprintf(format, args...)))
}

// complain tells of a failure that does not end the command.
func (a *app) complain(err error) {
	e := view.NewError(coded(err))
	a.say("contra: %s", e.Message)
	if e.Hint != "" {
		a.say("  %s", e.Hint)
	}
}

// bar is a progress line, silent when nobody would see it.
func (a *app) bar() *out.Bar {
	if !isTerminal(a.env.Stderr) {
		return nil
	}
	return out.NewBar(a.env.Stderr)
}

// facts prints names and values in two columns; rows with an empty value are left out.
func facts(w io.Writer, rows ...[2]string) error {
	width := 0
	for _, r := range rows {
		if r[1] != "" {
			width = max(width, text.Width(r[0]))
		}
	}
	for _, r := range rows {
		if r[1] == "" {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s  %s\n", text.Pad(r[0], width, text.Left), text.Clean(r[1])); err != nil {
			return err
		}
	}
	return nil
}
