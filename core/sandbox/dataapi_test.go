package sandbox_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/money"
	"contra/core/sandbox"
	"contra/core/sandbox/books"
	"contra/core/sandbox/dataapi"
)

const get = "operations/get"

func TestOperationsAreChosenByWhenTheyWereLastActedOn(t *testing.T) {
	r := newRig(t, "", withToken)
	require.NoError(t, r.p.AddPayment(sandbox.Payment{Project: 210, ID: "OTHER", CustomerID: "c2", Amount: money.Amount{Minor: 7, Currency: "KRW"},
		CreatedAt: start.Add(-time.Hour)}))
	r.refund("PAY-1", 300, "r-1")
	ids := func(parameters string) []any { return r.data(get, parameters).column("payment_id") }
	require.Equal(t, []any{"PAY-1", "OTHER", "PAY-1"}, ids(days))
	require.Equal(t, []any{"sale", "sale", "refund"}, r.data(get, days).column("operation_type"))
	require.Equal(t, []any{"success", "success", "processing"}, r.data(get, days).column("operation_status"))

	for choice, want := range map[string][]any{
		`"operation_type":"refund",`:                     {"PAY-1"},
		`"operation_type":["refund","reversal"],`:        {"PAY-1"},
		`"operation_status":["success","decline"],`:      {"PAY-1", "OTHER"},
		`"operation_status":"decline",`:                  nil,
		`"customer_id":"c2",`:                            {"OTHER"},
		`"customer_id":["c2","customer1"],"limit":2,`:    {"PAY-1", "OTHER"},
		`"project_id":[210],`:                            {"OTHER"},
		`"project_id":[1234,210],"limit":1,"offset":1,`:  {"OTHER"},
		`"limit":"1","offset":"2",`:                      {"PAY-1"},
		`"limit":0,`:                                     nil,
		`"offset":3,`:                                    nil,
		`"customer_email":"a@b.example",`:                nil,
		`"operation_type":[],"fields":[],"tz":"+00:00",`: {"PAY-1", "OTHER", "PAY-1"},
	} {
		require.Equal(t, want, ids(choice+days), choice)
	}
	for ends, want := range map[string][]any{
		`"from":"2025-11-20 08:00:00","to":"2025-11-20 08:00:00"`:            {"OTHER"},
		`"from":"2025-11-20 08:00:01","to":"2025-11-20 08:59:59"`:            nil,
		`"from":"2025-11-20T08:00:00","to":"2025-11-20T09:00:00+00:00"`:      {"OTHER", "PAY-1"},
		`"from":"2025-11-20T17:00:00+09:00","to":"2025-11-20T17:30:00+0900"`: {"OTHER"},
		`"from":"0001-01-01 00:00:00","to":"9998-12-31 23:59:59"`:            {"PAY-1", "OTHER", "PAY-1"},
	} {
		require.Equal(t, want, ids(`"interval":{`+ends+`}`), ends)
	}
	seoul := `"interval":{"from":"2025-11-20 17:00:00","to":"2025-11-20 17:00:00"},"tz":`
	require.Equal(t, []any{"OTHER"}, ids(seoul+`"Asia/Seoul"`))
	require.Equal(t, []any{"2025-11-20 17:00:00"}, r.data(get, seoul+`"+09:00"`).column("operation_created_at"))

	r.wait()
	require.Equal(t, []any{"PAY-1", "OTHER"}, ids(`"interval":{"from":"2025-11-19 00:00:00","to":"2025-11-20 09:00:05"}`), "the refund has moved on")
}

