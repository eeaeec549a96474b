package qr

// masks is how many patterns there are to choose from.
const masks = 8

// The standard's weights of what makes a symbol hard to read.
const (
	weightRun    = 3  // five modules of one colour in a line; one more for each further module
	weightBlock  = 3  // a square of four modules of one colour
	weightFinder = 40 // what looks like a finder pattern
	weightShare  = 10 // each 5 % by which the share of dark modules is off one half
)

// penalty rates a symbol as the standard does: of the eight masks, the one with
// the lowest penalty is used.
func (s Symbol) penalty() int {
	sum := s.penaltyOfLines(s.Dark) + s.penaltyOfLines(func(x, y int) bool { return s.Dark(y, x) })
	count := 0
	for y := range s.size {
		for x := range s.size {
			dark := s.Dark(x, y)
			if dark {
				count++
			}
			if x > 0 && y > 0 && dark == s.Dark(x-1, y) && dark == s.Dark(x, y-1) && dark == s.Dark(x-1, y-1) {
				sum += weightBlock
			}
		}
	}
	all := s.size * s.size
	return sum + weightShare*(abs(2*count-all)*10/all)
}

// penaltyOfLines rates the runs and the false finder patterns of all rows.
func (s Symbol) penaltyOfLines(dark func(x, y int) bool) int {
	sum := 0
	for y := range s.size {
		run := 0
		var last uint // the modules up to x, newest in the lowest bit
		// The quiet zone behind a row can complete a finder pattern.
		for x := range s.size + Quiet {
			bit := uint(0)
			if dark(x, y) {
				bit = 1
			}
			if x > 0 && bit == last&1 {
				run++
			} else {
				run = 1
			}
			last = last<<1 | bit
			if falseFinder(last) {
				sum += weightFinder
			}
			switch {
			case x >= s.size || run < 5:
			case run == 5:
				sum += weightRun
			default:
				sum++
			}
		}
	}
	return sum
}

// falseFinder tells whether the last eleven modules are a finder's 1:1:3:1:1
// with four light modules before or behind it.
func falseFinder(last uint) bool {
	last &= 1<<11 - 1
	return last == 0b0000_1011101 || last == 0b1011101_0000
}

func abs(n int) int { return max(n, -n) }
