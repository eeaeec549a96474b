package names

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/report"
)

func TestAColumnIsKnownByItsNameInThreeLanguages(t *testing.T) {
	for name, want := range map[string]report.Field{
		"operation_id": report.OperationID, "Operation ID": report.OperationID, "거래번호": report.OperationID, "거래 번호": report.OperationID, "ID операции": report.OperationID,
		"payment_id": report.PaymentID, "주문번호": report.PaymentID, "Номер заказа": report.PaymentID, "general.payment_id": report.PaymentID,
		"sum_initial.amount": report.Amount, "Sum Initial Amount": report.Amount, "금액": report.Amount, "Сумма операции": report.Amount,
		"sum_initial.currency": report.Currency, "통화": report.Currency, "Валюта": report.Currency, "ＣＵＲＲＥＮＣＹ": report.Currency,
		"Статус": report.OperationStatus, "상태": report.OperationStatus, "transaction_status": report.PaymentStatus,
		"거래유형": report.OperationType, "Тип операции": report.OperationType,
		"생성일시": report.CreatedAt, "Дата создания": report.CreatedAt, "완료일시": report.CompletedAt, "Дата завершения": report.CompletedAt, "Завершён": report.CompletedAt,
		"프로젝트": report.ProjectID, "Проект": report.ProjectID, "sum_converted.amount": report.SettleAmount, "Комиссия": report.FeeAmount, "수수료": report.FeeAmount,
		"№ заказа": report.PaymentID, "project_name": "", "카드번호": "", strings.Repeat("a", 500): "",
	} {
		got, ok := Column(name)
		require.Equal(t, want != "", ok, name)
		require.Equal(t, want, got.Field, name)
	}
}

func TestANameMaySayTheCurrencyAndTheUnit(t *testing.T) {
	for name, want := range map[string]Guess{
		"금액(원)":                  {report.Amount, 2, "", "KRW"},
		"Сумма, RUB":             {report.Amount, 2, "", "RUB"},
		"Amount [EUR]":           {report.Amount, 2, "", "EUR"},
		"Amount (minor units)":   {report.Amount, 1, report.UnitMinor, ""},
		"Сумма (в копейках)":     {report.Amount, 1, report.UnitMinor, ""},
		"Amount in minor units":  {report.Amount, 1, report.UnitMinor, ""},
		"Amount (of the refund)": {report.Amount, 2, "", ""},
		"Amount (THE)":           {report.Amount, 2, "", ""},
	} {
		got, ok := Column(name)
		require.True(t, ok, name)
		require.Equal(t, want, got, name)
	}
}

func TestEachNameStandsForOneField(t *testing.T) {
	seen := map[string]report.Field{}
	for field, lines := range synonyms {
		require.NotEmpty(t, field.Means(), field)
		for _, line := range lines {
			for _, name := range strings.Fields(line) {
				was, twice := seen[fold(name)]
				require.False(t, twice && was != field, "%s is %s and %s", name, was, field)
				seen[fold(name)] = field
			}
		}
	}
	for _, f := range report.Fields() {
		require.Contains(t, synonyms, f)
	}
}

func TestWordsAreThoseOfThePlatform(t *testing.T) {
	ko, ru := Types("유형"), Types("тип")
	require.Equal(t, ledger.RefundOp, ko["환불"])
	require.Equal(t, ledger.RefundOp, ru["возврат"])
	require.NotContains(t, ko, "возврат")
	require.Equal(t, ledger.Sale, ko["purchase"])
	require.Equal(t, ledger.StatusSuccess, Statuses("상태")["성공"])
	require.Equal(t, ledger.StatusDecline, Statuses("статус")["отклонено"])
	for _, all := range []map[string]string{Types("가я"), Statuses("가я")} {
		for word, to := range all {
			require.Equal(t, ledger.Normal(word), word)
			require.True(t, ledger.KnownType(to) || ledger.KnownStatus(to), to)
			require.False(t, ledger.KnownType(word) && ledger.KnownStatus(word), word)
		}
	}
}
