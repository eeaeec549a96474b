package list

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Role is what a column means.
type Role string

// The roles. Those of one name with a column of the Dashboard's file mean the same.
const (
	PaymentID   Role = "payment_id"
	ProjectID   Role = "project_id"
	Amount      Role = "amount"         // major units
	MinorAmount Role = "payment.amount" // minor units
	Currency    Role = "currency"
	Description Role = "description"
	OperationID Role = "general.operation_id"
	Method      Role = "method"
	Type        Role = "operation_type"
)

// Roles lists all roles in the order in which people are asked for them.
func Roles() []Role {
	return []Role{PaymentID, Amount, MinorAmount, Currency, ProjectID, Description, OperationID, Method, Type}
}

// Describe is a role's title for people; amounts name their unit.
func Describe(r Role) string {
	switch r {
	case PaymentID:
		return "Payment id"
	case ProjectID:
		return "Project id"
	case Amount:
		return "Amount (major units, such as 12.50 EUR or 300 KRW)"
	case MinorAmount:
		return "Amount in minor units (such as 1250 for 12.50 EUR, 300 for 300 KRW)"
	case Currency:
		return "Currency (such as KRW)"
	case Description:
		return "Description"
	case OperationID:
		return "Operation id (only for one debit of a stored credential)"
	case Method:
		return "Payment method (the Dashboard's code, such as wallet/kakaopay)"
	case Type:
		return "Operation type (refund)"
	}
	return string(r)
}

// exact are the contract's names and those of the Dashboard's file.
var exact = map[string]Role{
	"payment_id": PaymentID, "general.payment_id": PaymentID,
	"project_id": ProjectID, "general.project_id": ProjectID,
	"amount": Amount, "payment.amount": MinorAmount,
	"currency": Currency, "payment.currency": Currency,
	"description": Description, "payment.description": Description,
	"general.operation_id": OperationID, "method": Method, "operation_type": Type,
}

// synonyms are what else people call the columns, as key gives it. Names that as
// often mean something else, such as "transaction id" or the captured "payment
// amount", are left out on purpose.
var synonyms = table(map[Role]string{
	PaymentID: "paymentid paymentno paymentnumber paymentreference orderid orderno ordernumber merchantorderid " +
		"결제번호 결제id 결제아이디 주문번호 주문id 주문아이디 " +
		"idплатежа идплатежа идентификаторплатежа номерплатежа idзаказа идзаказа идентификаторзаказа номерзаказа",
	ProjectID: "project projectid projectno projectnumber 프로젝트 프로젝트id 프로젝트번호 проект idпроекта идпроекта номерпроекта",
	Amount: "amount sum refundamount amounttorefund refundsum 금액 환불금액 환불액 환불요청금액 취소금액 부분환불금액 " +
		"сумма суммавозврата суммаквозврату",
	MinorAmount: "amountminor minoramount amountminorunits amountinminorunits refundamountminor суммавминорныхединицах",
	Currency:    "currency currencycode ccy curr 통화 통화코드 화폐 валюта кодвалюты",
	Description: "description reason refundreason comment note memo 설명 사유 환불사유 취소사유 비고 메모 적요 " +
		"описание причина причинавозврата комментарий примечание",
})

func table(of map[Role]string) map[string]Role {
	all := map[string]Role{}
	for role, names := range of {
		for _, name := range strings.Fields(names) {
			all[name] = role
		}
	}
	return all
}

// plain is a column's name for comparing: one form of each letter, no case, single blanks.
func plain(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(name))), " ")
}

// key is what is left of a name without all that people write differently.
func key(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-./:#№'\"*", r) {
			return -1
		}
		return r
	}, plain(name))
}

// roleOf gives a column's role from its name. rank is 0 for a name of the contract, 1
// for a synonym.
func roleOf(name string) (role Role, rank int, ok bool) {
	if len(name) > 200 {
		return "", 0, false
	}
	if role, ok := exact[plain(name)]; ok {
		return role, 0, true
	}
	head, unit := name, ""
	if at := strings.IndexAny(name, "([（,"); at > 0 {
		head, unit = name[:at], key(name[at:])
	}
	role, ok = synonyms[key(head)]
	if ok && role == Amount {
		for _, sign := range []string{"minor", "cent", "копе", "минор"} {
			if strings.Contains(unit, sign) {
				role = MinorAmount
			}
		}
	}
	return role, 1, ok
}

// known counts the columns of a row that have a known name.
func known(fields []string) (n int) {
	for _, f := range fields {
		if _, _, ok := roleOf(f); ok {
			n++
		}
	}
	return n
}
