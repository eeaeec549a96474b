package reportfile

import "time"

// label is a column with what stands over it.
type label struct {
	column Column
	name   string
}

func (f *Format) labels(all ...label) {
	f.Names = map[Column]string{}
	for _, l := range all {
		f.Columns, f.Names[l.column] = append(f.Columns, l.column), l.name
	}
}

func (f *Format) titles() {
	f.Delimiter, f.CRLF = ';', true
	f.Above, f.Total = []string{"Operations report", "Times are UTC+00:00"}, "Total rows"
	f.labels(
		label{OperationID, "Operation ID"}, label{PaymentID, "Payment ID"}, label{ProjectID, "Project ID"},
		label{Type, "Operation Type"}, label{Status, "Operation Status"}, label{PaymentStatus, "Payment Status"},
		label{Method, "Payment Method"}, label{Amount, "Amount"}, label{Currency, "Currency"},
		label{FeeAmount, "Fee"}, label{FeeCurrency, "Fee Currency"}, label{Net, "Net Amount"},
		label{CreatedAt, "Created At"}, label{CompletedAt, "Completed At"},
		label{CustomerID, "Customer ID"}, label{Description, "Description"}, label{ARN, "ARN"}, label{RRN, "RRN"},
		label{Provider, "Provider Payment ID"}, label{Remaining, "Remaining Refund"},
	)
	f.Types = map[string]string{"sale": "Sale", "refund": "Refund", "reversal": "Reversal", "refund reverse": "Refund Reverse", "capture": "Capture"}
	f.Statuses = map[string]string{"success": "Success", "decline": "Decline", "processing": "Processing"}
}

// korean leaves free text out: not all of it can be written in Windows-949.
func (f *Format) korean() {
	f.Encoding, f.Grouping = UTF8BOM, ","
	f.Times, f.Zone = time.RFC3339, time.FixedZone("KST", 9*60*60)
	f.labels(
		label{ProjectID, "프로젝트"}, label{PaymentID, "주문번호"}, label{OperationID, "거래번호"},
		label{Type, "거래구분"}, label{Status, "거래상태"}, label{Method, "결제수단"},
		label{Amount, "거래금액"}, label{Currency, "통화"}, label{CreatedAt, "요청일시"}, label{CompletedAt, "완료일시"},
		label{Provider, "결제사 거래번호"}, label{Remaining, "환불가능금액"},
	)
	f.Types = map[string]string{"sale": "결제", "refund": "환불", "reversal": "결제취소", "refund reverse": "환불취소", "capture": "매입"}
	f.Statuses = map[string]string{"success": "성공", "decline": "거절", "processing": "처리중"}
}

// russian leaves out what a customer or a shop may write in other letters.
func (f *Format) russian() {
	f.Delimiter, f.CRLF, f.Encoding = ';', true, CP1251
	f.Decimal, f.Grouping, f.Times = ",", "\u00a0", "02.01.2006 15:04:05"
	f.Above, f.Total = []string{"Отчёт по операциям"}, "Всего строк"
	f.labels(
		label{OperationID, "ID операции"}, label{PaymentID, "ID платежа"}, label{ProjectID, "ID проекта"},
		label{Type, "Тип операции"}, label{Status, "Статус операции"}, label{Method, "Способ оплаты"},
		label{Amount, "Сумма"}, label{Currency, "Валюта"}, label{CreatedAt, "Дата создания"}, label{CompletedAt, "Дата завершения"},
		label{ARN, "ARN"}, label{RRN, "RRN"}, label{Provider, "ID платежа у провайдера"},
	)
	f.Types = map[string]string{"sale": "Оплата", "refund": "Возврат", "reversal": "Отмена", "refund reverse": "Отмена возврата", "capture": "Списание"}
	f.Statuses = map[string]string{"success": "Успешно", "decline": "Отклонено", "processing": "В обработке"}
}
