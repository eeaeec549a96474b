package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"contra/core/ledger"
	"contra/core/money"
)

var cannotAsk = ledger.Errorf(ledger.ErrUsage, "this needs a confirmation, and there is no terminal to ask on").
	WithHint("add --yes to do it without asking, or --dry-run to see what would happen")

// canAsk tells whether a person can be asked: stdout may go elsewhere.
func (a *app) canAsk() bool { return isTerminal(a.env.Stdin) && isTerminal(a.env.Stderr) }

// confirm shows what is about to happen and lets the person type the amount.
// Anything else is a no.
func (a *app) confirm(ctx context.Context, amount money.Amount, show func(io.Writer) error) error {
	if err := show(a.env.Stderr); err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stderr, "\nThis cannot be undone. Type the amount in %s to confirm (%s), or Enter to leave: ", amount.Currency, amount.Plain())
	typed, err := a.readLine(ctx)
	if err != nil {
		return err
	}
	if given, err := money.Parse(typed, amount.Currency); err != nil || given != amount {
		return ledger.Errorf(ledger.ErrCancelled, "not confirmed; nothing was sent")
	}
	return nil
}

// readLine reads one line from the person, or gives up with the context.
func (a *app) readLine(ctx context.Context) (string, error) {
	type answer struct {
		line string
		err  error
	}
	read := make(chan answer, 1)
	go func() {
		line, err := bufio.NewReader(io.LimitReader(a.env.Stdin, 4096)).ReadString('\n')
		read <- answer{line, err}
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(a.env.Stderr)
		return "", ledger.Errorf(ledger.ErrCancelled, "cancelled; nothing was sent")
	case got := <-read:
		if got.err != nil && got.err != io.EOF {
			return "", &ledger.Error{Code: ledger.ErrIO, Message: "the answer cannot be read", Err: got.err}
		}
		return got.line, nil
	}
}

// patience is a duration flag that also takes whole seconds.
type patience time.Duration

func (p *patience) String() string { return time.Duration(*p).String() }

// Type names the value in the help.
func (p *patience) Type() string { return "duration" }

// Set reads "90s", "2m" or a number of seconds.
func (p *patience) Set(text string) error {
	d, err := time.ParseDuration(text)
	if seconds, whole := strconv.Atoi(text); whole == nil && seconds < 1e9 {
		d, err = time.Duration(seconds)*time.Second, nil
	}
	if err != nil || d < 0 {
		return fmt.Errorf("write a duration such as 30s or 2m, or a number of seconds")
	}
	*p = patience(d)
	return nil
}
