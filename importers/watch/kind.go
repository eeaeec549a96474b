package watch

import (
	"archive/zip"
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Kind is what a file holds.
type Kind string

// The kinds. An archive may hold both.
const (
	Callbacks Kind = "callbacks"
	Report    Kind = "report"
)

// promising tells by a file's name whether it may hold anything of ours.
func promising(name string) bool {
	return kindOf(name) != "" || packed(name)
}

func packed(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".gz" || ext == ".zip"
}

// kindOf tells by a name what a file that is not packed holds, or nothing.
func kindOf(name string) Kind {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".json", ".ndjson", ".jsonl":
		return Callbacks
	case ".csv", ".tsv", ".txt":
		return Report
	}
	return ""
}

// kindsOf tells what a file holds. One that cannot be looked into counts as a
// report, so that taking it in says what is wrong with it.
func kindsOf(path string) []Kind {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".zip":
		return inZip(path)
	case ".gz":
		if kind := kindOf(strings.TrimSuffix(path, filepath.Ext(path))); kind != "" {
			return []Kind{kind}
		}
		return []Kind{inGzip(path)}
	}
	return []Kind{kindOf(path)}
}

func inZip(path string) []Kind {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return []Kind{Report}
	}
	defer archive.Close()
	var kinds []Kind
	for _, f := range archive.File {
		if kind := kindOf(strings.TrimSuffix(f.Name, ".gz")); kind != "" && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// inGzip tells by the first letter: messages are JSON, tables are not.
func inGzip(path string) Kind {
	file, err := os.Open(path)
	if err != nil {
		return Report
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return Report
	}
	text := bufio.NewReader(unpacked)
	for {
		switch c, err := text.ReadByte(); {
		case err != nil:
			return Report
		case c == '{' || c == '[':
			return Callbacks
		case c != ' ' && c != '\n' && c != '\r' && c != '\t':
			return Report
		}
	}
}
