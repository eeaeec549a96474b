package purchases

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/core/qr"
	"contra/core/qr/blocks"
	exporter "contra/exporters/qr"
	"contra/ui/cli/app"
)

// qrImage is the type of what a customer scans.
const qrImage = "qr_img"

// scannable is what the QR code of a purchase says, or nothing.
func scannable(p ledger.Purchase) string {
	if p.Via == ledger.ViaLink {
		return string(p.Body)
	}
	for _, d := range p.Display {
		if d.Type == qrImage {
			return d.Data
		}
	}
	return ""
}

// draw shows a symbol, or says how much room it needs. On paper and in files
// there is always room.
func draw(w io.Writer, a *app.App, screen any, s qr.Symbol) error {
	const endless = 1000
	columns, rows, ink := endless, endless, blocks.OnLight
	if app.IsTerminal(screen) {
		ink = blocks.Ansi256
		if a.Env.Getenv("NO_COLOR") != "" || a.Env.Getenv("TERM") == "dumb" {
			ink = blocks.OnDark
		}
		width, height, err := term.GetSize(screen.(interface{ Fd() uintptr }).Fd())
		if err == nil && width > 0 && height > 1 {
			columns, rows = width, height-1 // the prompt takes a row
		}
	}
	picture, err := blocks.Draw(s, columns, rows, blocks.Options{Ink: ink})
	var small *blocks.TooSmall
	switch {
	case errors.As(err, &small):
		a.Say("The QR code needs a terminal of %d columns and %d rows, and this one has %d and %d: enlarge it, or write it to a file with --png.",
			small.Columns, small.Rows+1, small.HaveColumns, small.HaveRows+1)
		return nil
	case err != nil:
		return err
	}
	_, err = fmt.Fprintln(w, strings.Join(picture.Lines, "\n"))
	return err
}

// pictures are the files that a QR code is written to.
type pictures struct{ png, svg string }

func (p *pictures) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&p.png, "png", "", "write the QR code to a new PNG `file`")
	cmd.Flags().StringVar(&p.svg, "svg", "", "write the QR code to a new SVG `file`")
}

// check refuses names that could not be written, before anything is done.
func (p *pictures) check(cmd *cobra.Command) error {
	for _, f := range [][2]string{{p.png, ".png"}, {p.svg, ".svg"}} {
		path, ending := f[0], f[1]
		if path == "" {
			continue
		}
		if !strings.EqualFold(filepath.Ext(path), ending) {
			return app.Usage(cmd, "--%s %q: the file's name must end in %s", ending[1:], path, ending)
		}
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return app.Usage(cmd, "--%s %q: there is a file already", ending[1:], path)
		}
	}
	return nil
}

func (p *pictures) write(s qr.Symbol) error {
	for _, path := range []string{p.png, p.svg} {
		if path == "" {
			continue
		}
		if err := exporter.WriteFile(path, s); err != nil {
			return err
		}
	}
	return nil
}
