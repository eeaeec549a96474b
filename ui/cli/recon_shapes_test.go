package cli_test

// The documents of reconciliation as a script would read them.

type sideDoc struct {
	Amount   int64   `json:"amount"`
	Currency string  `json:"currency"`
	Status   string  `json:"status"`
	Type     string  `json:"type"`
	At       *string `json:"at"`
	Records  int     `json:"records"`
	Fee      *sumDoc `json:"fee"`
	Net      *sumDoc `json:"net"`
	Refund   string  `json:"refund_id"`
	State    string  `json:"refund_state"`
}

type sumDoc struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

type recordDoc struct {
	Report    int64   `json:"report_id"`
	Line      int     `json:"line"`
	Project   int64   `json:"project_id"`
	Payment   string  `json:"payment_id"`
	Operation string  `json:"operation_id"`
	Type      string  `json:"type"`
	Status    string  `json:"status"`
	Amount    int64   `json:"amount"`
	Currency  string  `json:"currency"`
	At        *string `json:"at"`
	Fee       *sumDoc `json:"fee"`
	Net       *sumDoc `json:"net"`
	Provider  string  `json:"provider_ref"`
	ARN       string  `json:"arn"`
	RRN       string  `json:"rrn"`
	Batch     string  `json:"settlement_batch"`
	Refund    string  `json:"refund_id"`
	State     string  `json:"refund_state"`
	Reject    string  `json:"reject"`
}

type decisionDoc struct {
	ID       int64   `json:"decision_id"`
	Act      int64   `json:"act"`
	As       string  `json:"as"`
	Note     string  `json:"note"`
	Month    string  `json:"month"`
	Operator string  `json:"operator"`
	At       string  `json:"at"`
	Undone   string  `json:"undone"`
	UndoneAt *string `json:"undone_at"`
}

type breakDoc struct {
	N         int64        `json:"n"`
	Code      string       `json:"code"`
	Severity  string       `json:"severity"`
	Project   int64        `json:"project_id"`
	Payment   string       `json:"payment_id"`
	Operation string       `json:"operation_id"`
	ReportID  int64        `json:"report_id"`
	File      string       `json:"file"`
	Line      int          `json:"line"`
	Report    *sideDoc     `json:"report"`
	Local     *sideDoc     `json:"local"`
	Reason    string       `json:"reason"`
	Stake     sumDoc       `json:"stake"`
	Due       *string      `json:"due"`
	Since     *string      `json:"since"`
	Key       string       `json:"key"`
	Decision  *decisionDoc `json:"decision"`
	Near      []recordDoc  `json:"near"`
}

type pairDoc struct {
	N         int64    `json:"n"`
	By        string   `json:"by"`
	Project   int64    `json:"project_id"`
	Payment   string   `json:"payment_id"`
	Operation string   `json:"operation_id"`
	Line      int      `json:"line"`
	Report    *sideDoc `json:"report"`
	Local     *sideDoc `json:"local"`
	Off       int64    `json:"off"`
	Note      string   `json:"note"`
}

type rowsDoc struct {
	Read     int64 `json:"read"`
	Accepted int64 `json:"accepted"`
	Rejected int64 `json:"rejected"`
	Ignored  int64 `json:"ignored"`
}

type bothDoc struct {
	Currency  string `json:"currency"`
	Report    int64  `json:"report"`
	Local     int64  `json:"local"`
	Matched   int64  `json:"matched"`
	Tolerated int64  `json:"tolerated"`
}

type checkedDoc struct {
	Name     string `json:"name"`
	Currency string `json:"currency"`
	Left     int64  `json:"left"`
	Right    int64  `json:"right"`
	Holds    bool   `json:"holds"`
	Words    string `json:"words"`
}

