// Package batchdialog begins mass refunds on the screen: of selected payments, of
// a filter, of a list, and looks at Dashboard files that were made elsewhere.
package batchdialog

import (
	"os"
	"path/filepath"
	"strings"
)

// Folder is where files are proposed to be written: the person's downloads, or
// else the current folder.
func Folder() string {
	if home, err := os.UserHomeDir(); err == nil {
		dir := filepath.Join(home, "Downloads")
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	if dir, err := os.Getwd(); err == nil {
		return dir
	}
	return "."
}

// Expand writes out ~ as the home folder.
func Expand(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return path
}
