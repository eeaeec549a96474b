package books

import "fmt"

// ids makes the platform's identifiers, the same ones for the same seed.
type ids struct {
	state uint64
	op    int64
	req   int
}

func newIDs(seed uint64) ids {
	g := ids{state: seed}
	// Sixteen digits, as the platform has them; the seed keeps two stand-ins apart.
	g.op = 5_028_800_000_000_000 + int64(g.next()%900_000)*1_000_000_000
	return g
}

// next is one step of splitmix64.
func (g *ids) next() uint64 {
	g.state += 0x9e3779b97f4a7c15
	z := g.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (g *ids) operation() int64 {
	g.op += 1 + int64(g.next()%900)
	return g.op
}

// request looks like the platform's: forty hex digits, a dash, eight digits.
func (g *ids) request() string {
	g.req++
	return fmt.Sprintf("%016x%016x%08x-%08d", g.next(), g.next(), uint32(g.next()), g.req)
}

// ticket is thirty-two hex digits that nobody guesses in practice.
func (g *ids) ticket() string { return fmt.Sprintf("%016x%016x", g.next(), g.next()) }

// provider gives the provider's ids; the payment id is empty in one of four
// operations, as in the samples of the documents.
func (g *ids) provider() (id int64, paymentID string) {
	id = 3000 + int64(g.next()%900)
	if n := g.next(); n%4 != 0 {
		paymentID = fmt.Sprintf("T%015x", n>>4)
	}
	return id, paymentID
}