type rowRejectionDoc struct {
	Report    int64  `json:"report_id"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    string `json:"column"`
	Reason    string `json:"reason"`
	Detail    string `json:"detail"`
	Raw       string `json:"raw"`
	Operation string `json:"operation_id"`
	Payment   string `json:"payment_id"`
	Project   int64  `json:"project_id"`
	Reject    int64  `json:"reject_id"`
	Mended    int64  `json:"mended"`
}

type periodDoc struct {
	From     *string `json:"from"`
	To       *string `json:"to"`
	CutOff   *string `json:"cut_off"`
	Zone     string  `json:"zone"`
	Month    string  `json:"month"`
	Inferred bool    `json:"inferred"`
}

type reconciledDoc struct {
	RunID      *string           `json:"run_id"`
	Rows       rowsDoc           `json:"rows"`
	Matched    int64             `json:"matched"`
	Counts     map[string]int64  `json:"counts"`
	Breaks     []breakDoc        `json:"breaks"`
	Totals     []bothDoc         `json:"totals"`
	Expected   []breakDoc        `json:"expected"`
	Tolerated  []breakDoc        `json:"tolerated"`
	Pairs      []pairDoc         `json:"pairs"`
	Identities []checkedDoc      `json:"identities"`
	Sides      []map[string]any  `json:"sides"`
	Ignored    map[string]int64  `json:"ignored"`
	Rejections []rowRejectionDoc `json:"rejections"`
	Period     periodDoc         `json:"period"`
	Reports    []struct {
		ID      int64  `json:"report_id"`
		Name    string `json:"name"`
		SHA256  string `json:"sha256"`
		Profile string `json:"profile"`
		Rows    int64  `json:"rows"`
	} `json:"reports"`
	Confirmed int64    `json:"confirmed"`
	Settled   int64    `json:"settled"`
	Reused    bool     `json:"reused"`
	Files     []string `json:"files"`
	Truncated bool     `json:"truncated"`
	LeftOut   []struct {
		Source, Rule string
	} `json:"left_out"`
}

// breaksOf gives the breaks with a code.
func (d *reconciledDoc) breaksOf(code string) (found []breakDoc) {
	for _, list := range [][]breakDoc{d.Breaks, d.Expected, d.Tolerated} {
		for _, b := range list {
			if b.Code == code {
				found = append(found, b)
			}
		}
	}
	return found
}

type runsDoc struct {
	Items []struct {
		RunID     string    `json:"run_id"`
		Period    periodDoc `json:"period"`
		Reports   []string  `json:"reports"`
		Rows      rowsDoc   `json:"rows"`
		Matched   int64     `json:"matched"`
		Breaks    int64     `json:"breaks"`
		Expected  int64     `json:"expected"`
		Confirmed int64     `json:"confirmed"`
		Settled   int64     `json:"settled"`
		Operator  string    `json:"operator"`
		Started   string    `json:"started_at"`
		Ended     string    `json:"ended_at"`
	} `json:"items"`
	Total     *int64 `json:"total"`
	Truncated bool   `json:"truncated"`
}

type breaksDoc struct {
	RunID     string     `json:"run_id"`
	Items     []breakDoc `json:"items"`
	Total     *int64     `json:"total"`
	Truncated bool       `json:"truncated"`
}

type ruleDoc struct {
	Rule, Outcome, Words string
}

type breakShowDoc struct {
	RunID         string      `json:"run_id"`
	Kind          string      `json:"kind"`
	Break         breakDoc    `json:"break"`
	Pair          *pairDoc    `json:"pair"`
	Meaning       string      `json:"meaning"`
	Next          string      `json:"next"`
	ReportRecords []recordDoc `json:"report_records"`
	LocalRecords  []recordDoc `json:"local_records"`
	Explain       []ruleDoc   `json:"explain"`
	Raw           []struct {
		Report int64    `json:"report_id"`
		File   string   `json:"file"`
		Line   int      `json:"line"`
		Header []string `json:"header"`
		Cells  []string `json:"cells"`
		Raw    string   `json:"raw"`
	} `json:"raw"`
	Candidates []struct {
		Record recordDoc `json:"record"`
		Failed int       `json:"failed"`
		Lines  []ruleDoc `json:"lines"`
	} `json:"candidates"`
	Decisions []decisionDoc `json:"decisions"`
}

type decidedDoc struct {
	RunID   string     `json:"run_id"`
	As      string     `json:"as"`
	Note    string     `json:"note"`
	Act     int64      `json:"act"`
	Decided int        `json:"decided"`
	Items   []breakDoc `json:"items"`
	Refused []struct {
		N       int64  `json:"n"`
		Code    string `json:"code"`
		Payment string `json:"payment_id"`
		Why     string `json:"why"`
	} `json:"refused"`
	Sums []struct {
		Code   string `json:"code"`
		Breaks int64  `json:"breaks"`
		Stake  sumDoc `json:"stake"`
	} `json:"sums"`
	DryRun    bool `json:"dry_run"`
	Truncated bool `json:"truncated"`
}

type reportDoc struct {
	ID       int64   `json:"report_id"`
	Name     string  `json:"name"`
	SHA256   string  `json:"sha256"`
	Bytes    int64   `json:"bytes"`
	Profile  string  `json:"profile"`
	Version  int     `json:"profile_version"`
	Read     int64   `json:"read"`
	Accepted int64   `json:"accepted"`
	Rejected int64   `json:"rejected"`
	Ignored  int64   `json:"ignored"`
	Known    int64   `json:"known"`
	Changed  int64   `json:"changed"`
	First    *string `json:"first_at"`
	Last     *string `json:"last_at"`
	Mends    int64   `json:"mends"`
	Replaced int64   `json:"replaced_by"`
	Operator string  `json:"operator"`
	Imported string  `json:"imported_at"`
	Again    bool    `json:"again"`
}

type importedDoc struct {
	Items      []reportDoc       `json:"items"`
	Total      *int64            `json:"total"`
	Rejections []rowRejectionDoc `json:"rejections"`
	Truncated  bool              `json:"truncated"`
	Error      *problem          `json:"error"`
	LeftOut    []struct {
		Source, Rule string
	} `json:"left_out"`
}

type reportRowDoc struct {
	Report    int64   `json:"report_id"`
	Name      string  `json:"name"`
	Line      int     `json:"line"`
	Operation string  `json:"operation_id"`
	Payment   string  `json:"payment_id"`
	Project   int64   `json:"project_id"`
	Type      string  `json:"type"`
	Status    string  `json:"status"`
	Amount    int64   `json:"amount"`
	Currency  string  `json:"currency"`
	At        *string `json:"at"`
	Raw       string  `json:"raw"`
}

type monthDoc struct {
	Month    string   `json:"month"`
	Standing string   `json:"standing"`
	By       string   `json:"by"`
	At       *string  `json:"at"`
	Why      string   `json:"why"`
	Note     string   `json:"note"`
	Zone     string   `json:"zone"`
	RunID    string   `json:"run_id"`
	RunAt    *string  `json:"run_at"`
	Breaks   int64    `json:"breaks"`
	Open     int64    `json:"open"`
	Expected int64    `json:"expected"`
	Reports  []string `json:"reports"`
	Late     []struct {
		What    string `json:"what"`
		Subject int64  `json:"subject"`
		Was     string `json:"was"`
		Now     string `json:"now"`
		At      string `json:"at"`
	} `json:"late"`
}

type monthsDoc struct {
	Items     []monthDoc `json:"items"`
	Total     *int64     `json:"total"`
	Truncated bool       `json:"truncated"`
}

type closingDoc struct {
	Month      string           `json:"month"`
	Standing   string           `json:"standing"`
	RunID      string           `json:"run_id"`
	Period     periodDoc        `json:"period"`
	Rows       rowsDoc          `json:"rows"`
	Matched    int64            `json:"matched"`
	Totals     []bothDoc        `json:"totals"`
	Identities []checkedDoc     `json:"identities"`
	Open       []map[string]any `json:"open"`
	Undecided  int              `json:"undecided"`
	Carried    []map[string]any `json:"carry_forward"`
	Blockers   []string         `json:"blockers"`
	Changes    []struct {
		What, Signed, Now string
	} `json:"changes"`
	Late      []map[string]any `json:"late"`
	By        string           `json:"by"`
	At        *string          `json:"at"`
	Note      string           `json:"note"`
	AuditSeq  int64            `json:"audit_seq"`
	AuditHead string           `json:"audit_head"`
	DryRun    bool             `json:"dry_run"`
	Truncated bool             `json:"truncated"`
}
