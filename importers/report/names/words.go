package names

import (
	"maps"
	"strings"
	"unicode"

	"contra/core/ledger"
)

// What reports call the platform's types, apart from its own names. Words that
// mean different things to different people are left out: the comparison then shows them as they are.
var types = map[string]string{
	ledger.Sale:          "purchase,payment,charge,pay|оплата,платёж,платеж,покупка,продажа|결제,구매,매출,판매",
	ledger.RefundOp:      "partial refund,full refund|возврат,частичный возврат,полный возврат|환불,부분환불,부분 환불,전체환불,전체 환불",
	ledger.Reversal:      "reversed|реверс,реверсал,отмена|결제취소,결제 취소",
	ledger.Capture:       "|списание|매입",
	ledger.Recurring:     "recurring payment,subscription payment|рекуррент,рекуррентный платёж,рекуррентный платеж,автоплатёж,автоплатеж|정기결제,자동결제",
	ledger.Auth:          "authorization,authorisation,preauthorization,preauth|авторизация,холдирование|",
	ledger.RefundReverse: "refund reversal,refund reversed,reversed refund|отмена возврата|환불취소,환불 취소",
	"payout":             "pay out|выплата|지급",
}

// What reports call the platform's statuses.
var statuses = map[string]string{
	ledger.StatusSuccess:   "successful,succeeded,completed,complete,approved,ok|успешно,успех,успешный,успешная,выполнено,выполнена,выполнен,одобрено,завершено,завершена|성공,완료,정상,승인,처리완료,처리 완료",
	ledger.StatusDecline:   "declined,rejected,refused,failed,failure|отклонено,отклонена,отклонён,отклонен,отказ,отказано,неуспешно|거절,거부,실패",
	"processing":           "in progress,in process,pending|в обработке,обрабатывается,в процессе|처리중,처리 중,진행중,진행 중,대기,대기중",
	"error":                "|ошибка|오류,에러",
	"expired":              "|истёк,истек,истекла,просрочено,просрочен|만료,만료됨",
	ledger.StatusCancelled: "voided|отменено,отменена,отменён,отменен|취소,취소됨",
}

// Types translates words of types, in the spelling of ledger.Normal, for a report in whose
// texts the scripts are to be found.
func Types(texts ...string) map[string]string { return words(types, texts) }

// Statuses translates words of statuses likewise.
func Statuses(texts ...string) map[string]string { return words(statuses, texts) }

func words(table map[string]string, texts []string) map[string]string {
	all := map[string]string{}
	for to, line := range table {
		english, rest, _ := strings.Cut(line, "|")
		russian, korean, _ := strings.Cut(rest, "|")
		maps.Copy(all, each(english, to))
		if has(unicode.Cyrillic, texts) {
			maps.Copy(all, each(russian, to))
		}
		if has(unicode.Hangul, texts) {
			maps.Copy(all, each(korean, to))
		}
	}
	return all
}

func each(list, to string) map[string]string {
	all := map[string]string{}
	for word := range strings.SplitSeq(list, ",") {
		if word != "" {
			all[ledger.Normal(word)] = to
		}
	}
	return all
}

func has(script *unicode.RangeTable, texts []string) bool {
	for _, text := range texts {
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(script, r) }) {
			return true
		}
	}
	return false
}
