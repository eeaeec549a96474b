package card

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/gate/tree"
)

func find(t testing.TB, raw string) (Finding, bool) {
	t.Helper()
	d, err := tree.Parse([]byte(raw))
	require.NoError(t, err, raw)
	return Find(&d)
}

func TestFindsAndMasks(t *testing.T) {
	for raw, want := range map[string]struct{ path, masked string }{
		`{"account":{"number":"4111111111111111"}}`:                     {"account.number", `{"account":{"number":"411111******1111"}}`},
		`{"account":{"id":"4111111111111111"}}`:                         {"account.id", `{"account":{"id":"411111******1111"}}`},
		`{"card":{"pan":4111111111111111}}`:                             {"card.pan", `{"card":{"pan":"411111****1111"}}`},
		`{"payment":{"description":"paid by 4111 1111-1111 1111"}}`:     {"payment.description", `{"payment":{"description":"paid by 4111 11**-**** 1111"}}`},
		`{"d":"12 4111 1111 1111 1111 12/25"}`:                          {"d", `{"d":"12 4111 11** **** 1111 12/25"}`},
		`{"d":"3782 822463 10005"}`:                                     {"d", `{"d":"3782 82**** *0005"}`},
		`{"d":"4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"}`:                       {"d", `{"d":"4 1 1 1 1 1 * * * * * * 1 1 1 1"}`},
		`{"d":"378282246310005, 30569309025904"}`:                       {"d", `{"d":"378282*****0005, 305693****5904"}`},
		`{"d":"4222222222222"}`:                                         {"d", `{"d":"422222***2222"}`},
		`{"d":"6011111111111117 2223003122003222"}`:                     {"d", `{"d":"601111******1117 222300******3222"}`},
		`{"display_data":[{},{"data":"\u0034111\u00201111 11111111"}]}`: {"display_data[1].data", `{"display_data":[{},{"data":"\u0034111\u002011** ****1111"}]}`},
		`{"d":"411111\u00311\u0031111 1111"}`:                           {"d", `{"d":"411111**************** 1111"}`},
		`{"d":"😀\ud83d\ude00é\t4111111111111111"}`:                      {"d", `{"d":"😀\ud83d\ude00é\t411111******1111"}`},
		`{"x":{"4111111111111111" : 1}}`:                                {"x.411111******1111", `{"x":{"411111******1111" : 1}}`},
		`{"a":{"b":1}, "n 4111111111111111":[]}`:                        {`"n 411111******1111"`, `{"a":{"b":1}, "n 411111******1111":[]}`},
		`{"d":"%B4111111111111111^A/B^2512"}`:                           {"d", `{"d":"%B411111******1111^A/B^2512"}`},
		`{"d":"a%3D4111111111111111"}`:                                  {"d", `{"d":"a%3D411111******1111"}`},
		`{"d":"{\"pan\":\"4111111111111111\"}"}`:                        {"d", `{"d":"{\"pan\":\"411111******1111\"}"}`},
		`{"customer":{"phone":"4111111111111111"}}`:                     {"customer.phone", `{"customer":{"phone":"411111******1111"}}`},
		`{"card":{"cvv":"123"}}`:                                        {"card.cvv", `{"card":{"cvv":"***"}}`},
		`{"card.cvv":"123"}`:                                            {"card.cvv", `{"card.cvv":"***"}`},
		`{"card":{"CVC2":1234,"n":1}}`:                                  {"card.CVC2", `{"card":{"CVC2":"**","n":1}}`},
		`{"Security-Code":123}`:                                         {"Security-Code", `{"Security-Code":"*"}`},
		`{"card_cvv_code":"0123"}`:                                      {"card_cvv_code", `{"card_cvv_code":"****"}`},
		`{"d":"exp 12/25, CVV: 123."}`:                                  {"d", `{"d":"exp 12/25, CVV: ***."}`},
		`{"d":"cvc 123"}`:                                               {"d", `{"d":"cvc ***"}`},
		`{"d":"{\"cvv\":\"123\"}"}`:                                     {"d", `{"d":"{\"cvv\":\"***\"}"}`},
	} {
		got, found := find(t, raw)
		require.True(t, found, raw)
		require.Equal(t, want.path, got.Path, raw)
		masked := Mask([]byte(raw))
		require.Len(t, masked, len(raw))
		require.True(t, json.Valid(masked), "%s", masked)
		require.Equal(t, want.masked, string(masked))
		_, again := find(t, string(masked))
		require.False(t, again, "%s", masked)
		require.Equal(t, string(masked), string(Mask(masked)))
	}
}

