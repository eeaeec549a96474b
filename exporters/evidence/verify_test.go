package evidence_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/ledger"
	"contra/exporters/evidence"
	"contra/exporters/statement/statementtest"
)

// wrong gives the files that a verification complains of, and all its words.
func wrong(r evidence.Report) (files []string, words string) {
	for _, p := range r.Problems {
		if !slices.Contains(files, p.File) {
			files = append(files, p.File)
		}
		words += p.String() + "\n"
	}
	return files, words
}

func TestEveryChangedFileIsNamed(t *testing.T) {
	data, _ := packed(t, withReport())
	all := unzipped(t, data)
	require.Empty(t, check(zipped(t, all)).Problems, "how it is packed does not matter")
	for i, e := range all {
		for _, at := range []int{0, len(e.data) / 2, len(e.data) - 1} {
			changed := slices.Clone(all)
			changed[i].data = bytes.Clone(e.data)
			changed[i].data[at] ^= 1
			r := check(zipped(t, changed))
			files, _ := wrong(r)
			require.False(t, r.OK)
			require.Contains(t, files, e.name, "byte %d", at)
		}
		without := slices.Delete(slices.Clone(all), i, i+1)
		r := check(zipped(t, without))
		require.Contains(t, r.Problems, evidence.Problem{File: e.name, What: "it is missing"})
		longer := slices.Clone(all)
		longer[i].data = append(bytes.Clone(e.data), '\n')
		files, _ := wrong(check(zipped(t, longer)))
		require.Contains(t, files, e.name)
	}
}

func TestWhatDoesNotBelongInAPackIsNamed(t *testing.T) {
	data, _ := packed(t, withReport())
	all := unzipped(t, data)
	for name, words := range map[string]string{
		"extra.txt":            "it is not in the manifest",
		"Run.json":             "it is not in the manifest",
		"reports/other.csv":    "it is not in the manifest",
		"run.json":             "it is there twice",
		"manifest.json":        "it is there twice",
		"../run.json":          "its name is none that a pack has",
		"/etc/passwd":          "its name is none that a pack has",
		`..\..\x`:              "its name is none that a pack has",
		"C:evil":               "its name is none that a pack has",
		"reports/":             "its name is none that a pack has",
		"a//b":                 "its name is none that a pack has",
		"x\x1b[31m":            "its name is none that a pack has",
		strings.Repeat("n", 9): "it is not in the manifest",
	} {
		r := check(zipped(t, append(slices.Clone(all), entry{name: name, data: nil})))
		require.False(t, r.OK)
		_, said := wrong(r)
		require.Contains(t, said, words, name)
		require.NotContains(t, said, "\x1b")
	}
}

