package statement

// chart is a drawing of horizontal bars, measured in its own units.
type chart struct {
	Title  string
	Height int
	Bars   []bar
}

type bar struct {
	Label, Colour           string
	Value                   int64
	Y, TextY, Width         int
	LabelEdge, Edge, Beside int // where the label ends, the bar begins, the value begins
}

// The measures of a chart.
const (
	labels  = 170 // width of the labels
	longest = 240 // of a bar
	pitch   = 20  // from bar to bar
)

func (v *view) charts() []chart {
	codes := chart{Title: "Breaks by code"}
	for _, n := range v.byCode() {
		codes.add(string(n.code), n.all, colours[string(n.code.About().Severity)])
	}
	ages := chart{Title: agesTitle}
	for i, n := range v.aging() {
		ages.add(n.label, n.n, []string{"#7c9cbf", "#5f86b3", "#c08a3e", "#b0483f"}[i])
	}
	var all []chart
	for _, c := range []chart{codes, ages} {
		if c.scale() {
			all = append(all, c)
		}
	}
	return all
}

// colours are of the severities.
var colours = map[string]string{"critical": "#8e2f3c", "high": "#b0483f", "medium": "#c08a3e", "low": "#7c9cbf", "info": "#9aa5b1"}

func (c *chart) add(label string, value int64, colour string) {
	y := c.Height
	c.Bars = append(c.Bars, bar{Label: label, Value: value, Colour: colour, Y: y, TextY: y + pitch - 7, LabelEdge: labels - 6, Edge: labels})
	c.Height += pitch
}

// scale makes the longest bar as long as there is room; false: there is nothing to draw.
func (c *chart) scale() bool {
	most := int64(0)
	for _, b := range c.Bars {
		most = max(most, b.Value)
	}
	if most == 0 {
		return false
	}
	for i := range c.Bars {
		b := &c.Bars[i]
		b.Width = int(b.Value * longest / most)
		if b.Value > 0 {
			b.Width = max(b.Width, 2)
		}
		b.Beside = labels + b.Width + 6
	}
	return true
}
