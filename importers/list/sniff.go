package list

import "cmp"

// sample is how many rows are looked at to find the delimiter and the header.
const sample = 50

// sniff finds the delimiter: the one that makes known columns out of the header,
// and beyond that the one that cuts most rows into equally many values. It is 0
// when no delimiter cuts anything.
func sniff(s string) byte {
	var best score
	comma := byte(0)
	for _, c := range []byte(";,\t|") {
		if got := rate(s, c); got.compare(best) > 0 {
			best, comma = got, c
		}
	}
	if best.known == 0 && rate(s, 0).known > 0 {
		return 0 // a known name alone: there is one column, whatever its values hold
	}
	return comma
}

// score tells how well a delimiter fits.
type score struct {
	known int // columns of the best header that are known
	even  int // rows with the commonest number of values, if more than one
	wide  int // that number
}

func (a score) compare(b score) int {
	return cmp.Or(cmp.Compare(a.known, b.known), cmp.Compare(a.even, b.even), cmp.Compare(a.wide, b.wide))
}

func rate(s string, comma byte) (got score) {
	counts := map[int]int{}
	r := newReader(s, comma)
	for rows := 0; rows < sample; {
		rec, ok, _ := r.next()
		if !ok {
			break
		}
		if blank(rec.Fields) {
			continue
		}
		rows++
		if len(rec.Fields) < 2 && comma != 0 {
			continue
		}
		got.known = max(got.known, known(rec.Fields))
		n := len(rec.Fields)
		counts[n]++
		if counts[n] > got.even || counts[n] == got.even && n > got.wide {
			got.even, got.wide = counts[n], n
		}
	}
	return got
}
