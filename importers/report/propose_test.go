package report

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"

	"contra/core/money"
	corereport "contra/core/report"
	"contra/importers/table"
)

func TestAMappingIsProposedInThreeLanguages(t *testing.T) {
	for text, want := range map[string]map[corereport.Field]string{
		"Operation ID;Order number;Operation Type;Status;Amount;Currency;Created At;Cashier\n1;a;Sale;OK;12.50;EUR;2026-10-01;Kim\n": {
			corereport.OperationID: "Operation ID", corereport.PaymentID: "Order number", corereport.OperationType: "Operation Type", corereport.OperationStatus: "Status",
			corereport.Amount: "Amount", corereport.Currency: "Currency", corereport.CreatedAt: "Created At"},
		"거래번호,주문번호,거래유형,상태,금액,통화,완료일시,프로젝트\n1,a,환불,성공,\"1,250\",KRW,2026-10-01 10:00:00,120\n": {
			corereport.OperationID: "거래번호", corereport.PaymentID: "주문번호", corereport.OperationType: "거래유형", corereport.OperationStatus: "상태",
			corereport.Amount: "금액", corereport.Currency: "통화", corereport.CompletedAt: "완료일시", corereport.ProjectID: "프로젝트"},
		"ID операции\tID платежа\tТип операции\tСтатус операции\tСумма\tВалюта\tДата завершения\tПроект\n1\ta\tВозврат\tУспешно\t1 250,50\tRUB\t01.10.2026\t7\n": {
			corereport.OperationID: "ID операции", corereport.PaymentID: "ID платежа", corereport.OperationType: "Тип операции", corereport.OperationStatus: "Статус операции",
			corereport.Amount: "Сумма", corereport.Currency: "Валюта", corereport.CompletedAt: "Дата завершения", corereport.ProjectID: "Проект"},
	} {
		o := look(t, text, Options{})
		require.Equal(t, Proposed, o.How)
		require.False(t, o.Sure, "a person has to look at it")
		require.Empty(t, o.Missing)
		require.Equal(t, want, o.Profile.Columns)
		sampled, err := o.Sample(o.Profile)
		require.NoError(t, err)
		require.Len(t, sampled, 1)
		require.NotEmpty(t, sampled[0].Written)
		p := o.Profile
		p.Unit = corereport.UnitMajor
		o.Use(p)
		require.True(t, o.Sure)
		b := read(t, o)
		require.Empty(t, b.Rejects, text)
		row := full(t, b)[0]
		require.Contains(t, []string{"sale", "refund"}, row.Type)
		require.Equal(t, "success", row.Status)
		require.False(t, row.When().IsZero())
	}
}

func TestSamplesTellHowAmountsAreWritten(t *testing.T) {
	for name, c := range map[string]struct {
		currency          string
		amounts           []string
		decimal, grouping string
		unit              corereport.Unit
	}{
		"points":                    {"EUR", []string{"12.50", "7"}, "", "", corereport.UnitMajor},
		"commas":                    {"EUR", []string{"12,50", "7,1"}, ",", "", corereport.UnitMajor},
		"commas group":              {"EUR", []string{"1,250.50"}, "", ",", corereport.UnitMajor},
		"points group":              {"EUR", []string{"1.250,50", "-3.000,00"}, ",", ".", corereport.UnitMajor},
		"points group, no decimals": {"EUR", []string{"1.255"}, ",", ".", ""},
		"blanks group":              {"RUB", []string{"1 250,5"}, ",", " ", corereport.UnitMajor},
		"several group":             {"KWD", []string{"1,250,000"}, "", ",", ""},
		"won":                       {"KRW", []string{"1,250", "30,000"}, "", ",", ""},
		"either":                    {"EUR", []string{"1,250"}, "", "", ""},
		"either, dinars":            {"KWD", []string{"1,255"}, "", "", ""},
		"contradiction":             {"EUR", []string{"1,250.50", "12,50"}, "", "", corereport.UnitMajor},
		"zeros":                     {"EUR", []string{"12.00"}, "", "", ""},
		"digits":                    {"EUR", []string{"1250"}, "", "", ""},
	} {
		samples := [][]string{}
		for _, a := range c.amounts {
			samples = append(samples, []string{"a", "Sale", a, c.currency})
		}
		p := Propose([]string{"Payment ID", "Type", "Amount", "Currency"}, samples)
		require.Equal(t, []any{c.decimal, c.grouping, c.unit}, []any{p.Decimal, p.Grouping, p.Unit}, name)
	}
}

