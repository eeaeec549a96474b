package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"contra/core/ledger"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

// Result prints what a command found: with --json the document, else the text
// for people. A command prints once.
func (a *App) Result(document any, human func(w io.Writer) error) error {
	if a.JSON {
		return a.print(func(w io.Writer) error { return out.JSON(w, document) })
	}
	return a.print(human)
}

// List prints a list: items are its shaped form, total counts what was not given too.
func List[T any](a *App, items []T, total int64, human *out.Table) error {
	if a.JSON {
		return a.print(func(w io.Writer) error { return out.List(w, items, total) })
	}
	if err := a.print(human.Write); err != nil {
		return err
	}
	switch n := int64(len(items)); {
	case total == 0:
		a.Say("nothing found")
	case n < total:
		a.Say("%s of %s shown; --limit -1 shows all", out.Group(n), out.Group(total))
	}
	return nil
}

// Written says that a list went into a file instead.
func (a *App) Written(path string, items int64, what string) error {
	document := struct {
		File  string `json:"file"`
		Items int64  `json:"items"`
	}{path, items}
	return a.Result(document, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s %s written to %s\n", out.Group(items), what, text.Clean(path))
		return err
	})
}

func (a *App) print(write func(io.Writer) error) error {
	a.printed = true
	w := bufio.NewWriterSize(a.Env.Stdout, 64<<10)
	err := write(w)
	if err == nil {
		err = w.Flush()
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.EPIPE): // the reader has seen enough
		return Outcome(ExitFailed)
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: "the result cannot be written", Err: err}
}

// Say tells the person something beside the data. It may be called from many goroutines.
func (a *App) Say(format string, args ...any) {
	a.saying.Lock()
	defer a.saying.Unlock()
	fmt.Fprintln(a.Env.Stderr, text.CleanLines(fmt.Sprintf(format, args...)))
}

// Complain tells of a failure that does not end the command.
func (a *App) Complain(err error) {
	e := view.NewError(Coded(err))
	a.Say("contra: %s", e.Message)
	if e.Hint != "" {
		a.Say("  %s", e.Hint)
	}
}

// Bar is a progress line, silent when nobody would see it.
func (a *App) Bar() *out.Bar {
	if !IsTerminal(a.Env.Stderr) {
		return nil
	}
	return out.NewBar(a.Env.Stderr)
}

// Facts prints names and values in two columns; rows with an empty value are left out.
func Facts(w io.Writer, rows ...[2]string) error {
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

// Fail tells of the failure that ends the command: as the document when there is
// none yet and JSON was asked for, else in words.
func (a *App) Fail(asked bool, err error) {
	if (a.JSON || asked) && !a.printed {
		a.printed = true
		out.JSON(a.Env.Stdout, view.Failure{Error: view.NewError(err)}) // nobody is left to be told when this fails
		return
	}
	a.Complain(err)
}

// Clock writes a time in UTC; nothing when nobody said.
func Clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05")
}
