package reportfile_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"contra/core/money"
	"contra/core/sandbox/reportfile"
)

var decoders = map[reportfile.Encoding]encoding.Encoding{
	reportfile.UTF8: encoding.Nop, reportfile.UTF8BOM: unicode.UTF8BOM, reportfile.CP949: korean.EUCKR,
	reportfile.CP1251: charmap.Windows1251, reportfile.UTF16: unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM),
}

func written(t require.TestingT, f reportfile.Format, rows ...reportfile.Row) []byte {
	var b bytes.Buffer
	require.NoError(t, reportfile.Write(&b, f, rows))
	return b.Bytes()
}

// parsed reads a file back as any reader of such files would, every record with its cells.
func parsed(t require.TestingT, f reportfile.Format, file []byte) [][]string {
	r := csv.NewReader(decoders[f.Encoding].NewDecoder().Reader(bytes.NewReader(file)))
	r.Comma, r.FieldsPerRecord = f.Delimiter, -1
	all, err := r.ReadAll()
	require.NoError(t, err)
	return all
}

func sale() reportfile.Row {
	left := int64(1_000_000)
	r := reportfile.Row{
		OperationID: "5028811000000123", PaymentID: "KP-260901-00001", Project: 1234, Type: "sale", Status: "success",
		PaymentStatus: "partially refunded", Method: "kakaopay", CustomerID: "김민준.0001", Description: "꽃다발; \"장미\"",
		Amount: money.Amount{Minor: 1_249_000, Currency: "KRW"}, Remaining: &left, Provider: "T00a",
		CreatedAt: time.Date(2026, 9, 1, 23, 30, 0, 0, time.UTC), CompletedAt: time.Date(2026, 9, 1, 23, 30, 8, 0, time.UTC),
	}
	r.Charge()
	return r
}

func TestEachLayoutAsItStandsInTheFile(t *testing.T) {
	dinar := sale()
	dinar.Amount, dinar.Type, dinar.Status, dinar.Fee, dinar.Net, dinar.Remaining = money.Amount{Minor: 1_250_500, Currency: "KWD"}, "refund reverse", "processing", nil, nil, nil
	dinar.CompletedAt = time.Time{}
	for layout, want := range map[reportfile.Layout]string{
		reportfile.DataAPI: "project_id,operation_id,payment_id,operation_type,operation_status,payment_method_name,payment_description,operation_created_at,operation_completed_at," +
			"sum_initial.amount,sum_initial.currency,sum_converted.amount,sum_converted.currency,arn,rrn,customer_id,provider_payment_id,remaining_refund,transaction_status\n" +
			"1234,5028811000000123,KP-260901-00001,sale,success,kakaopay,\"꽃다발; \"\"장미\"\"\",2026-09-01 23:30:00,2026-09-01 23:30:08,1249000,KRW,1249000,KRW,,,김민준.0001,T00a,1000000,partially refunded\n" +
			"1234,5028811000000123,KP-260901-00001,refund reverse,processing,kakaopay,\"꽃다발; \"\"장미\"\"\",2026-09-01 23:30:00,,1250500,KWD,1250500,KWD,,,김민준.0001,T00a,,partially refunded\n",
		reportfile.Titles: "Operations report\r\nTimes are UTC+00:00\r\n" +
			"Operation ID;Payment ID;Project ID;Operation Type;Operation Status;Payment Status;Payment Method;Amount;Currency;Fee;Fee Currency;Net Amount;Created At;Completed At;Customer ID;Description;ARN;RRN;Provider Payment ID;Remaining Refund\r\n" +
			"5028811000000123;KP-260901-00001;1234;Sale;Success;partially refunded;kakaopay;1249000;KRW;36221;KRW;1212779;2026-09-01 23:30:00;2026-09-01 23:30:08;김민준.0001;\"꽃다발; \"\"장미\"\"\";;;T00a;1000000\r\n" +
			"5028811000000123;KP-260901-00001;1234;Refund Reverse;Processing;partially refunded;kakaopay;1250.500;KWD;;;;2026-09-01 23:30:00;;김민준.0001;\"꽃다발; \"\"장미\"\"\";;;T00a;\r\n" +
			"Total rows;2\r\n",
		reportfile.Korean: "\ufeff프로젝트,주문번호,거래번호,거래구분,거래상태,결제수단,거래금액,통화,요청일시,완료일시,결제사 거래번호,환불가능금액\n" +
			"1234,KP-260901-00001,5028811000000123,결제,성공,kakaopay,\"1,249,000\",KRW,2026-09-02T08:30:00+09:00,2026-09-02T08:30:08+09:00,T00a,\"1,000,000\"\n" +
			"1234,KP-260901-00001,5028811000000123,환불취소,처리중,kakaopay,\"1,250.500\",KWD,2026-09-02T08:30:00+09:00,,T00a,\n",
		reportfile.Russian: "Отчёт по операциям\r\nID операции;ID платежа;ID проекта;Тип операции;Статус операции;Способ оплаты;Сумма;Валюта;Дата создания;Дата завершения;ARN;RRN;ID платежа у провайдера\r\n" +
			"5028811000000123;KP-260901-00001;1234;Оплата;Успешно;kakaopay;1\u00a0249\u00a0000;KRW;01.09.2026 23:30:00;01.09.2026 23:30:08;;;T00a\r\n" +
			"5028811000000123;KP-260901-00001;1234;Отмена возврата;В обработке;kakaopay;1\u00a0250,500;KWD;01.09.2026 23:30:00;;;;T00a\r\n" +
			"Всего строк;2\r\n",
		reportfile.Few: "payment_id,operation_type,operation_status,sum_initial.amount,sum_initial.currency,operation_completed_at\n" +
			"KP-260901-00001,sale,success,1249000,KRW,2026-09-01 23:30:08\nKP-260901-00001,refund reverse,processing,1250500,KWD,\n",
	} {
		f := layout.MustFormat()
		file := written(t, f, sale(), dinar)
		if f.Encoding == reportfile.CP1251 {
			text, err := charmap.Windows1251.NewDecoder().Bytes(file)
			require.NoError(t, err)
			require.Less(t, len(file), len(text))
			file = text
		}
		require.Equal(t, want, string(file), "%s", layout)
	}
}

