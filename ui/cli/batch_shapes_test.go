package cli_test

// The documents of contra batch as a script would read them.

type totalDoc struct {
	Currency string `json:"currency"`
	Rows     int64  `json:"rows"`
	Amount   int64  `json:"amount"`
}

type findingDoc struct {
	Row      int64  `json:"row"`
	Line     int    `json:"line"`
	Column   string `json:"column"`
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
}

func codes(found []findingDoc) (all []string) {
	for _, f := range found {
		if f.Severity == "error" {
			all = append(all, f.Code)
		}
	}
	return all
}

type batchDoc struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Source   string  `json:"source"`
	State    string  `json:"state"`
	Rows     int64   `json:"rows"`
	Errors   int64   `json:"errors"`
	Warnings int64   `json:"warnings"`
	Operator string  `json:"operator"`
	Parent   string  `json:"parent"`
	Number   string  `json:"number"`
	Why      string  `json:"why"`
	Version  int64   `json:"version"`
	Starts   *string `json:"starts_at"`
	Checked  *string `json:"checked_at"`
	Created  *string `json:"created_at"`
	Updated  *string `json:"updated_at"`
}

type foundDoc struct {
	OK       int64        `json:"ok"`
	Totals   []totalDoc   `json:"totals"`
	Good     []totalDoc   `json:"good"`
	Files    int          `json:"files"`
	Findings []findingDoc `json:"findings"`
}

type builtDoc struct {
	batchDoc
	foundDoc
	Did string `json:"did"`
}

type checkDoc struct {
	Rows     int64 `json:"rows"`
	Errors   int64 `json:"errors"`
	Warnings int64 `json:"warnings"`
	foundDoc
	SHA256 string `json:"sha256"`
}

type batchFileDoc struct {
	Path     string  `json:"path"`
	SHA256   string  `json:"sha256"`
	Rows     int64   `json:"rows"`
	Bytes    int64   `json:"bytes"`
	Part     int     `json:"part"`
	Of       int     `json:"of"`
	Sidecar  string  `json:"sidecar"`
	Written  bool    `json:"written"`
	Number   string  `json:"number"`
	Operator string  `json:"operator"`
	Exported *string `json:"exported_at"`
	Uploaded *string `json:"uploaded_at"`
}

type exportDoc struct {
	ID      string         `json:"id"`
	State   string         `json:"state"`
	Rows    int64          `json:"rows"`
	LeftOut int64          `json:"left_out"`
	Totals  []totalDoc     `json:"totals"`
	Files   []batchFileDoc `json:"files"`
}

type progressTotalDoc struct {
	Currency  string `json:"currency"`
	Asked     int64  `json:"asked"`
	Succeeded int64  `json:"succeeded"`
	Declined  int64  `json:"declined"`
	Pending   int64  `json:"pending"`
}

type batchRowDoc struct {
	N           int64        `json:"row"`
	Line        int          `json:"line"`
	Project     int64        `json:"project_id"`
	Method      string       `json:"method"`
	Payment     string       `json:"payment_id"`
	Amount      int64        `json:"amount"`
	Currency    string       `json:"currency"`
	Description string       `json:"description"`
	Debit       string       `json:"debit_id"`
	State       string       `json:"state"`
	Refund      string       `json:"refund_id"`
	Operation   string       `json:"operation_id"`
	Code        string       `json:"code"`
	Message     string       `json:"message"`
	Refusal     string       `json:"refusal"`
	Hold        string       `json:"hold"`
	Findings    []findingDoc `json:"findings"`
}

type batchShowDoc struct {
	Batch    batchDoc `json:"batch"`
	Progress struct {
		Rows    int64              `json:"rows"`
		Waiting int64              `json:"waiting"`
		Open    int64              `json:"open"`
		Held    int64              `json:"held"`
		States  map[string]int64   `json:"states"`
		Totals  []progressTotalDoc `json:"totals"`
	} `json:"progress"`
	Files     []batchFileDoc `json:"files"`
	Findings  []findingDoc   `json:"findings"`
	Items     []batchRowDoc  `json:"items"`
	Total     *int64         `json:"total"`
	Truncated bool           `json:"truncated"`
}

type batchesDoc struct {
	Items     []batchDoc `json:"items"`
	Total     *int64     `json:"total"`
	Truncated bool       `json:"truncated"`
}

type sendingDoc struct {
	ID        string             `json:"id"`
	State     string             `json:"state"`
	Rows      int64              `json:"rows"`
	Taken     int64              `json:"taken"`
	Succeeded int64              `json:"succeeded"`
	Declined  int64              `json:"declined"`
	Rejected  int64              `json:"rejected"`
	Refused   int64              `json:"refused"`
	InDoubt   int64              `json:"in_doubt"`
	Open      int64              `json:"open"`
	Waiting   int64              `json:"waiting"`
	Held      int64              `json:"held"`
	Totals    []progressTotalDoc `json:"totals"`
	Why       string             `json:"why"`
}

type resultDoc struct {
	File   string           `json:"file"`
	Rows   int64            `json:"rows"`
	Counts map[string]int64 `json:"counts"`
}

type outcomesDoc struct {
	Items     []map[string]any `json:"items"`
	Total     *int64           `json:"total"`
	Truncated bool             `json:"truncated"`
}

type layoutDoc struct {
	Methods map[string]string `json:"methods"`
	Name    string            `json:"name"`
	Columns []string          `json:"columns"`
	LF      bool              `json:"lf"`
	Always  bool              `json:"always"`
}
