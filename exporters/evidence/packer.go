package evidence

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/flate"
)

// level is how hard text is packed.
const level = 6

// packer writes the files of a pack and looks at each as a verifier will.
type packer struct {
	zip   *zip.Writer
	at    time.Time
	files []File
	seen  contents
}

func newPacker(w io.Writer, at time.Time) *packer {
	p := &packer{zip: zip.NewWriter(w), at: at}
	p.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, level) })
	return p
}

// earliest is before what a zip file can date.
var earliest = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (p *packer) create(name string) (io.Writer, error) {
	at := p.at.UTC().Truncate(time.Second)
	if at.Before(earliest) {
		at = earliest
	}
	return p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
}

// add writes a file, and reads along what is checked of it.
func (p *packer) add(name, about string, write func(io.Writer) error) error {
	to, err := p.create(name)
	if err != nil {
		return err
	}
	f := File{Name: name, About: about}
	sum := sha256.New()
	check := p.seen.reader(name)
	if check == nil {
		err = write(io.MultiWriter(to, sum, counter{&f.Bytes}))
	} else {
		r, w := io.Pipe()
		checked := make(chan error, 1)
		go func() {
			err := check(r)
			r.CloseWithError(err)
			checked <- err
		}()
		err = write(io.MultiWriter(to, sum, counter{&f.Bytes}, w))
		w.CloseWithError(err)
		if wrong := <-checked; err == nil && wrong != nil {
			err = fmt.Errorf("%s: %w", name, wrong)
		}
	}
	f.SHA256 = hex.EncodeToString(sum.Sum(nil))
	p.files = append(p.files, f)
	return err
}

// counter counts what is written.
type counter struct{ n *int64 }

func (c counter) Write(data []byte) (int, error) {
	*c.n += int64(len(data))
	return len(data), nil
}