// Whatever stands in the cells, every cell is read back in its row and column.
func TestAFileReadsBackInEveryFormat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(reportfile.Layouts()).Draw(t, "layout").MustFormat()
		f.Encoding = rapid.SampledFrom([]reportfile.Encoding{reportfile.UTF8, reportfile.UTF8BOM, reportfile.UTF16}).Draw(t, "encoding")
		f.Delimiter = rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "delimiter")
		f = f.Shuffled(rapid.Uint64().Draw(t, "order"))
		var rows []reportfile.Row
		for range rapid.IntRange(0, 5).Draw(t, "rows") {
			r := sale()
			r.PaymentID = rapid.StringMatching(`[A-Za-z0-9;,"|\t가-힣я\n' ]{1,20}`).Draw(t, "id")
			r.Amount = money.Amount{Minor: rapid.Int64Range(0, 1e13).Draw(t, "minor"), Currency: rapid.SampledFrom([]money.Currency{"KRW", "EUR", "KWD"}).Draw(t, "currency")}
			rows = append(rows, r)
		}
		all := parsed(t, f, written(t, f, rows...))
		if f.Total != "" {
			require.Equal(t, []string{f.Total, fmt.Sprint(len(rows))}, all[len(all)-1])
			all = all[:len(all)-1]
		}
		header := all[len(f.Above)]
		require.Len(t, all, len(f.Above)+1+len(rows))
		for n, cells := range all[len(f.Above)+1:] {
			require.Len(t, cells, len(header))
			for i, c := range f.Columns {
				require.Equal(t, f.Name(c), header[i])
				switch c {
				case reportfile.PaymentID:
					require.Equal(t, strings.ReplaceAll(rows[n].PaymentID, "\r", ""), cells[i])
				case reportfile.Amount:
					require.Equal(t, rows[n].Amount.Minor, minor(t, f, cells[i], rows[n].Amount.Currency))
				}
			}
		}
	})
}

// minor reads an amount as the format says that it is written.
func minor(t *rapid.T, f reportfile.Format, text string, c money.Currency) int64 {
	if f.Minor {
		var n int64
		_, err := fmt.Sscan(text, &n)
		require.NoError(t, err)
		return n
	}
	if f.Grouping != "" {
		text = strings.ReplaceAll(text, f.Grouping, "")
	}
	a, err := money.Parse(strings.Replace(text, f.Decimal, ".", 1), c)
	require.NoError(t, err)
	return a.Minor
}

func TestALetterThatTheEncodingLacksIsAnErrorWithItsPlace(t *testing.T) {
	f := reportfile.Russian.MustFormat()
	bad := sale()
	bad.PaymentID = "주문-1"
	require.EqualError(t, reportfile.Write(io.Discard, f, []reportfile.Row{sale(), bad}), `row 2, ID платежа: "주문-1" cannot be written in cp1251`)
	f = reportfile.Korean.MustFormat()
	f.Encoding = reportfile.CP949
	require.Equal(t, "주문-1", parsed(t, f, written(t, f, bad))[1][1])
	f.Encoding = "ebcdic"
	require.ErrorContains(t, reportfile.Write(io.Discard, f, nil), "ebcdic")
	_, err := reportfile.Layout("pdf").Format()
	require.EqualError(t, err, `there is no layout "pdf": there is data-api, titles, korean, russian, few`)
}

func TestAFullDiskShows(t *testing.T) {
	for _, room := range []int{0, 10, 3_000, 9_000} {
		rows := make([]reportfile.Row, 100)
		for i := range rows {
			rows[i] = sale()
		}
		require.ErrorIs(t, reportfile.Write(&disk{room}, reportfile.Titles.MustFormat(), rows), io.ErrShortWrite)
	}
}

type disk struct{ room int }

func (d *disk) Write(p []byte) (int, error) {
	if d.room -= len(p); d.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestAnotherOrderOfColumnsIsTheSameForItsSeed(t *testing.T) {
	f := reportfile.DataAPI.MustFormat()
	require.Equal(t, f.Shuffled(3).Columns, f.Shuffled(3).Columns)
	require.NotEqual(t, f.Columns, f.Shuffled(3).Columns)
	require.ElementsMatch(t, f.Columns, f.Shuffled(3).Columns)
	short := f.Without(reportfile.ProjectID, reportfile.ARN)
	require.Len(t, short.Columns, len(f.Columns)-2)
	require.False(t, short.Has(reportfile.ARN))
	require.True(t, f.Has(reportfile.ARN), "the format that it came from stays")
}
