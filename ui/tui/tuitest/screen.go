package tuitest

import (
	"fmt"
	"strings"

	"contra/ui/tui/text"
)

// Frame is what is on the screen, without styles.
func (d *Driver) Frame() string { return text.Strip(d.model.View()) }

// FrameANSI is what is on the screen, as the terminal gets it.
func (d *Driver) FrameANSI() string { return d.model.View() }

// Line is one line of the frame, without styles.
func (d *Driver) Line(y int) string {
	lines := strings.Split(d.Frame(), "\n")
	if y < 0 || y >= len(lines) {
		return ""
	}
	return lines[y]
}

// Find is where a text stands on the screen, in cells.
func (d *Driver) Find(s string) (x, y int, ok bool) {
	for y, line := range strings.Split(d.Frame(), "\n") {
		if i := strings.Index(line, s); i >= 0 {
			return text.Width(line[:i]), y, true
		}
	}
	return 0, 0, false
}

// RequireShows fails unless every text is on the screen.
func (d *Driver) RequireShows(texts ...string) {
	d.t.Helper()
	frame := d.Frame()
	for _, s := range texts {
		if !strings.Contains(frame, s) {
			d.t.Fatalf("%q is not on the screen:\n%s", s, frame)
		}
	}
}

// RequireHides fails when one of the texts is on the screen.
func (d *Driver) RequireHides(texts ...string) {
	d.t.Helper()
	frame := d.Frame()
	for _, s := range texts {
		if strings.Contains(frame, s) {
			d.t.Fatalf("%q is on the screen:\n%s", s, frame)
		}
	}
}

// RequireFrameExact fails unless the frame is exactly as large as the terminal.
func (d *Driver) RequireFrameExact() {
	d.t.Helper()
	if err := Exact(d.FrameANSI(), d.w, d.h); err != nil {
		d.t.Fatalf("%v\n%s", err, d.Frame())
	}
}

// Exact tells whether a frame has h lines of w columns and no byte that would
// act on the terminal besides styles.
func Exact(frame string, w, h int) error {
	if w <= 0 || h <= 0 {
		return nil
	}
	lines := strings.Split(frame, "\n")
	if len(lines) != h {
		return fmt.Errorf("the frame has %d lines instead of %d", len(lines), h)
	}
	for y, line := range lines {
		if n := text.Width(line); n != w {
			return fmt.Errorf("line %d has %d columns instead of %d: %q", y, n, w, line)
		}
		plain := text.Strip(line)
		if clean := text.Clean(plain); clean != plain {
			return fmt.Errorf("line %d holds what would act on the terminal: %q", y, plain)
		}
		if other := foreign(line); other != "" {
			return fmt.Errorf("line %d holds an escape sequence that is not a style: %q", y, other)
		}
	}
	return nil
}

// foreign finds an escape sequence that is not SGR.
func foreign(line string) string {
	for {
		i := strings.IndexByte(line, 0x1b)
		if i < 0 {
			return ""
		}
		line = line[i:]
		end := strings.IndexFunc(line[1:], func(r rune) bool { return r >= 0x40 && r < 0x7f && r != '[' })
		if !strings.HasPrefix(line, "\x1b[") || end < 0 || line[1+end] != 'm' {
			return line
		}
		line = line[1+end:]
	}
}
