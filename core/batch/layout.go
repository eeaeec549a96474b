package batch

// Layout is how a Dashboard file is written: the columns with their order, the
// end of line and the codes of methods. The delimiter is always a semicolon, and
// nothing is ever quoted.
type Layout struct {
	Name    string            `json:"name"`
	Columns []string          `json:"columns"` // as the platform names them; one that contra does not know stays empty
	LF      bool              `json:"lf"`      // lines end with LF instead of CR LF
	Methods map[string]string `json:"methods"` // instead of the codes in the table of methods
	Always  bool              `json:"always"`  // general.operation_id is written although no row uses it
}

// Standard is the layout of the platform's documents.
func Standard() Layout { return Layout{Name: "standard", Columns: Columns()} }

// Files is what the outside does for an export.
type Files interface {
	// Encode gives the bytes of a file with these rows. The same rows and layout
	// give the same bytes.
	Encode(layout Layout, rows []Row) ([]byte, error)
	// Put writes the file so that its name never holds half of it. A file of that
	// name with these very bytes is taken for done; any other is an error.
	Put(path string, data []byte) error
	// About writes the sidecar of a file, as carefully: what is in it, who made it
	// and when.
	About(f File, layout Layout, rows []Row) error
	// PartPath gives the path of one part of several.
	PartPath(path string, part, of int) string
}