// Somebody who makes the manifest anew gets past the hashes, not past the numbers.
func TestAForgerIsFoundOutByTheNumbers(t *testing.T) {
	data, _ := packed(t, withReport())
	original := unzipped(t, data)
	require.Empty(t, check(forged(t, unzipped(t, data), nil)).Problems)
	for _, c := range []struct {
		file, was, is string
		blames, words string
	}{
		{"results.csv", ",128000,128000,KRW,", ",127000,127000,KRW,", "results.csv", "127000"},
		{"results.csv", ",128000,990", ",0,990", "results.csv", "the matched rows add up to -22,000 KRW, and the run says 106,000 KRW"},
		{"results.csv", "matched,,operation,", "break,,operation,", "results.csv", "it has 8 matched rows, and the run counts 9"},
		{"breaks.csv", "AMOUNT_DIFF", "STATUS_DIFF", "breaks.csv", "it has 0 breaks of code AMOUNT_DIFF, and the run counts 1"},
		{"breaks.csv", "MISSING_IN_REPORT,high,decided", "MISSING_IN_REPORT,high,open", "breaks.csv", "line 7 does not say what run.json says"},
		{"breaks.csv", "accept,", "contest,", "breaks.csv", "line 7 does not say"},
		{"breaks.csv", "report has 100 KRW more", "report has 10 KRW more", "breaks.csv", "line 5 does not say"},
		{"run.json", `"matched": 106000`, `"matched": 107000`, "run.json", "an identity does not hold: report 107,400 = matched 107,000"},
		{"run.json", `"read": 16`, `"read": 17`, "run.json", "an identity does not hold: read 17"},
		{"run.json", `"right": 16`, `"right": 17`, "run.json", "an identity does not hold"},
		{"run.json", `"AMOUNT_DIFF": 1`, `"AMOUNT_DIFF": 2`, "run.json", "it has 1 breaks of code AMOUNT_DIFF, and the run counts 2"},
		{"run.json", `"matched": 9,`, `"matched": 10,`, "results.csv", "it has 9 matched rows, and the run counts 10"},
		{"run.json", `"minor": 350`, `"minor": 351`, "run.json", "the roll-forward in KRW does not hold"},
		{"run.json", `"audit_seq": 311`, `"audit_seq": 312`, "audit-head.json", "something else of the audit chain"},
		{"run.json", `"operator": "desk2"`, `"operator": "desk1"`, "manifest.json", "something else of the run"},
		{"run.json", `"name": "October`, `"name": "November`, "reports/index.csv", "it does not list the reports of the run"},
		{"run.json", `"format": "contra statement 1"`, `"format": "contra statement 2"`, "run.json", "its format is"},
		{"run.json", `"breaks": [`, `"breaks": {`, "run.json", "it cannot be read"},
		{"reports/01-보고서__Oct_.csv", "1000", "1001", "reports/01-보고서__Oct_.csv", "it is not the report that was compared"},
		{"audit-head.json", "311", "310", "audit-head.json", "something else of the audit chain"},
		{"audit-head.json", "{", `{"x":1,`, "audit-head.json", "it cannot be read"},
		{"results.csv", "outcome,", "result,", "results.csv", "it has no column outcome"},
		{"breaks.csv", "\n", "\n\"", "breaks.csv", "it cannot be read"},
	} {
		all := slices.Clone(original)
		i := slices.IndexFunc(all, func(e entry) bool { return e.name == c.file })
		changed := bytes.Replace(all[i].data, []byte(c.was), []byte(c.is), 1)
		require.NotEqual(t, all[i].data, changed, "%s has no %s", c.file, c.was)
		all[i].data = changed
		r := check(forged(t, all, nil))
		files, words := wrong(r)
		require.False(t, r.OK, c.is)
		require.Contains(t, files, c.blames, words)
		require.Contains(t, words, c.words)
		require.NotContains(t, words, "SHA-256 is not", "only the numbers tell")
	}
}

func TestAForgedManifestIsFoundOut(t *testing.T) {
	data, _ := packed(t, withReport())
	for words, change := range map[string]func(*evidence.Manifest){
		"run.json: the manifest does not name it":                          func(m *evidence.Manifest) { m.Files = slices.Delete(m.Files, 5, 6) },
		"breaks.csv: the manifest names it twice":                          func(m *evidence.Manifest) { m.Files = append(m.Files, m.Files[1]) },
		"rejects.csv: it is too large":                                     func(m *evidence.Manifest) { m.Files[4].Bytes = 1 << 60 },
		"breaks.csv: it is too large":                                      func(m *evidence.Manifest) { m.Files[1].Bytes = -1 },
		"and the manifest says 7":                                          func(m *evidence.Manifest) { m.Files[1].Bytes = 7 },
		"../x: it is missing":                                              func(m *evidence.Manifest) { m.Files[8].Name = "../x" },
		"manifest.json: it says something else of the run than run.json":   func(m *evidence.Manifest) { m.SignedBy = "somebody" },
		"manifest.json: its format is \"contra evidence 7\"":               func(m *evidence.Manifest) { m.Format = "contra evidence 7" },
		"reports/01-보고서__Oct_.csv: it is not the report that was compared": func(m *evidence.Manifest) { m.Files[8].SHA256 = strings.Repeat("0", 64) },
		"manifest.json: the manifest names it twice":                       func(m *evidence.Manifest) { m.Files[8].Name = "manifest.json" },
	} {
		_, said := wrong(check(forged(t, unzipped(t, data), change)))
		require.Contains(t, said, words)
	}
	all := unzipped(t, data)
	last := &all[len(all)-1]
	last.data = bytes.Replace(last.data, []byte("{\n"), []byte("{\n  \"note\": \"trust me\",\n"), 1)
	_, said := wrong(check(zipped(t, all)))
	require.Contains(t, said, "manifest.json: it is not as it was written")
}