func TestARowHasTheDocumentedFields(t *testing.T) {
	r := newRig(t, "", withToken)
	r.bought("P", 50000)
	require.NoError(t, r.p.Scan("P", sandbox.Pay))
	r.clock.Advance(delay)
	a := r.post("/v1/"+get, ask(t, `"operation_type":"sale","customer_id":"customer123",`+days))
	const head = `{"operations":[{"project_id":"1234","operation_id":"5451265000001254","payment_id":"P","operation_type":"sale","operation_status":"success",` +
		`"account_number":"","customer_ip":"192.0.2.0","payment_method_name":"kakaopay","payment_method_type":"kakaopay","payment_description":"order 580",` +
		`"operation_created_at":"2025-11-20 09:00:00","operation_completed_at":"2025-11-20 09:00:10","provider_date":"2025-11-20 09:00:10","shipment_date":"",` +
		`"sum_initial":{"amount":50000,"currency":"KRW"},"sum_converted":{"amount":50000,"currency":"KRW"},"arn":"","rrn":"",` +
		`"payment_provider_code":"0","payment_provider_message":"Success"}],"signature":"`
	require.True(t, strings.HasPrefix(a.raw, head), a.raw)

	some := r.data(get, `"fields":["customer_id","sum_initial.currency","transaction_status","operation_id"],"operation_type":"sale",`+days)
	require.Equal(t, map[string]any{"customer_id": "customer123", "operation_id": "5451265000001254", "transaction_status": "success",
		"sum_initial": map[string]any{"amount": 50000., "currency": "KRW"}}, some.Operations[1])

	fees := r.data("financial-reporting/operations", days)
	require.Equal(t, map[string]any{"amount": 1450., "currency": "KRW"}, fees.Operations[1]["operation_fee"], "2.90 percent")
	require.Equal(t, 48550., fees.Operations[1]["net_amount"])
	require.Equal(t, "P", fees.Operations[1]["payment_id"])
	r.refund("P", 1, "r")
	fees = r.data("financial-reporting/operations", `"operation_type":"refund",`+days)
	require.Nil(t, fees.Operations[0]["operation_fee"])
	require.Equal(t, "", fees.Operations[0]["operation_completed_at"])
}

func TestAmountsAndDatesComeInBothForms(t *testing.T) {
	type form struct{ amount, created any }
	forms := func(f sandbox.Forms) (all []form) {
		r := newRig(t, "", withToken, func(o *sandbox.Options) { o.Forms = f })
		r.add("PAY-2", 2000)
		for _, o := range r.data(get, `"tz":"+09:00",`+days).Operations {
			all = append(all, form{o["sum_initial"].(map[string]any)["amount"], o["operation_created_at"]})
		}
		return all
	}
	plain, joined := "2025-11-19 18:00:00", "2025-11-19T18:00:00+09:00"
	require.Equal(t, []form{{1000., plain}, {2000., plain}}, forms(""))
	require.Equal(t, []form{{1000., plain}, {2000., plain}}, forms(dataapi.Plain))
	require.Equal(t, []form{{"1000", joined}, {"2000", joined}}, forms(dataapi.Other))
	require.Equal(t, []form{{1000., plain}, {"2000", joined}}, forms(dataapi.Mixed))
}

func TestTheOperationsOfOnePayment(t *testing.T) {
	r := newRig(t, "", withToken)
	r.refund("PAY-1", 300, "r-1")
	r.wait()
	d := r.data("operations/get-by-payment", `"payment_id":"pay-1"`)
	require.Equal(t, []any{"sale", "refund"}, d.column("operation_type"))
	require.Equal(t, map[string]any{"operation_id": d.Operations[1]["operation_id"], "operation_type": "refund", "operation_created_at": "2025-11-20 09:00:00",
		"operation_completed_at": "2025-11-20 09:00:10", "amount": 300., "currency": "KRW", "arn": "", "rrn": ""}, d.Operations[1])
	require.Empty(t, r.data("operations/get-by-payment", `"payment_id":"none"`).Operations)
	require.Empty(t, r.dataOf("operations/get-by-payment", askAs(t, "narrow", `"payment_id":"PAY-1"`)).Operations)
	require.Equal(t, 400, r.data("operations/get-by-payment", "").http)
}

func TestBalancesAreWhatSalesBroughtAndRefundsTook(t *testing.T) {
	r := newRig(t, "", withToken, func(o *sandbox.Options) {
		o.Balances = map[int64]map[money.Currency]int64{project: {"KRW": -900}, 210: {"EUR": 1250}}
	})
	require.Equal(t, []map[string]string{{"name": "Project_210_balance_EUR", "EUR": "1250"}, {"name": "Project_1234_balance_KRW", "KRW": "100"}}, r.data("balance/get", "").Balance)
	require.Equal(t, []map[string]string{{"name": "Project_210_balance_EUR", "EUR": "1250"}}, r.dataOf("balance/get", askAs(t, "narrow", "")).Balance)

	require.Equal(t, "success", r.refund("PAY-1", 101, "a").Status, "accepted all the same")
	require.Equal(t, "success", r.refund("PAY-1", 60, "b").Status)
	r.wait()
	require.Equal(t, "success", r.refund("PAY-1", 60, "c").Status)
	r.wait()
	short, _ := r.p.Books().ByMerchantRefundID(project, "c")
	require.Equal(t, []string{"decline", "3028"}, []string{short.Status, short.Code})
	require.Equal(t, int64(60), r.refunded("PAY-1"))
	require.Contains(t, r.told(), "refund decline 940")
	r.bought("P", 500)
	require.NoError(t, r.p.Scan("P", sandbox.Pay))
	r.clock.Advance(delay)
	require.Equal(t, "540", r.data("balance/get", `"project_id":[1234]`).Balance[0]["KRW"])
	require.Equal(t, "success", r.refund("PAY-1", 101, "d").Status)
	r.wait()
	require.Equal(t, int64(161), r.refunded("PAY-1"), "there is money again")

	free := newRig(t, "", withToken)
	free.refund("PAY-1", 1000, "a")
	free.wait()
	require.Equal(t, []map[string]string{{"name": "Project_1234_balance_KRW", "KRW": "0"}}, free.data("balance/get", "").Balance)
}

