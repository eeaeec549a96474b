// Package layout cuts the screen into rectangles that are never negative, and
// composes blocks of text into a frame that is exactly as large as the screen.
package layout

// Rect is a rectangle of terminal cells. W and H are never negative when it
// comes from New or from another Rect.
type Rect struct{ X, Y, W, H int }

// New is the rectangle at the origin.
func New(w, h int) Rect { return Rect{W: max(w, 0), H: max(h, 0)} }

// Empty tells whether nothing fits inside.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Contains tells whether a cell lies inside.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// Inset takes dx columns off both sides and dy rows off the top and the bottom.
func (r Rect) Inset(dx, dy int) Rect {
	dx, dy = clamp(dx, 0, (r.W+1)/2), clamp(dy, 0, (r.H+1)/2)
	return Rect{r.X + min(dx, r.W), r.Y + min(dy, r.H), max(r.W-2*dx, 0), max(r.H-2*dy, 0)}
}

// Center is a rectangle of at most w×h in the middle of r.
func (r Rect) Center(w, h int) Rect {
	w, h = clamp(w, 0, max(r.W, 0)), clamp(h, 0, max(r.H, 0))
	return Rect{r.X + (r.W-w)/2, r.Y + (r.H-h)/2, w, h}
}

// At is a rectangle of at most w×h whose corner is x, y, moved inside r where it
// would stick out: for menus and pop-ups.
func (r Rect) At(x, y, w, h int) Rect {
	w, h = clamp(w, 0, max(r.W, 0)), clamp(h, 0, max(r.H, 0))
	return Rect{clamp(x, r.X, r.X+r.W-w), clamp(y, r.Y, r.Y+r.H-h), w, h}
}

// Size asks for a share of a row or column of rectangles.
type Size struct {
	kind kind
	n    int
}

type kind uint8

const (
	fixed kind = iota
	fill
	percent
)

// Fixed asks for n cells.
func Fixed(n int) Size { return Size{fixed, max(n, 0)} }

// Fill asks for a share of what the others leave, in proportion to its weight.
func Fill(weight int) Size { return Size{fill, max(weight, 1)} }

// Percent asks for n hundredths of the whole.
func Percent(n int) Size { return Size{percent, clamp(n, 0, 100)} }

// Rows cuts r into rows from the top. There is one rectangle for each size; when
// the space is short, the later ones get less, or nothing.
func (r Rect) Rows(sizes ...Size) []Rect {
	out := make([]Rect, len(sizes))
	y := r.Y
	for i, h := range share(r.H, sizes) {
		out[i] = Rect{r.X, y, r.W, h}
		y += h
	}
	return out
}

// Columns cuts r into columns from the left, as Rows does from the top.
func (r Rect) Columns(sizes ...Size) []Rect {
	out := make([]Rect, len(sizes))
	x := r.X
	for i, w := range share(r.W, sizes) {
		out[i] = Rect{x, r.Y, w, r.H}
		x += w
	}
	return out
}

func share(total int, sizes []Size) []int {
	total = max(total, 0)
	out := make([]int, len(sizes))
	left, weights := total, 0
	for i, s := range sizes {
		want := s.n
		switch s.kind {
		case fill:
			weights += s.n
			continue
		case percent:
			want = total * s.n / 100
		}
		out[i] = min(want, left)
		left -= out[i]
	}
	for i, s := range sizes {
		if s.kind != fill {
			continue
		}
		out[i] = left * s.n / weights
		left -= out[i]
		weights -= s.n
	}
	return out
}

func clamp(v, lo, hi int) int { return max(lo, min(v, hi)) }
