package cli_test

import "encoding/json"

// The documents as a script would read them: the contract's names, and beside
// them what we add. They are written down here a second time on purpose.

type errorDoc struct {
	Error problem `json:"error"`
}

type problem struct {
	Code, Message, Hint string
}

type paymentDoc struct {
	Project    int64    `json:"project_id"`
	ID         string   `json:"payment_id"`
	Status     string   `json:"status"`
	Method     string   `json:"method"`
	Customer   string   `json:"customer_id"`
	Amount     int64    `json:"amount"`
	Refunded   int64    `json:"refunded"`
	InFlight   int64    `json:"in_flight"`
	Refundable int64    `json:"refundable"`
	Currency   string   `json:"currency"`
	Created    string   `json:"created_at"`
	Updated    string   `json:"updated_at"`
	Flags      []string `json:"flags"`
}

type paymentsDoc struct {
	Items     []paymentDoc `json:"items"`
	Total     *int64       `json:"total"`
	Truncated bool         `json:"truncated"`
}

type operationDoc struct {
	ID        string  `json:"operation_id"`
	Type      string  `json:"type"`
	Status    string  `json:"status"`
	Amount    int64   `json:"amount"`
	Currency  string  `json:"currency"`
	Request   string  `json:"request_id"`
	Code      string  `json:"code"`
	Message   string  `json:"message"`
	Created   *string `json:"created_at"`
	Completed *string `json:"completed_at"`
}

type callbackDoc struct {
	Operation string          `json:"operation_id"`
	Type      string          `json:"type"`
	Status    string          `json:"status"`
	Date      string          `json:"date"`
	Received  string          `json:"received_at"`
	Source    string          `json:"source"`
	Line      int             `json:"line"`
	Signature string          `json:"signature"`
	Late      bool            `json:"late"`
	Raw       json.RawMessage `json:"raw"`
}

type showDoc struct {
	Payment    paymentDoc     `json:"payment"`
	Operations []operationDoc `json:"operations"`
	Refunds    []refundDoc    `json:"refunds"`
	Purchases  []purchaseDoc  `json:"purchases"`
	Callbacks  []callbackDoc  `json:"callbacks"`
	Rows       []reportRowDoc `json:"report_rows"`
}

type refundDoc struct {
	ID          string   `json:"refund_id"`
	Project     int64    `json:"project_id"`
	Payment     string   `json:"payment_id"`
	Amount      int64    `json:"amount"`
	Currency    string   `json:"currency"`
	State       string   `json:"state"`
	Request     string   `json:"request_id"`
	Operation   string   `json:"operation_id"`
	Code        string   `json:"code"`
	Message     string   `json:"message"`
	Attempts    int      `json:"attempts"`
	Description string   `json:"description"`
	Operator    string   `json:"operator"`
	Hold        string   `json:"hold"`
	Created     *string  `json:"created_at"`
	Sent        *string  `json:"sent_at"`
	Updated     *string  `json:"updated_at"`
	Leaves      int64    `json:"leaves"`   // dry run
	Warnings    []string `json:"warnings"` // dry run
	Steps       []struct {
		At, Kind, State, Detail string
		HTTP                    int
	} `json:"steps"` // refunds show
}

type refundsDoc struct {
	Items     []refundDoc `json:"items"`
	Total     *int64      `json:"total"`
	Truncated bool        `json:"truncated"`
}

type settleDoc struct {
	Checked   int           `json:"checked"`
	Settled   int           `json:"settled"`
	InDoubt   int           `json:"in_doubt"`
	Resent    int           `json:"resent"`
	Items     []refundDoc   `json:"items"`
	Errors    []problem     `json:"errors"`
	Purchases []purchaseDoc `json:"purchases"`
}

type importDoc struct {
	Read       *int64 `json:"read"`
	Stored     *int64 `json:"stored"`
	Duplicate  *int64 `json:"duplicate"`
	Rejected   *int64 `json:"rejected"`
	Ignored    int64  `json:"ignored"`
	Rejections []struct {
		Source string `json:"source"`
		Line   int    `json:"line"`
		Reason string `json:"reason"`
		Detail string `json:"detail"`
	} `json:"rejections"`
	Truncated bool     `json:"truncated"`
	Error     *problem `json:"error"`
}
