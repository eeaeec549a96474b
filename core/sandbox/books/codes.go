package books

// Response codes of the platform that the stand-in gives of itself.
const (
	CodeSuccess        = "0"
	CodeWaiting        = "9999"
	CodeDecline        = "20000"
	CodeValidation     = "502"
	CodeBadJSON        = "2003"
	CodeMissingField   = "2004"
	CodeNoProject      = "2442"
	CodeUnknownMethod  = "2541"
	CodeNoFunds        = "3028"
	CodeExists         = "3041"
	CodeStatus         = "3060"
	CodeNotFound       = "3061"
	CodeChannel        = "3119"
	CodeWrongCurrency  = "3121"
	CodeDuplicate      = "3230"
	CodeBadSignature   = "3261"
	CodeEmptySignature = "3262"
	CodeTooMuch        = "3283"
	CodeCurrency       = "3284"
	CodeTooSoon        = "3285"
	CodeNoAmount       = "3286"
	CodeNoCurrency     = "3287"
	CodeDisputed       = "3288"
	CodeFullOnly       = "3609"
	CodeNoRefund       = "3610"
	CodeTimeOut        = "20602"
)

var texts = map[string]string{
	CodeSuccess:        "Success",
	CodeWaiting:        "Awaiting processing",
	CodeDecline:        "General decline",
	CodeValidation:     "Validation error",
	CodeBadJSON:        "Invalid JSON string",
	CodeMissingField:   "Required field not provided",
	CodeNoProject:      "Project ID not found",
	CodeUnknownMethod:  "Unknown Payment Method",
	CodeNoFunds:        "Insufficient funds on merchant balance",
	CodeExists:         "Payment ID already exists",
	CodeStatus:         "Current payment or operation status does not allow this action",
	CodeNotFound:       "Transaction not found",
	CodeChannel:        "Request currency does not match channel currency",
	CodeWrongCurrency:  "Invalid currency",
	CodeDuplicate:      "The operation with such merchant_refund_id already exists",
	CodeBadSignature:   "Invalid signature",
	CodeEmptySignature: "Empty signature",
	CodeTooMuch:        "Refund amount more than init amount",
	CodeCurrency:       "Refund currency mismatched or empty",
	CodeTooSoon:        "Cannot make refund because of timeout block for repeat refund",
	CodeNoAmount:       "The property amount is required",
	CodeNoCurrency:     "The property currency is required",
	CodeDisputed:       "Refund prohibited on disputed transaction",
	CodeFullOnly:       "Operation amount must be equal to the initial amount",
	CodeNoRefund:       "Refund unavailable for the current operation",
	CodeTimeOut:        "Time-out",

	"100":   "General decline",
	"301":   "Cancelled",
	"303":   "Access denied",
	"310":   "This operation is not allowed by project settings",
	"314":   "Provider is not available now to perform the operation",
	"501":   "Internal error",
	"504":   "Insufficient funds on the balance",
	"601":   "Try again",
	"602":   "Network error",
	"903":   "Exceeded allowed amount for refund",
	"2147":  "Lock Error",
	"3613":  "Duplicate operation",
	"10000": "General decline",
}

// Text is the platform's short sentence for a code.
func Text(code string) string {
	if t, ok := texts[code]; ok {
		return t
	}
	return "Declined with code " + code
}

// Refusal is a request that the platform does not take. No operation is created.
type Refusal struct {
	Code    string
	Message string
	Field   string // dotted path of the request's field, or empty
	Detail  string // a sentence for people
}

func (r *Refusal) Error() string {
	if r.Detail != "" {
		return r.Code + " " + r.Message + ": " + r.Detail
	}
	return r.Code + " " + r.Message
}

// Refuse makes a refusal with the platform's sentence.
func Refuse(code, field, detail string) *Refusal {
	return &Refusal{Code: code, Message: Text(code), Field: field, Detail: detail}
}
