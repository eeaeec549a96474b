package massfile

import "fmt"

// The platform's sentences. Those for a row are followed by its line.
const (
	empty         = "File is empty"
	badFormat     = "Incorrect file format"
	broken        = "File is broken"
	duplicated    = "Columns are duplicated"
	missing       = "File does not contain required columns"
	badField      = "Fields are filled in incorrectly"
	noMethod      = "Payment method is not available"
	foreign       = "Specified project_id does not belong to specified merchant account"
	notNumeric    = "Project_id is not numeric"
	noProject     = "Project_id does not exist"
	noPayment     = "Payment_id is empty"
	noAmount      = "Amount is empty"
	badAmount     = "Incorrect Amount"
	noCurrency    = "Currency is empty"
	badCurrency   = "Incorrect Currency"
	tooLarge      = "File is larger than 128 MB" // the documents give the limit and no sentence
	maxMessages   = 10_000
	moreThanThose = "and %d more"
)

// Refused is a file that is not taken, whole as it is.
type Refused struct {
	Messages []string // in the order of the file; beyond ten thousand only their number
}

func (e *Refused) Error() string {
	if n := len(e.Messages); n > 1 {
		return fmt.Sprintf("the file is refused: %s, %s", e.Messages[0], fmt.Sprintf(moreThanThose, n-1))
	}
	return "the file is refused: " + e.Messages[0]
}

// say notes what is wrong, of a line unless that is 0.
func (r *reader) say(message string, line int) {
	if len(r.messages) >= maxMessages {
		r.unsaid++
		return
	}
	if line > 0 {
		message = fmt.Sprintf("%s (line# %d)", message, line)
	}
	r.messages = append(r.messages, message)
}

func (r *reader) refusal() error {
	if len(r.messages) == 0 {
		return nil
	}
	if r.unsaid > 0 {
		r.messages = append(r.messages, fmt.Sprintf(moreThanThose, r.unsaid))
	}
	return &Refused{r.messages}
}
