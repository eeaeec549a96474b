package reading

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"contra/core/ledger"
	"contra/importers/table"
	"contra/ui/cli/view"
)

// The rules by which files in folders are left out.
const (
	ruleName    = "its name is not that of a report"
	ruleHidden  = "hidden"
	ruleSpecial = "not a file"
)

// expand puts the files of folders in the place of the folders, in the order of
// their names. A file that is named itself is taken whatever it is called.
func expand(paths []string) (files []string, left []view.Ignored, err error) {
	stdin := false
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case path == table.Stdin:
			if stdin {
				return nil, nil, ledger.Errorf(ledger.ErrUsage, "standard input can be read only once").WithHint("name - only once")
			}
			stdin = true
			files = append(files, path)
		case err != nil || !info.IsDir():
			files = append(files, path) // what is not there is said when it is opened
		default:
			found, out, err := walk(path)
			if err != nil {
				return nil, nil, err
			}
			files, left = append(files, found...), append(left, out...)
		}
	}
	return files, left, nil
}

func walk(folder string) (files []string, left []view.Ignored, err error) {
	err = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != folder && strings.HasPrefix(e.Name(), "."):
			left = append(left, view.Ignored{Source: path, Rule: ruleHidden})
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.IsDir():
		case !named(e.Name()):
			left = append(left, view.Ignored{Source: path, Rule: ruleName})
		default:
			if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
				left = append(left, view.Ignored{Source: path, Rule: ruleSpecial})
				return nil
			}
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return nil, nil, &ledger.Error{Code: ledger.ErrIO, Message: "the folder " + folder + " cannot be read", Err: err}
	}
	if len(files) == 0 {
		return nil, nil, ledger.Errorf(ledger.ErrUsage, "there is no report in the folder %s", folder).WithHint("reports in folders are files .csv, .tsv, .txt, .gz or .zip; name others one by one")
	}
	return files, left, nil
}

func named(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".txt", ".gz", ".zip":
		return true
	}
	return false
}
