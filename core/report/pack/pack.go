// Package pack keeps a report small: its text as compressed blocks, its items
// column by column.
package pack

import (
	"fmt"
	"runtime"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// window is as much of the text as a block looks back on.
const window = 1 << 20

// maxBlock is more than any block or part holds; what claims to be larger is damaged.
const maxBlock = 1 << 30

var coder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(window), zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithEncoderCRC(false))
	if err != nil {
		panic(err) // the options are constants
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithDecoderMaxMemory(maxBlock))
	if err != nil {
		panic(err) // the options are constants
	}
	return d
})

// Compress appends the compressed text to dst. Any number of goroutines may call it.
func Compress(dst, text []byte) []byte { return coder().EncodeAll(text, dst) }

// Expand gives the text back, in dst if it is large enough. size is how long
// it has to be.
func Expand(dst, data []byte, size int) ([]byte, error) {
	if size < 0 || size > maxBlock {
		return nil, fmt.Errorf("a block of a report is damaged: it claims %d bytes", size)
	}
	if cap(dst) < size {
		dst = make([]byte, 0, size)
	}
	text, err := decoder().DecodeAll(data, dst[:0])
	switch {
	case err != nil:
		return nil, fmt.Errorf("a block of a report is damaged: %w", err)
	case len(text) != size:
		return nil, fmt.Errorf("a block of a report is damaged: it holds %d bytes, not %d", len(text), size)
	}
	return text, nil
}