func TestSamplesTellDayAndMonthApart(t *testing.T) {
	header := []string{"Payment ID", "Type", "Amount", "Currency", "Date"}
	layouts := func(dates ...string) []string {
		var samples [][]string
		for _, d := range dates {
			samples = append(samples, []string{"a", "Sale", "1", "KRW", d})
		}
		return Propose(header, samples).Layouts
	}
	require.Equal(t, []string{"02/01/2006"}, layouts("01/02/2026", "13/02/2026"))
	require.Equal(t, []string{"01/02/2006 15:04"}, layouts("02/13/2026 10:00", "01/02/2026 11:30"))
	require.Empty(t, layouts("01/02/2026"), "either way")
	require.Empty(t, layouts("2026-10-01"))
	require.Empty(t, layouts("yesterday"))
}

func TestAHeaderMayNameTheCurrencyAndTwoDirections(t *testing.T) {
	o := look(t, "주문번호,거래구분,출금(원),입금(원),상태\na,환불,\"1,000\",,성공\nb,결제,,\"30,000\",성공\n", Options{})
	require.Equal(t, corereport.SignColumns, o.Profile.Sign)
	require.Equal(t, "KRW", o.Profile.Defaults[corereport.Currency])
	require.False(t, o.NeedsUnit(), "the won has no decimals")
	o.Use(o.Profile)
	b := read(t, o)
	require.Equal(t, corereport.UnitUnknown, b.Profile.Unit, "it was not proven")
	rows := full(t, b)
	require.Equal(t, []money.Amount{money.New(1000, "KRW"), money.New(30000, "KRW")}, []money.Amount{rows[0].Amount, rows[1].Amount})
	require.Equal(t, []string{"refund", "sale"}, []string{rows[0].Type, rows[1].Type})
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	o := look(t, "Cashier,Shop,Note\nKim,1,x\n", Options{})
	require.Equal(t, []corereport.Field{corereport.PaymentID, corereport.Amount, corereport.Currency, corereport.OperationType}, o.Missing)
	_, err := o.Read(t.Context(), Options{})
	require.ErrorContains(t, err, "oct.csv")
	p := o.Profile
	p.Columns = map[corereport.Field]string{corereport.PaymentID: "shop", corereport.Debit: "Note", corereport.Credit: "Cashier"}
	p.Defaults = map[corereport.Field]string{corereport.Currency: "EUR", corereport.OperationStatus: "success"}
	o.Use(p)
	require.Empty(t, o.Missing)
}

func TestColumnsOfOneNameAreToldApart(t *testing.T) {
	o := look(t, "payment id,type,amount,currency,amount,,\na,sale,1,KRW,30,x,y\n", Options{})
	require.Equal(t, []string{"payment id", "type", "amount", "currency", "amount (2)", "column 6", "column 7"}, o.Header)
	p := o.Profile
	p.Columns[corereport.Amount] = "amount (2)"
	o.Use(p)
	require.EqualValues(t, 30, full(t, read(t, o))[0].Amount.Minor)
}

func TestEveryEncodingEndToEnd(t *testing.T) {
	const text = "거래번호,주문번호,거래유형,상태,금액,통화,메모\n1,주문-42,환불,성공,1250,KRW,고객 변심\n2,주문-43,결제,거절,300,KRW,\n"
	for name, e := range map[string]encoding.Encoding{
		"utf-8": unicode.UTF8, "marked": unicode.UTF8BOM, "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"utf-16be": unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "cp949": korean.EUCKR,
	} {
		data, err := e.NewEncoder().String(text)
		require.NoError(t, err)
		o := look(t, data, Options{})
		o.Use(o.Profile)
		rows := full(t, read(t, o))
		require.Len(t, rows, 2, name)
		require.Equal(t, "주문-42", rows[0].PaymentID, name)
		require.Equal(t, "고객 변심", rows[0].Description, name)
		require.Equal(t, []string{"refund", "decline"}, []string{rows[0].Type, rows[1].Status}, name)
	}
	data, err := charmap.Windows1251.NewEncoder().String("ID платежа;Тип операции;Сумма;Валюта\nЗаказ-1;Возврат;5,00;RUB\n")
	require.NoError(t, err)
	o := look(t, data, Options{Unit: corereport.UnitMajor})
	o.Use(o.Profile)
	require.Equal(t, "Заказ-1", full(t, read(t, o))[0].PaymentID)
}

func TestBytesThatAreNoTextAreToldOf(t *testing.T) {
	b := read(t, look(t, "\ufeff"+api+good("1", "a")+good("2", "b\xff")+good("3", "c"), Options{}))
	require.Len(t, b.Items, 2)
	require.Equal(t, corereport.BadText, b.Rejects[0].Reason)
	require.Equal(t, "payment_id", b.Rejects[0].Column)
	require.Equal(t, 3, b.Rejects[0].Line)
	_, err := Look(table.FromBytes("x", nil), Options{})
	require.Error(t, err)
}
