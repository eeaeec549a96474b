// Package files turns the paths that a person names into named streams of text:
// files, folders, gzip, zip and standard input.
package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"contra/core/ledger"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// The rules by which a file inside a folder or an archive is left out.
const (
	RuleExtension = "extension"          // its name promises no messages
	RuleMetadata  = "macos metadata"     // what macOS adds to archives and foreign disks
	RuleSpecial   = "not a regular file" // a pipe, a device, a socket
	RuleBroken    = "broken link"
	RuleVisited   = "folder read already" // reached a second time, by a link
)

// Ignored is a file that was left out, and the rule.
type Ignored struct{ Source, Rule string }

// Plan is what will be read, in order.
type Plan struct {
	Total   int64     // bytes on disk; 0 when not known beforehand
	Ignored []Ignored // complete after Each
	items   []item
	stdin   io.Reader
	read    atomic.Int64
	visited map[string]bool
}

type item struct{ path, name string }

// Open looks at every path before anything is read: one that does not exist or
// cannot be opened is an error that names it. Folders are walked in the order of
// their names. The error is a *ledger.Error.
func Open(paths []string, stdin io.Reader) (*Plan, error) {
	if len(paths) == 0 {
		return nil, ledger.Errorf(ledger.ErrUsage, "no file is named").WithHint("name files or folders, or - for standard input")
	}
	p := &Plan{stdin: stdin, visited: map[string]bool{}}
	sized, twice := true, false
	for _, path := range paths {
		if path == Stdin {
			if twice || stdin == nil {
				return nil, ledger.Errorf(ledger.ErrUsage, "standard input can be read only once")
			}
			twice, sized = true, false
			p.items = append(p.items, item{Stdin, Stdin})
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			return nil, unreadable(path, err)
		}
		if info.IsDir() {
			err = p.folder(path, strings.TrimRight(filepath.ToSlash(path), "/")+"/")
		} else {
			sized = sized && info.Mode().IsRegular()
			err = p.add(path, filepath.ToSlash(path), info)
		}
		if err != nil {
			return nil, err
		}
	}
	if !sized {
		p.Total = 0
	}
	return p, nil
}

// Read is how many bytes of Total have been read. It may be called at any time.
func (p *Plan) Read() int64 { return p.read.Load() }

func (p *Plan) add(path, name string, info fs.FileInfo) error {
	if info.Mode().IsRegular() { // opening a pipe would wait for its writer
		f, err := os.Open(path)
		if err != nil {
			return unreadable(path, err)
		}
		f.Close()
		p.Total += info.Size()
	}
	p.items = append(p.items, item{path, clean(name)})
	return nil
}

// folder walks one folder. name is what sources in it begin with. A folder that links
// lead to twice is read once, so that a loop ends.
func (p *Plan) folder(path, name string) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return unreadable(path, err)
	}
	if real, err = filepath.Abs(real); err != nil {
		return unreadable(path, err)
	}
	if p.visited[real] {
		p.ignore(strings.TrimSuffix(name, "/"), RuleVisited)
		return nil
	}
	p.visited[real] = true
	entries, err := os.ReadDir(path)
	if err != nil {
		return unreadable(path, err)
	}
	for _, e := range entries {
		at, source := filepath.Join(path, e.Name()), name+e.Name()
		info, err := os.Stat(at)
		switch {
		case err != nil && e.Type()&fs.ModeSymlink != 0:
			p.ignore(source, RuleBroken)
			continue
		case err != nil:
			return unreadable(at, err)
		case info.IsDir():
			err = p.folder(at, source+"/")
		case !info.Mode().IsRegular():
			p.ignore(source, RuleSpecial)
		default:
			if rule := leftOut(source, true); rule != "" {
				p.ignore(source, rule)
			} else {
				err = p.add(at, source, info)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *Plan) ignore(source, rule string) {
	p.Ignored = append(p.Ignored, Ignored{clean(source), rule})
}

func unreadable(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ledger.Errorf(ledger.ErrNotFound, "there is no file or folder %q", path).WithHint("check the path; nothing was imported")
	case errors.Is(err, fs.ErrPermission):
		return ledger.Errorf(ledger.ErrIO, "%q may not be read", path).WithHint("check its permissions; nothing was imported")
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: "cannot read " + clean(path), Err: err}
}
