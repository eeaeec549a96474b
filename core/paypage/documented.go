package paypage

import (
	"maps"
	"slices"
)

// Documented lists the parameters that may stand in Params.Extra by the
// platform's documentation, by name.
func Documented() []string {
	return slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(others)), switches...)))
}

// documented finds the rule for a parameter without a field of its own.
func documented(name string) (check rule, known bool) {
	if slices.Contains(switches, name) {
		return onOrOff, true
	}
	if check, known = others[name]; !known {
		check = anything
	}
	return check, known
}

// switches are on or off.
var switches = []string{"checkout_script", "close_on_missclick", "force_acs_new_window", "recurring_register", "redirect", "redirect_on_mobile"}

// others are the rest. Those for payouts and for pages inside of a shop's own
// page do nothing in a link, but harm nothing.
var others = map[string]rule{
	"account_token":                  anything,
	"addendum_data":                  encoded,
	"avs_post_code":                  anything,
	"avs_street_address":             anything,
	"baseUrl":                        address,
	"billing_address":                anything,
	"billing_city":                   anything,
	"billing_country":                country,
	"billing_postal":                 anything,
	"billing_region":                 anything,
	"billing_region_code":            anything,
	"booking_info":                   encoded,
	"card_holder":                    anything,
	"card_operation_type":            oneOf("sale", "auth"),
	"cash_voucher_data":              encoded,
	"css_modal_wrap":                 anything,
	"customer_account_info":          encoded,
	"customer_account_number":        anything,
	"customer_address":               short,
	"customer_birthplace":            short,
	"customer_city":                  short,
	"customer_country":               country,
	"customer_day_of_birth":          day,
	"customer_first_name":            short,
	"customer_last_name":             short,
	"customer_middle_name":           short,
	"customer_mpi_result":            encoded,
	"customer_phone":                 phone,
	"customer_security_code":         anything,
	"customer_shipping":              encoded,
	"customer_ssn":                   number,
	"customer_state":                 short,
	"customer_street":                short,
	"customer_zip":                   atMost(10),
	"debt_account":                   atMost(10),
	"force_payment_group":            code,
	"force_payment_method_subtype":   code,
	"hide":                           codes,
	"identify_doc_number":            anything,
	"interface_type":                 object,
	"list_payment_block":             anything,
	"merchant_data":                  anything,
	"merchant_domain":                anything,
	"merchant_fail_enabled":          availability,
	"merchant_fail_redirect_mode":    redirection,
	"merchant_return_enabled":        availability,
	"merchant_return_redirect_mode":  redirection,
	"merchant_success_enabled":       availability,
	"merchant_success_redirect_mode": redirection,
	"mode":                           purchase,
	"moto_type":                      oneOf("1", "2"),
	"operation_type":                 oneOf("sale", "auth"),
	"payment_cryptocurrency_type":    oneOf("cbdc", "stablecoins_fiat_backed", "native_tokens", "other"),
	"payment_extra_param":            anything,
	"payment_merchant_risk":          encoded,
	"payment_methods_options":        object,
	"receipt_data":                   encoded,
	"recipient_address":              atMost(99),
	"recipient_card_holder":          short,
	"recipient_city":                 atMost(25),
	"recipient_country":              country,
	"recipient_day_of_birth":         day,
	"recipient_first_name":           short,
	"recipient_last_name":            short,
	"recipient_state":                anything,
	"recipient_state_code":           anything,
	"recipient_wallet_id":            atMost(64),
	"recipient_wallet_owner":         short,
	"recurring":                      object,
	"redirect_fail_mode":             redirection,
	"redirect_fail_url":              address,
	"redirect_return_url":            address,
	"redirect_success_mode":          redirection,
	"redirect_success_url":           address,
	"redirect_tokenize_mode":         redirection,
	"redirect_tokenize_url":          address,
	"region_code":                    country,
	"sender_address":                 atMost(99),
	"sender_city":                    atMost(25),
	"sender_country":                 country,
	"sender_first_name":              short,
	"sender_last_name":               short,
	"sender_state":                   anything,
	"sender_wallet_id":               atMost(64),
	"sender_zip":                     short,
	"style_id":                       number,
	"target_element":                 anything,
	"terminal_id":                    number,
	"uuid":                           atMost(64),
}

var (
	availability = oneOf("0", "1", "2")
	redirection  = oneOf("iframe", "parent_page", "blank_page")
)

// purchase keeps links to purchases: another mode of the page may pay money out.
func purchase(v string) string {
	return when(v != "purchase", "is not purchase: links are made to purchases only")
}

// forbidden are parameters that exist and may not be given, with the reason.
var forbidden = map[string]string{
	signature:       "is made from the other parameters: leave it out",
	"frame_mode":    "is for pages inside of a shop's own page and is not signed: leave it out",
	"recipient_pan": "is a card's full number, which may not stand in a link",
}
