package callbacks

import (
	"errors"
	"io"

	"contra/core/ledger"
	"contra/importers/files"
	"contra/importers/split"
)

const (
	chunkMessages = 256
	chunkBytes    = 1 << 20
)

// chunk is the messages that one worker checks in one go, in one piece of memory.
type chunk struct {
	items []item
	buf   []byte
	out   []ledger.Inbound
	done  chan struct{}
}

type item struct {
	source   string
	line     int
	from, to int
	problem  string // why it cannot be a message, whatever the text
}

func (c *chunk) add(source string, m split.Message) {
	from := len(c.buf)
	c.buf = append(c.buf, m.Raw...)
	c.items = append(c.items, item{source, m.Line, from, len(c.buf), m.Problem})
}

func (c *chunk) full() bool { return len(c.items) >= chunkMessages || len(c.buf) >= chunkBytes }

// check verifies the messages of the chunk.
func (c *chunk) check(secrets Secrets) {
	c.out = make([]ledger.Inbound, len(c.items))
	for i, it := range c.items {
		raw := c.buf[it.from:it.to:it.to]
		if it.problem != "" {
			c.out[i] = rejected(it.source, it.line, raw, ledger.Reject{Reason: ledger.BadJSON, Detail: it.problem})
			continue
		}
		c.out[i] = Check(secrets, it.source, it.line, raw)
	}
	close(c.done)
}

// feed cuts all streams of the plan into chunks and sends them on.
func feed(plan *files.Plan, send func(*chunk) error) error {
	s := split.New(nil)
	c := fresh(0)
	flush := func() error {
		if len(c.items) == 0 {
			return nil
		}
		err := send(c)
		c = fresh(len(c.buf))
		return err
	}
	err := plan.Each(func(name string, r io.Reader) error {
		s.Reset(r)
		for {
			m, err := s.Next()
			var damage *files.Damage
			switch {
			case err == io.EOF:
				return nil
			case errors.As(err, &damage):
				c.add(name, split.Message{Line: s.Line(), Problem: damage.Error()})
				return nil
			case err != nil:
				return err
			}
			c.add(name, m)
			if !c.full() {
				continue
			}
			if err := flush(); err != nil {
				return err
			}
		}
	})
	if last := flush(); err == nil { // what was read before an error counts
		err = last
	}
	return err
}

func fresh(size int) *chunk {
	return &chunk{
		items: make([]item, 0, chunkMessages),
		buf:   make([]byte, 0, size+size/16),
		done:  make(chan struct{}),
	}
}