func TestAZipFileThatLiesIsFoundOut(t *testing.T) {
	data, _ := packed(t, withReport())
	require.Contains(t, check(data[:len(data)/2]).Problems[0].What, "it is not a readable zip file")
	require.Contains(t, check(nil).Problems[0].What, "it is not a readable zip file")
	require.Contains(t, check([]byte("run_id;month")).Problems[0].What, "it is not a readable zip file")

	bomb := unzipped(t, data)
	i := slices.IndexFunc(bomb, func(e entry) bool { return e.name == "results.csv" })
	bomb[i].data = bytes.Repeat([]byte{'0'}, 12<<20)
	_, said := wrong(check(forged(t, bomb, nil)))
	require.Contains(t, said, "results.csv: it cannot be read: a line is too long")

	// The size that the table of contents says is not the size of what comes out.
	z := zipped(t, unzipped(t, data))
	at := bytes.LastIndex(z, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(z[at+24:], 1<<31-1)
	require.False(t, check(z).OK)

	var out bytes.Buffer
	w := zip.NewWriter(&out)
	link := &zip.FileHeader{Name: "link"}
	link.SetMode(0o777 | 1<<27) // a symbolic link
	_, err := w.CreateHeader(link)
	require.NoError(t, err)
	require.NoError(t, w.SetComment("hello"))
	require.NoError(t, w.Close())
	_, said = wrong(check(out.Bytes()))
	require.Contains(t, said, "link: it is no plain file")
	require.Contains(t, said, "it has a comment")
	require.Contains(t, said, "manifest.json: it is missing")
}

func TestAFileThatCannotBeReadIsAnError(t *testing.T) {
	_, err := evidence.Verify(filepath.Join(t.TempDir(), "none.zip"))
	require.Equal(t, ledger.ErrNotFound, code(t, err))
	_, err = evidence.Verify(t.TempDir())
	require.Equal(t, ledger.ErrUsage, code(t, err))
}

// What a zip file says beside its files, such as their dates, proves nothing and is not looked at.
func TestAnyChangedBytesAreFoundOutOrChangeNoFile(t *testing.T) {
	data, _ := packed(t, withReport())
	files := unzipped(t, data)
	found := 0
	rapid.Check(t, func(r *rapid.T) {
		changed := bytes.Clone(data)
		for _, at := range rapid.SliceOfN(rapid.IntRange(0, len(data)-1), 1, 4).Draw(r, "bytes") {
			changed[at] ^= rapid.ByteRange(1, 255).Draw(r, "bits")
		}
		if !check(changed).OK {
			found++
			return
		}
		require.Equal(r, files, unzipped(t, changed))
	})
	require.Positive(t, found)
}

func FuzzCheck(f *testing.F) {
	data, _ := packed(f, withReport())
	f.Add(data)
	f.Add(zipped(f, unzipped(f, data)))
	small, _ := packed(f, evidence.Input{Statement: statementtest.Big(2)})
	f.Add(small)
	intact := map[string]bool{string(data): true, string(small): true}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := check(data)
		require.Equal(t, r.OK, len(r.Problems) == 0)
		if intact[string(data)] {
			require.True(t, r.OK)
		}
	})
}