func TestSpares(t *testing.T) {
	for _, raw := range []string{
		`{"operation":{"id":5028800010128220,"provider":{"id":4111111111111111,"x":{"y":"4111111111111111"}}}}`,
		`{"operations":[{"id":"4111111111111111"}],"payment":{"id":"4111111111111111","merchant_refund_id":"4111111111111111"}}`,
		`{"general":{"payment_id":"4111111111111111"},"project_id":4111111111111111,"request_id":"4111111111111111-00000001"}`,
		`{"customer":{"id":"4111111111111111","phone":"4915112345678"},"recurring":{"id":4111111111111111}}`,
		`{"payment":{"sum":{"amount":4111111111111111}},"signature":"4111111111111111"}`,
		`{"account":{"number":"411111******1111"}}`, `{"account":{"number":"411111XXXXXX1111"}}`,
		`{"account":{"number":"4111111111111112"}}`,
		`{"session":"1733392930120","t":"2020-12-10T10:44:49+0000","u":"20201210104449"}`,
		`{"token":"ab4111111111111111","h":"x_4111111111111111","s":"4111111111111111a"}`,
		`{"uuid":"41111111-1111-4111-9111-111111111111","n":"41111111111111111111111111"}`,
		`{"phone":"+4111111111111","rate":"1.4111111111111111","sum":4111111111111111.5}`,
		`{"period":"2026-03-01 2026-03-04","iban":"AT614111111111111111"}`,
		`{"cvv_result":"M","cvv":"***","cvv2":"","code":"123","csv":"123","auth_code":"1234","status_code":200,"cv":"about cv 1234"}`,
		`["4111111111111112"]`,
	} {
		got, found := find(t, raw)
		require.False(t, found, "%s: %v", raw, got)
		require.Equal(t, raw, string(Mask([]byte(raw))))
	}
}

func TestMasksWhatIsNotJSON(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                         "",
		`{"operation":{"id":4111111111111111`:      `{"operation":{"id":411111******1111`,
		`{"n":"4111111111111111","cvv":"123`:       `{"n":"411111******1111","cvv":"***`,
		"{\"d\":\"\\n4111111111111111\",\xff}":     "{\"d\":\"\\n411111******1111\",\xff}",
		`{"cvc":123,"cvc":123}`:                    `{"cvc":***,"cvc":***}`,
		"pan=4111-1111-1111-1111&cvv2=1234&x=1111": "pan=4111-11**-****-1111&cvv2=****&x=1111",
		`"4111111111111111"`:                       `"411111******1111"`,
	} {
		require.Equal(t, want, string(Mask([]byte(raw))))
	}
	raw := []byte(`{"a":1}`)
	require.Same(t, &raw[0], &Mask(raw)[0], "nothing is copied without need")
}

func FuzzMask(f *testing.F) {
	for _, s := range []string{
		`{"a":"4111111111111111"}`, `{"a":4111111111111111}`, `{"a":"\u00341111 1111-1111 1111"}`, `[{"cvv":123}]`, `x 4111111111111111`,
		`{"4111111111111111":{"cvv":"123"}}`, `{"d":"cvv=123 cvv=456"}`, `{"a":"\ud83d\ude00 4111111111111111"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		before := string(raw)
		masked := Mask(raw)
		require.Equal(t, before, string(raw), "the message itself stays")
		require.Len(t, masked, len(raw))
		d, err := tree.Parse(raw)
		if err != nil {
			return
		}
		_, found := Find(&d)
		require.Equal(t, found, string(masked) != before)
		after, err := tree.Parse(masked)
		if err != nil { // two keys can become the same
			require.Contains(t, err.Error(), "occurs twice")
			return
		}
		_, again := Find(&after)
		require.False(t, again, "%s", masked)
	})
}

const callback = `{"project_id":1234,"payment":{"id":"ABC123","type":"purchase","status":"success","date":"2020-12-10T10:44:49+0000","method":"kakaopay",
"sum":{"amount":1000,"currency":"KRW"},"description":"Order 12"},"customer":{"id":"customer1"},"operation":{"id":5028800010128225,"type":"sale","status":"success",
"date":"2020-12-10T10:44:49+0000","created_date":"2020-12-10T10:44:41+0000","request_id":"46d13cf06a05f023ab53dd2d3d5c266a310001","sum_initial":{"amount":1000,"currency":"KRW"},
"sum_converted":{"amount":1000,"currency":"KRW"},"code":"0","message":"Success","provider":{"id":12345,"payment_id":"ABC12345","auth_code":""}},
"signature":"RaU+Gxa9VFM47Id53AZsYxECIBovoHl6satpufpVGXnxMNvt6MgzG4zwO5GzkTVH/VdDO86KPm0APlSDIPMMPQ=="}`

func BenchmarkFindNothing(b *testing.B) {
	d, err := tree.Parse([]byte(callback))
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if _, found := Find(&d); found {
			b.Fatal("found")
		}
	}
}

func TestPathOfHostileKeysIsPlain(t *testing.T) {
	got, found := find(t, `{"\u001b[31m`+strings.Repeat("k", 100)+`":"4111111111111111"}`)
	require.True(t, found)
	require.NotContains(t, got.Path, "\x1b")
	require.Less(t, len(got.Path), 60)
}
