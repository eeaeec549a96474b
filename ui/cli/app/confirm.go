package app

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"contra/core/ledger"
	"contra/core/money"
)

// ErrCannotAsk: nobody is there to confirm.
var ErrCannotAsk = ledger.Errorf(ledger.ErrUsage, "this needs a confirmation, and there is no terminal to ask on").
	WithHint("add --yes to do it without asking")

// CanAsk tells whether a person can be asked: stdout may go elsewhere.
func (a *App) CanAsk() bool { return IsTerminal(a.Env.Stdin) && IsTerminal(a.Env.Stderr) }

// Confirm shows what is about to happen and lets the person type the amount.
// Anything else is a no.
func (a *App) Confirm(ctx context.Context, amount money.Amount, show func(io.Writer) error) error {
	if err := show(a.Env.Stderr); err != nil {
		return err
	}
	fmt.Fprintf(a.Env.Stderr, "\nThis cannot be undone. Type the amount in %s to confirm (%s), or Enter to leave: ", amount.Currency, amount.Plain())
	typed, err := a.readLine(ctx)
	if err != nil {
		return err
	}
	if given, err := money.Parse(typed, amount.Currency); err != nil || given != amount {
		return ledger.Errorf(ledger.ErrCancelled, "not confirmed; nothing was sent")
	}
	return nil
}

// ConfirmBatch is Confirm for many refunds: the person types how many rows there
// are and what they add up to. With several currencies total is the first one's.
func (a *App) ConfirmBatch(ctx context.Context, rows int64, total money.Amount, currencies int, show func(io.Writer) error) error {
	if err := show(a.Env.Stderr); err != nil {
		return err
	}
	of := "the total in " + string(total.Currency)
	if currencies > 1 {
		of += fmt.Sprintf(", the first of %d currencies,", currencies)
	}
	want := fmt.Sprintf("%d %s", rows, total.Plain())
	fmt.Fprintf(a.Env.Stderr, "\nThis cannot be undone. Type the number of rows and %s to confirm (%s), or Enter to leave: ", of, want)
	typed, err := a.readLine(ctx)
	if err != nil {
		return err
	}
	if strings.Join(strings.Fields(typed), " ") != want {
		return ledger.Errorf(ledger.ErrCancelled, "not confirmed; nothing was sent")
	}
	return nil
}

// ConfirmName shows what is about to happen and lets the person type the name of
// what it happens to.
func (a *App) ConfirmName(ctx context.Context, name string, show func(io.Writer) error) error {
	if err := show(a.Env.Stderr); err != nil {
		return err
	}
	fmt.Fprintf(a.Env.Stderr, "\nType %s to confirm, or Enter to leave: ", name)
	typed, err := a.readLine(ctx)
	if err != nil {
		return err
	}
	if strings.TrimSpace(typed) != name {
		return ledger.Errorf(ledger.ErrCancelled, "not confirmed; nothing was changed")
	}
	return nil
}

// readLine reads one line from the person, or gives up with the context.
func (a *App) readLine(ctx context.Context) (string, error) {
	type answer struct {
		line string
		err  error
	}
	read := make(chan answer, 1)
	go func() {
		line, err := bufio.NewReader(io.LimitReader(a.Env.Stdin, 4096)).ReadString('\n')
		read <- answer{line, err}
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(a.Env.Stderr)
		return "", ledger.Errorf(ledger.ErrCancelled, "cancelled; nothing was sent")
	case got := <-read:
		if got.err != nil && got.err != io.EOF {
			return "", &ledger.Error{Code: ledger.ErrIO, Message: "the answer cannot be read", Err: got.err}
		}
		return got.line, nil
	}
}
