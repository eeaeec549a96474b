// Package large makes large arrays that are quick to go through in no order.
package large

import "unsafe"

// worth is from how many bytes on it is worth its while to ask for larger pages.
const worth = 4 << 20

// Make makes room for n values without pointers. Where the system can, it lies in pages of two
// megabytes: rows that are looked up by chance are found without a walk through page tables.
func Make[T any](n int) []T {
	all := make([]T, n)
	if size := n * int(unsafe.Sizeof(*new(T))); size >= worth {
		advise(unsafe.Slice((*byte)(unsafe.Pointer(&all[0])), size))
	}
	return all
}
