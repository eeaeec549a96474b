package check

import (
	"slices"
	"strings"

	"contra/core/batch"
)

// files judges the rows as the files that they will be.
func (c *checker) files(rows []batch.Row, parts int) {
	if len(rows) == 0 {
		c.sayOfFile(batch.Error, colNone, batch.FileEmpty, "there are no rows, and the platform refuses a file without one: add rows")
	}
	if parts > 1 {
		c.sayOfFile(batch.Warning, colNone, batch.FileTooManyRows, "%d rows are more than the %d that one file takes here: they will be split into %d files, and all of them must be uploaded", len(rows), c.MaxRows, parts)
	}
	c.known()
	c.layout(rows)
	for part := range slices.Chunk(rows, c.MaxRows) {
		if size := bytesOf(part); size > batch.MaxBytes {
			c.sayOfFile(batch.Error, colNone, batch.FileTooLarge, "a file of %d rows would have about %d MB, and the platform takes %d MB: set fewer rows for a file", len(part), size>>20, batch.MaxBytes>>20)
			break
		}
	}
}

// bytesOf is about how large a file with these rows is.
func bytesOf(rows []batch.Row) (size int) {
	const fixed = 45 // operation type, project, amount, currency, delimiters, end of line
	for i := range rows {
		r := &rows[i]
		size += fixed + len(r.Method) + len(r.PaymentID) + len(r.OperationID) + len(r.Description)
	}
	return size
}

// known tells of files with the same content: to upload both pays everybody twice.
func (c *checker) known() {
	for i := range c.Known {
		k := &c.Known[i]
		what := "batch " + clip(k.Ref)
		if k.Path != "" {
			what += ", file " + short(tail(k.Path)) + ","
		}
		by := " on " + k.ExportedAt.UTC().Format("2 Jan 2006 15:04") + " UTC"
		if k.Operator != "" {
			by = " by " + clip(k.Operator) + by
		}
		switch {
		case k.Gate:
			c.sayOfFile(batch.Error, colNone, batch.FileUploaded, "%s has the very same rows and was sent through Gate%s: to send them again would pay every customer twice; take out what was refunded", what, by)
		case !k.UploadedAt.IsZero():
			c.sayOfFile(batch.Error, colNone, batch.FileUploaded, "%s has the very same rows, was exported%s and uploaded on %s UTC: to upload them again would pay every customer twice; take out what was refunded",
				what, by, k.UploadedAt.UTC().Format("2 Jan 2006 15:04"))
		case c.Draft:
			c.sayOfFile(batch.Error, colNone, batch.FileKnown, "%s has the very same rows and was exported%s: upload that file, or withdraw its batch first", what, by)
		default:
			c.sayOfFile(batch.Warning, colNone, batch.FileKnown, "%s has the very same rows and was exported%s: upload it once only", what, by)
		}
	}
}

// tail is the last part of a path, which tells files apart.
func tail(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// layout judges the header that the files will have.
func (c *checker) layout(rows []batch.Row) {
	have := c.Layout.Columns
	for _, name := range batch.Required() {
		if !slices.Contains(have, name) {
			c.sayOfFile(batch.Error, columnOf(name), batch.FileColumnMissing, "the layout %s has no column %s, and the platform takes no file without it: use another layout", short(c.Layout.Name), name)
		}
	}
	for i, name := range have {
		if slices.Contains(have[:i], name) {
			c.sayOfFile(batch.Error, columnOf(name), batch.FileColumnDuplicated, "the layout %s has the column %s twice, and the platform refuses that: use another layout", short(c.Layout.Name), short(name))
		}
	}
	if slices.Contains(have, batch.ColOperation) {
		return
	}
	for i := range rows {
		if rows[i].OperationID != "" {
			c.sayOfFile(batch.Error, colOperation, batch.FileColumnMissing, "the layout %s has no column %s, and %s names an operation: use another layout", short(c.Layout.Name), batch.ColOperation, at(rows[i].Line, rows[i].N))
			return
		}
	}
}