func TestThereAreNoChargebacks(t *testing.T) {
	r := newRig(t, "", withToken)
	a := r.post("/v1/chargeback/list", ask(t, `"limit":20`))
	require.Regexp(t, `^\{"chargebacks":\[\],"signature":"[^"]+"\}$`, a.raw)
}

func TestRequestsToTheDataAPIThatAreRefused(t *testing.T) {
	r := newRig(t, "", withToken)
	good := string(ask(t, days))
	alien, err := gate.Sign(secret, []byte(`{"token":"`+token+`",`+days+`}`), gate.AtTop)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		body   string
		status int
		part   string
	}{
		"not JSON":             {`{"token":`, 400, "JSON"},
		"a list":               {`[]`, 400, "JSON"},
		"no token":             {`{}`, 401, "credentials"},
		"unknown token":        {string(askAs(t, "none", days)), 401, "credentials"},
		"not signed":           {`{"token":"` + token + `",` + days + `}`, 401, "credentials"},
		"the project's secret": {string(alien), 401, "credentials"},
		"tampered":             {strings.Replace(good, "11-30", "12-30", 1), 401, "credentials"},
		"no project of its":    {string(askAs(t, "narrow", `"project_id":[210,1234],`+days)), 403, "Project 1234"},
		"no project at all":    {string(askAs(t, "astray", days)), 401, "credentials"},
		"no interval":          {string(ask(t, "")), 400, "interval"},
		"interval of one end":  {string(ask(t, `"interval":{"from":"2025-11-01 00:00:00"}`)), 400, "interval.to"},
		"interval as a list":   {string(ask(t, `"interval":["2025-11-01 00:00:00"]`)), 400, "interval"},
		"interval backwards":   {string(ask(t, `"interval":{"from":"2025-11-02 00:00:00","to":"2025-11-01 00:00:00"}`)), 400, "interval"},
		"no time zone":         {string(ask(t, `"tz":"Asia/Nowhere",`+days)), 400, "tz"},
		"the machine's zone":   {string(ask(t, `"tz":"Local",`+days)), 400, "tz"},
		"too many rows":        {string(ask(t, `"limit":1001,`+days)), 400, "limit"},
		"backwards":            {string(ask(t, `"offset":-1,`+days)), 400, "offset"},
		"half a row":           {string(ask(t, `"limit":1.5,`+days)), 400, "limit"},
		"no such field":        {string(ask(t, `"fields":["secret"],`+days)), 400, "secret"},
		"part of no sum":       {string(ask(t, `"fields":["arn.amount"],`+days)), 400, "arn.amount"},
		"project in words":     {string(ask(t, `"project_id":["shop"],`+days)), 400, "project_id"},
		"customer of numbers":  {string(ask(t, `"customer_id":[1],`+days)), 400, "customer_id"},
	} {
		d := r.dataOf(get, []byte(c.body))
		require.Equal(t, []int{c.status, c.status, 0}, []int{d.http, d.Status, d.Code}, "%s: %s", name, d.Message)
		require.Contains(t, d.Message, c.part, name)
		require.NotEmpty(t, d.Name, name)
	}
	require.Len(t, r.p.Requests(), 22)
	resp, err := r.client.Get(r.url + "/v1/" + get)
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, 405, resp.StatusCode)
}

