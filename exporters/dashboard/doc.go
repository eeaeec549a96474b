// Package dashboard writes the platform's mass refund file and the sidecar that
// says what is in it. The file is UTF-8 without a byte order mark, its separator
// is a semicolon, and nothing in it is ever quoted: a value that would need it is
// refused, so that every reader sees the same rows.
package dashboard
