package watch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"contra/core/ledger"
)

// entry is a file as one look found it.
type entry struct {
	path  string
	stamp stamp
}

// walk lists the files whose names promise callbacks or reports, each once.
func walk(folders []string) ([]entry, error) {
	var all []entry
	listed := map[string]bool{}
	for _, folder := range folders {
		if info, err := os.Stat(folder); err == nil && !info.IsDir() {
			return nil, ledger.Errorf(ledger.ErrUsage, "%s is not a folder", folder).WithHint("name the folder that files are put into")
		}
		err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil && path != folder && errors.Is(err, fs.ErrNotExist):
				return nil // it went away while we looked
			case err != nil:
				return err
			case path != folder && strings.HasPrefix(e.Name(), "."):
				if e.IsDir() {
					return fs.SkipDir
				}
				return nil
			case e.IsDir() || !promising(e.Name()) || listed[path]:
				return nil
			}
			info, err := os.Stat(path)
			if err != nil || !info.Mode().IsRegular() {
				return nil
			}
			listed[path] = true
			all = append(all, entry{path, stamp{info.Size(), info.ModTime()}})
			return nil
		})
		if err != nil {
			var at *fs.PathError
			if errors.As(err, &at) {
				folder, err = at.Path, at.Err
			}
			return nil, &ledger.Error{Code: ledger.ErrIO, Message: "the folder " + folder + " cannot be read", Err: err}
		}
	}
	return all, nil
}
