package months

import (
	"time"

	"contra/core/sandbox/reportfile"
)

// cut says which file of a month has what.
type cut struct {
	from, to time.Time
	formats  []reportfile.Format // one for each file
}

// overlap is how far each of two neighbours reaches over the border between them.
const overlap = 6 * time.Hour

// border is where file i begins.
func (c cut) border(i int) time.Time {
	return c.from.Add(c.to.Sub(c.from) / time.Duration(len(c.formats)) * time.Duration(i)).Truncate(time.Second)
}

func (c cut) named(i int) bool { return c.formats[i].Has(reportfile.OperationID) }

// nameless is the time of the file without operation ids.
func (c cut) nameless() (from, to time.Time) {
	for i := range c.formats {
		if !c.named(i) {
			return c.border(i), c.border(i + 1)
		}
	}
	return c.to, c.to
}

// of tells which file a moment belongs to, and whether the one before it has it too.
func (c cut) of(at time.Time) (file int, shared bool) {
	last := len(c.formats) - 1
	for file < last && !at.Before(c.border(file+1)) {
		file++
	}
	both := func(i int) bool { return i > 0 && i <= last && c.named(i-1) && c.named(i) }
	switch {
	case both(file) && at.Before(c.border(file).Add(overlap)):
		return file, true
	case both(file+1) && !at.Before(c.border(file+1).Add(-overlap)):
		return file + 1, true
	}
	return file, false
}
