package codes

// Sentences that several codes share.
const (
	askFirst   = "Do not send it again yet: ask for the payment's status, and repeat only what is surely not there."
	waitResult = "Wait for the callback; ask for the status if it is late. The amount stays reserved."
	mayRepeat  = "A person may start a new refund; if it is declined again, ask the platform's support why."
	topUp      = "Have finance top up the balance that the payment was made under, then start a new refund."
	callUs     = "Have whoever runs this program check its configuration; the same request would be refused again."
	callThem   = "Ask the platform's support or account manager to allow it; the same request would be refused again."
)

// platformCodes are the codes 0 to 999: the platform's own.
var platformCodes = []Code{
	{"0", "success", Success, "Nothing: it is done."},
	{"100", "declined, without a closer reason", FinalDecline, mayRepeat},
	{"301", "one of the parties cancelled the operation", FinalDecline, mayRepeat},
	{"303", "this caller has no permission for the request", Configuration, callThem},
	{"310", "the project's settings do not allow this operation", Configuration, callThem},
	{"314", "the provider cannot be reached just now", Retry, askFirst},
	{"501", "an error inside the platform", Retry, askFirst},
	{"502", "the platform could not validate the data it received", Retry, askFirst},
	{"504", "the balance does not hold enough money", FinalDecline, topUp},
	{"601", "an error occurred and the platform suggests to try again", Retry, askFirst},
	{"602", "the network between the platform and another service failed", Retry, askFirst},
	{"702", "the request was malformed", Configuration, callUs},
	{"903", "all refunds to this card together would exceed what it paid", FinalDecline,
		"Compare the payment's refunds with what was captured; refund no more than the rest."},
}

// operationCodes come with an operation: 10000 and up from the card side, 20000
// and up from other methods' providers, 30000 and up from the merchant.
var operationCodes = []Code{
	{"9999", "waiting to be processed", Pending, waitResult},
	{"10000", "declined on the card side, without a closer reason", FinalDecline, mayRepeat},
	{"10504", "the acquirer's balance does not hold enough money", FinalDecline, topUp},
	{"10601", "the card side asks to try again", Retry, askFirst},
	{"10602", "the connection to the card side failed or timed out", Retry, askFirst},
	{"10701", "the card side does not expect this step now", DefiniteRefusal,
		"Refresh the payment; if it still should be refundable, ask the platform's support."},
	{"10706", "the acquirer does not offer refunds for this operation", DefiniteRefusal,
		"Refund another way, through the Dashboard or the platform's support."},
	{"19999", "waiting to be processed on the card side", Pending, waitResult},
	{"20000", "declined by the payment method's provider, without a closer reason", FinalDecline, mayRepeat},
	{"20450", "the payee could not be verified for a technical reason", Retry, askFirst},
	{"20451", "the payee's name does not match the account", FinalDecline,
		"Ask the customer for the right name and account, then refund another way."},
	{"20504", "the balance at the provider does not hold enough money", FinalDecline, topUp},
	{"20601", "the provider asks to try again", Retry, askFirst},
	{"20602", "the connection to the provider failed or timed out", Retry, askFirst},
	{"20701", "the provider does not expect this step now", DefiniteRefusal,
		"Refresh the payment; if it still should be refundable, ask the platform's support."},
	{"20706", "the provider does not offer refunds for this operation", DefiniteRefusal,
		"Refund another way, through the Dashboard or the platform's support."},
	{"20801", "the provider approved the operation but did not carry it out", Unknown,
		"Ask the platform's support whether the money moved before anything else is tried."},
	{"20802", "the provider has not confirmed yet, which may take days", Pending,
		"Wait; if it takes longer than the method's usual time, ask the platform's support."},
	{"20899", "the provider has not confirmed yet, which may take days", Pending,
		"Wait; if it takes longer than the method's usual time, ask the platform's support."},
	{"29999", "waiting to be processed at the provider", Pending, waitResult},
	{"30000", "declined on the merchant's side", FinalDecline,
		"Find out who or what on our side declined it before a new refund is started."},
	{"30303", "the amount changed before it was confirmed", FinalDecline,
		"Refresh the payment and start a new refund with the right amount."},
}
