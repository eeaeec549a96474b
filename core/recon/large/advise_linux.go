package large

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// advise asks for large pages. It is only advice: whether it is taken, nobody needs to know.
func advise(b []byte) {
	page := uintptr(os.Getpagesize())
	from := uintptr(unsafe.Pointer(&b[0]))
	skip := int((page - from%page) % page)
	if n := (len(b) - skip) &^ int(page-1); n > 0 {
		_ = unix.Madvise(b[skip:skip+n], unix.MADV_HUGEPAGE)
	}
}
