package text

// TruncateMiddle shortens s to at most w columns and keeps both ends, for ids
// that differ at their end: KP-26…0042.
func TruncateMiddle(s string, w int) string {
	n := Width(s)
	if n <= w || w < 5 {
		return Truncate(s, w)
	}
	head := (w - 1) / 2
	tail := w - 1 - head
	return TruncateWith(s, head, "") + "…" + Cut(s, n-tail, n)
}
