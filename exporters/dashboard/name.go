package dashboard

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Name gives the file's name, which the Dashboard shows in its list of requests:
// "refunds_<project>_<yyyymmdd-hhmmss>_<n>of<m>_<hash8>.csv". The moment is in
// UTC, the hash is the beginning of the content's, and project 0 stands for rows
// of several projects.
func Name(project int64, at time.Time, part, of int, content string) string {
	whose := "mixed"
	if project != 0 {
		whose = strconv.FormatInt(project, 10)
	}
	return fmt.Sprintf("refunds_%s_%s_%dof%d_%s.csv", whose, at.UTC().Format("20060102-150405"), part, of, content[:min(8, len(content))])
}

// PartPath gives the path of one part of several: "refunds_1of3.csv" for
// "refunds.csv". A single part keeps the path.
func PartPath(path string, part, of int) string {
	if of == 1 {
		return path
	}
	ext := filepath.Ext(path)
	return fmt.Sprintf("%s_%dof%d%s", strings.TrimSuffix(path, ext), part, of, ext)
}
