package names

import "contra/core/report"

// synonyms are the names of each field. The first line has the platform's own, the
// second those that can hardly mean anything else, the third those that often do.
var synonyms = map[report.Field][]string{
	report.OperationID: {
		"operation_id operation.id",
		"operationno operationnumber idоперации идентификатороперации номероперации операцияid 거래번호 거래id 거래아이디 오퍼레이션id 작업번호",
		"transactionid transactionno txnid idтранзакции номертранзакции 트랜잭션id 승인번호",
	},
	report.PaymentID: {
		"payment_id general.payment_id payment.id",
		"paymentno paymentnumber paymentreference merchantreference merchantpaymentid merchantorderid idплатежа идентификаторплатежа номерплатежа платежid " +
			"결제번호 결제id 결제아이디 가맹점결제번호",
		"orderid orderno ordernumber invoiceid merchanttransactionid idзаказа идентификаторзаказа номерзаказа 주문번호 주문id 주문아이디 상점주문번호 가맹점주문번호",
	},
	report.ProjectID: {
		"project_id general.project_id",
		"project projectno projectnumber проект idпроекта идентификаторпроекта номерпроекта 프로젝트 프로젝트id 프로젝트번호",
	},
	report.OperationType: {
		"operation_type operation.type",
		"optype transactiontype типоперации видоперации типтранзакции 거래유형 거래구분 거래종류 작업유형",
		"type тип 유형 구분",
	},
	report.OperationStatus: {
		"operation_status operation.status",
		"статусоперации 거래상태 작업상태 처리상태 처리결과",
		"status state result статус состояние результат 상태 결과",
	},
	report.PaymentStatus: {"transaction_status payment_status payment.status", "статусплатежа статустранзакции 결제상태"},
	report.Method: {
		"payment_method_name payment_method_type payment.method",
		"paymentmethod методоплаты способоплаты методплатежа платежныйметод 결제수단 결제방법 결제수단명",
		"method метод 수단",
	},
	report.Amount: {
		"sum_initial.amount operation.sum_initial.amount",
		"amount operationamount transactionamount grossamount сумма суммаоперации суммаплатежа суммавозврата суммавозвращения 금액 거래금액 결제금액 환불금액",
		"sum gross initialamount paymentamount total итого 총액",
	},
	report.Debit:     {"", "debit debitamount grossdebit дебет списание суммасписания 출금 출금액 출금금액 차변"},
	report.Credit:    {"", "credit creditamount grosscredit кредит зачисление суммазачисления 입금 입금액 입금금액 대변"},
	report.Direction: {"", "debitorcredit debitcredit creditdebit drcr crdr direction дебеткредит направление 입출금 입출금구분 차대구분"},
	report.Currency: {
		"sum_initial.currency operation.sum_initial.currency",
		"currency currencycode operationcurrency transactioncurrency amountcurrency grosscurrency валюта кодвалюты валютаоперации валютаплатежа 통화 통화코드 거래통화 화폐",
		"payment_currency ccy curr",
	},
	report.SettleAmount: {
		"sum_converted.amount operation.sum_converted.amount",
		"settlementamount settleamount settledamount convertedamount суммарасчета суммаконвертации конвертированнаясумма 정산금액 정산액",
	},
	report.SettleCurrency: {
		"sum_converted.currency operation.sum_converted.currency",
		"settlementcurrency settlecurrency convertedcurrency валютарасчета валютаконвертации 정산통화",
	},
	report.FeeAmount:       {"operation_fee.amount", "fee fees feeamount operationfee commission commissionamount комиссия суммакомиссии 수수료 수수료금액"},
	report.FeeCurrency:     {"operation_fee.currency", "feecurrency commissioncurrency валютакомиссии 수수료통화"},
	report.NetAmount:       {"", "net netamount чистаясумма суммакзачислению нетто 순액 순금액 실정산금액"},
	report.FXRate:          {"currency_rate", "fxrate exchangerate курс курсконвертации курсвалюты 환율"},
	report.CreatedAt:       {"operation_created_at operation.created_at", "createdat created creationdate datecreated createdon датасоздания времясоздания создан создана создано 생성일시 생성일 등록일시 요청일시", "date datetime time transactiondate operationdate дата датавремя датаоперации 거래일시 거래일 거래일자 일시"},
	report.CompletedAt:     {"operation_completed_at operation.completed_at", "completedat completed completiondate completedon finishedat processedat processedon датазавершения времязавершения завершен завершена завершено датаобработки 완료일시 완료일 처리일시 처리일 승인일시"},
	report.ProviderRef:     {"provider_payment_id provider.payment_id", "providerid providerref providerreference providerpaymentreference idупровайдера idплатежаупровайдера идентификаторпровайдера 제공사결제번호 제공자결제번호 제공사거래번호 결제사거래번호 결제사결제번호", "externalid внешнийid 외부id"},
	report.ARN:             {"arn", "acquirerreferencenumber"},
	report.RRN:             {"rrn", "retrievalreferencenumber"},
	report.SettlementBatch: {"", "settlementbatch settlementbatchid settlementid batchnumber batchid payoutid номерреестра idреестра idвыплаты 정산번호 정산배치", "batch реестр"},
	report.SettledOn:       {"", "settledon settledat settlementdate payoutdate датарасчета датавыплаты 정산일 정산일자"},
	report.BalanceID:       {"balance_id", "idбаланса балансid 잔액id"},
	report.Description:     {"payment_description payment.description", "description описание назначениеплатежа 설명 적요", "comment note memo комментарий примечание 메모 비고"},
	report.CustomerID:      {"customer_id customer.id", "idклиента номерклиента идентификаторклиента 고객id 고객번호 회원번호 회원id"},
	report.Remaining:       {"remaining_refund", "remaining remainingamount availableforrefund доступноквозврату доступнодлявозврата остатоккозврату остаток 환불가능금액 환불가능액 환불잔액"},
}

// minor are names of amounts that say that they are in minor units.
const minor = "payment.amount amount_minor minor_amount amount_minor_units amount_in_minor_units суммавминорныхединицах суммавкопейках 최소단위금액"
