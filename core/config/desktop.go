package config

import (
	"errors"
	"fmt"
	"net"
	"path/filepath"
)

// Desktop says what starts together with the desktop.
type Desktop struct {
	Watch  []string // folders that callbacks and reports are taken in from
	Listen string   // host:port where callbacks are taken in; empty: nowhere
}

type desktopEntry struct {
	Watch  []string `toml:"watch"`
	Listen string   `toml:"listen"`
}

// takeDesktop reads the section; folders stand relative to the configuration.
func (c *Config) takeDesktop(e desktopEntry) error {
	for _, folder := range e.Watch {
		if folder == "" {
			return errors.New("desktop.watch: a folder has no name")
		}
		if !filepath.IsAbs(folder) {
			folder = filepath.Join(filepath.Dir(c.Path), folder)
		}
		c.Desktop.Watch = append(c.Desktop.Watch, folder)
	}
	if c.Desktop.Listen = e.Listen; e.Listen != "" {
		if _, _, err := net.SplitHostPort(e.Listen); err != nil {
			return fmt.Errorf("desktop.listen: %q is not host:port, such as 127.0.0.1:8085", e.Listen)
		}
	}
	return nil
}
