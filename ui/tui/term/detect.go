package term

import (
	"context"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/muesli/cancelreader"
)

// patience is how long the terminal may take to answer.
const patience = 150 * time.Millisecond

// query asks for the background colour and then for the device attributes. Every
// terminal answers the second, so that one without an answer to the first costs
// no waiting.
const query = "\x1b]11;?\x1b\\\x1b[c"

// Detect finds out what the terminal is like. It asks the terminal only when
// the environment does not say, the theme leaves it open, and both ends are a
// terminal; the question costs at most 150 ms. Keys typed meanwhile are dropped.
//
// The program must read the keyboard from the returned Input: an answer that
// comes late is taken out there and never looks like keys.
func Detect(ctx context.Context, in, out *os.File, getenv func(string) string, themeName string) (Look, *Input) {
	input := &Input{File: in}
	look, known := Env(getenv)
	switch themeName {
	case "dark", "light":
		look.Dark, known = themeName == "dark", true
	case "mono":
		known = true
	}
	if known || !term.IsTerminal(in.Fd()) || !term.IsTerminal(out.Fd()) {
		return look, input
	}
	if dark, ok := ask(ctx, in, out, input); ok {
		look.Dark = dark
	}
	return look, input
}

// ask puts the question and reads until the last answer or until time is up.
func ask(ctx context.Context, in, out *os.File, input *Input) (dark, ok bool) {
	state, err := term.MakeRaw(in.Fd())
	if err != nil {
		return false, false
	}
	defer func() { _ = term.Restore(in.Fd(), state) }()
	r, err := cancelreader.NewReader(in)
	if err != nil {
		return false, false
	}
	defer func() { _ = r.Close() }()
	if _, err := out.WriteString(query); err != nil {
		return false, false
	}
	input.expect()
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		var buf [256]byte
		for input.waiting() {
			n, err := r.Read(buf[:])
			if err != nil {
				return
			}
			input.take(buf[:n])
		}
	}()
	select {
	case <-ended:
	case <-ctx.Done():
		r.Cancel()
		<-ended
	}
	return background(input.colour)
}

// background reads an answer such as "rgb:1e1e/1e1e/2e2e": dark when its
// luminance is below one half.
func background(answer string) (dark, ok bool) {
	_, channels, found := strings.Cut(answer, ":")
	if !found {
		return false, false
	}
	parts := strings.Split(channels, "/")
	if len(parts) < 3 {
		return false, false
	}
	sum := int64(0)
	for i, weight := range []int64{299, 587, 114} {
		v, err := strconv.ParseUint(parts[i], 16, 16)
		if err != nil || parts[i] == "" {
			return false, false
		}
		full := int64(1)<<(4*len(parts[i])) - 1
		sum += weight * int64(v) * 1000 / full
	}
	return sum < 500_000, true
}