func TestATokenHasSixtyRequestsAMinute(t *testing.T) {
	r := newRig(t, "", withToken, func(o *sandbox.Options) { o.DataRate = 0 })
	for i := range 60 {
		require.Equal(t, 200, r.data("balance/get", "").http, i)
		r.clock.Advance(500 * time.Millisecond)
	}
	d := r.data(get, days)
	require.Equal(t, []any{429, "Too Many Requests", 429}, []any{d.http, d.Name, d.Status})
	require.Equal(t, 200, r.dataOf("balance/get", askAs(t, "narrow", "")).http, "another token")
	r.clock.Advance(30 * time.Second)
	require.Equal(t, 200, r.data(get, days).http, "the first is a minute ago, refusals do not count")
	require.Equal(t, 429, r.data(get, days).http)
}

func TestFaultsOfTheDataAPI(t *testing.T) {
	r := newRig(t, "dataapi_429@balance/*:2;dataapi_500@operations/get:1;dataapi_reset@operations/get-by-payment;dataapi_wrong_signature@chargeback/list;dataapi_cut_json@financial*", withToken)
	require.Equal(t, []int{429, 429, 200}, []int{r.data("balance/get", "").http, r.data("balance/get", "").http, r.data("balance/get", "").http})
	d := r.data(get, days)
	require.Equal(t, []any{500, "Internal Server Error"}, []any{d.http, d.Name})
	require.Equal(t, 200, r.data(get, days).http)
	require.Error(t, r.post("/v1/operations/get-by-payment", ask(t, `"payment_id":"PAY-1"`)).err)
	require.Error(t, r.post("/v1/financial-reporting/operations", ask(t, days)).err)
	a := r.post("/v1/chargeback/list", ask(t, ""))
	_, err := gate.Verify(tokenSecret, []byte(a.raw))
	require.ErrorIs(t, err, gate.ErrBadSignature)
	log := r.p.Requests()
	require.Equal(t, []string{"dataapi_429"}, log[0].Faults)
	require.Equal(t, "reset", log[len(log)-3].Outcome)
}

func TestTheDataAPIMayTakeItsTime(t *testing.T) {
	r := newRig(t, "dataapi_slow=5m@operations/get:1;dataapi_timeout@balance/get:1", withToken)
	got := make(chan answer, 1)
	go func() { got <- r.post("/v1/"+get, ask(t, days)) }()
	require.Eventually(t, func() bool { log := r.p.Requests(); return len(log) == 1 && log[0].Faults != nil }, 10*time.Second, time.Millisecond)
	require.Eventually(t, func() bool { // the wait is set right after the log is written
		r.clock.Advance(time.Minute)
		return len(got) == 1
	}, 10*time.Second, time.Millisecond)
	require.Equal(t, 200, (<-got).http)
	require.GreaterOrEqual(t, r.clock.Now().Sub(start), 5*time.Minute)

	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, r.postWithin(ctx, "/v1/balance/get", ask(t, "")).err, context.DeadlineExceeded)
	require.Equal(t, 200, r.data("balance/get", "").http)
}

// Rows that come in, or move, before a page are why paging by offset alone finds
// some twice and others never.
func TestRowsShiftBetweenPages(t *testing.T) {
	r := newRig(t, "dataapi_shift@operations/get:3", withToken)
	for i := range 9 {
		r.clock.Advance(time.Second)
		require.NoError(t, r.p.Books().Add(books.Payment{Project: project, ID: fmt.Sprint("P", i), Amount: money.Amount{Minor: 1, Currency: "KRW"}, CreatedAt: r.clock.Now()}))
	}
	r.clock.Advance(time.Hour)
	page := func(offset int) (ids []string) {
		for _, id := range r.data(get, fmt.Sprintf(`"limit":3,"offset":%d,`, offset)+days).column("payment_id") {
			ids = append(ids, id.(string))
		}
		return ids
	}
	require.Equal(t, []string{"PAY-1", "P0", "P1"}, page(0), "the first page cannot shift")
	require.Equal(t, []string{"P1", "P2", "P3"}, page(3), "one came in late: P1 again")
	require.Equal(t, []string{"P5", "P6", "P7"}, page(6), "one moved behind: P4 never")
	require.Equal(t, []string{"P7", "P8", "PAY-1"}, page(9))
	require.Equal(t, []string{"P7", "P8", "PAY-1"}, page(9), "only three times")
	require.NoError(t, r.p.Books().Check())
	require.Len(t, r.p.Books().Payments(), 12)
}
