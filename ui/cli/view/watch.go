package view

// Watched is what was found in watched folders.
type Watched struct {
	Taken    int           `json:"taken"`    // files taken in, reports of an archive one by one
	Failed   int           `json:"failed"`   // files that could not be taken in
	Rejected int64         `json:"rejected"` // callbacks and rows in them
	Changed  int64         `json:"changed"`  // rows that say something else than an earlier report did
	Growing  int           `json:"growing"`  // files left because they were still being written
	Files    []WatchedFile `json:"files"`
}

// WatchedFile is what became of one file, or of one report in an archive.
type WatchedFile struct {
	File     string `json:"file"`
	Kind     string `json:"kind"` // callbacks or report
	Read     int64  `json:"read"`
	Stored   int64  `json:"stored"`
	Known    int64  `json:"known"` // by the ledger before
	Rejected int64  `json:"rejected"`
	Changed  int64  `json:"changed,omitempty"` // rows that say something else than an earlier report did
	ReportID int64  `json:"report_id,omitempty"`
	Again    bool   `json:"again,omitempty"` // the same report was taken in before
	Error    *Error `json:"error,omitempty"`
}
