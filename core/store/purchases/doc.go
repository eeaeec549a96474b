// Package purchases keeps the purchases that we asked for and their stories.
package purchases

import "contra/core/store"

func failed(err error) error { return store.Wrap(err, "the purchases cannot be read") }
