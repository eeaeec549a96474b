package evidence

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/exporters/cell"
)

const reportsFolder = "reports/"

// given is a report that goes into the pack.
type given struct {
	ReportFile
	name string // in the pack
}

// files names the reports that go into the pack.
func (in *Input) files() ([]given, error) {
	var all []given
	for _, f := range in.Reports {
		if slices.ContainsFunc(all, func(g given) bool { return g.SHA256 == f.SHA256 }) {
			continue
		}
		at := slices.IndexFunc(in.Run.Summary.Reports, func(s archive.Source) bool { return s.SHA256 == f.SHA256 })
		if at < 0 {
			return nil, ledger.Errorf(ledger.ErrUsage, "run %d compared no report with the SHA-256 %s", in.Run.ID, f.SHA256)
		}
		all = append(all, given{f, fmt.Sprintf("%s%02d-%s", reportsFolder, at+1, base(in.Run.Summary.Reports[at].Name))})
	}
	return all, nil
}

// base makes a plain file name of how a person named a report.
func base(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-", r) {
			return r
		}
		return '_'
	}, cell.Clean(name))
	if r := []rune(name); len(r) > 80 {
		name = string(r[len(r)-80:])
	}
	return name
}

// copy writes the report, which must be the one that was compared.
func (g *given) copy(w io.Writer) error {
	r, err := g.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w, sum), r); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != g.SHA256 {
		return ledger.Errorf(ledger.ErrChanged, "the file of report %s is not the one that was compared", g.name).WithHint("leave it out, or find the file with the SHA-256 %s", g.SHA256)
	}
	return nil
}

// indexed is a line of the list of reports.
type indexed struct{ report, file, sha256, profile, version, reading, rows string }

func (x *indexed) cells() []*string {
	return []*string{&x.report, &x.file, &x.sha256, &x.profile, &x.version, &x.reading, &x.rows}
}

var indexHead = []string{"report", "file", "sha256", "profile", "profile_version", "reading", "rows"}

// index lists the reports of a run with the files that are in the pack.
func index(sources []archive.Source, fileOf func(sha256 string) string) []indexed {
	all := make([]indexed, len(sources))
	for i, s := range sources {
		all[i] = indexed{cell.Safe(s.Name), cell.Safe(fileOf(s.SHA256)), s.SHA256, cell.Safe(s.Profile), strconv.Itoa(s.Version), s.Reading, strconv.FormatInt(s.Rows, 10)}
	}
	return all
}

func writeIndex(w io.Writer, sources []archive.Source, files []given) error {
	out := csv.NewWriter(w)
	out.Write(indexHead)
	for _, x := range index(sources, func(sha256 string) string {
		for _, f := range files {
			if f.SHA256 == sha256 {
				return f.name
			}
		}
		return ""
	}) {
		line := make([]string, 0, len(indexHead))
		for _, c := range x.cells() {
			line = append(line, *c)
		}
		out.Write(line)
	}
	out.Flush()
	return out.Error()
}
