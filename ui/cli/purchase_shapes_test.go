package cli_test

type displayDoc struct {
	Type  string `json:"type"`
	Title string `json:"title"`
	Data  string `json:"data"`
}

type purchaseDoc struct {
	ID          string       `json:"purchase_id"`
	Project     int64        `json:"project_id"`
	Payment     string       `json:"payment_id"`
	Amount      int64        `json:"amount"`
	Currency    string       `json:"currency"`
	State       string       `json:"state"`
	Via         string       `json:"via"`
	Method      string       `json:"method"`
	Customer    string       `json:"customer_id"`
	Request     string       `json:"request_id"`
	Operation   string       `json:"operation_id"`
	Code        string       `json:"code"`
	Message     string       `json:"message"`
	Display     []displayDoc `json:"display"`
	Expires     *string      `json:"expires_at"`
	Attempts    int          `json:"attempts"`
	Link        string       `json:"link"`
	Description string       `json:"description"`
	Operator    string       `json:"operator"`
	Hold        string       `json:"hold"`
	Created     *string      `json:"created_at"`
	Sent        *string      `json:"sent_at"`
	Updated     *string      `json:"updated_at"`
}

type purchasePlanDoc struct {
	purchaseDoc
	Warnings []string `json:"warnings"`
}

type purchasesDoc struct {
	Items     []purchaseDoc `json:"items"`
	Total     int           `json:"total"`
	Truncated bool          `json:"truncated"`
}

type purchaseStoryDoc struct {
	purchaseDoc
	Steps []struct {
		At     string `json:"at"`
		Kind   string `json:"kind"`
		State  string `json:"state"`
		HTTP   int    `json:"http"`
		Detail string `json:"detail"`
	} `json:"steps"`
}

// purchase decodes stdout as a purchase.
func (r ran) purchase() (p purchaseDoc) {
	r.t.Helper()
	r.into(&p)
	return p
}

// purchased reads one purchase of the ledger.
func (w *world) purchased(id string) (p purchaseStoryDoc) {
	w.t.Helper()
	w.run("purchases", "show", id, "--json").exits(0).into(&p)
	return p
}
