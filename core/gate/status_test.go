package gate

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
)

const statusAnswer = `{"project_id":210,"payment":{"id":"Test_Payment","type":"purchase","status":"partially refunded","method":"kakaopay",
	"sum":{"amount":700,"currency":"KRW"}},"customer":{"id":"c1"},"operations":[
	{"id":123,"type":"sale","status":"success","date":"2020-12-10T10:44:49+0000","processing_time":"x","request_id":"a","sum":{"amount":1000,"currency":"KRW"},"code":"0","message":"Success"},
	{"id":"124","type":"refund","status":"processing","date":"2020-12-11T10:44:49+0000","request_id":"b","sum_initial":{"amount":300,"currency":"KRW"},"code":9999}]}`

func TestReadStatus(t *testing.T) {
	s, err := ReadStatus(Reply{HTTP: 200, Body: []byte(signedAnswer(statusAnswer))}, 210, "test_payment", "secret")
	require.NoError(t, err)
	require.Equal(t, "partially refunded", s.PaymentStatus)
	require.Equal(t, &money.Amount{Minor: 700, Currency: "KRW"}, s.Left)
	require.Equal(t, Natural, s.Order)
	require.False(t, s.Unknown)
	require.True(t, s.Complete)
	e := s.Events()
	require.Len(t, e, 2)
	require.Equal(t, money.Amount{Minor: 1000, Currency: "KRW"}, e[0].Operation.Amount)
	require.Equal(t, "Test_Payment", e[1].PaymentID)
	require.Equal(t, "c1", e[1].CustomerID)
	require.Equal(t, "natural", e[1].SignedOrder)
	require.Equal(t, "9999", e[1].Operation.Code)
	require.Equal(t, int64(210), e[1].Operation.Project)
	require.True(t, e[1].Operation.CompletedAt.IsZero())
}

func TestReadStatusOfOneOperation(t *testing.T) {
	s, err := ReadStatus(Reply{HTTP: 200, Body: []byte(`{"payment":{"id":"p","status":"decline"},"operation":{"id":7,"type":"sale","status":"decline"}}`)}, 210, "p", "secret")
	require.NoError(t, err)
	require.Empty(t, s.Order)
	require.False(t, s.Complete, "other operations may exist")
	require.Equal(t, int64(210), s.Operations[0].Project, "filled in from the question")
}

func TestReadStatusOfAnUnknownPayment(t *testing.T) {
	for _, doc := range []string{
		`{"project_id":210,"payment":{"id":"p","status":"error"},"errors":[{"code":3061,"message":"Transaction not found"}]}`,
		`{"status":"error","project_id":"210","payment_id":"P","code":"3061"}`,
		`{"errors":[{"code":"3061"}],"operations":[]}`,
	} {
		for _, http := range []int{200, 400, 404} {
			s, err := ReadStatus(Reply{HTTP: http, Body: []byte(doc)}, 210, "p", "secret")
			require.NoError(t, err, doc)
			require.True(t, s.Unknown, doc)
			require.Equal(t, "3061", s.Code)
			require.Empty(t, s.Events())
		}
	}
}

// What is not surely the platform's word about our payment must never say that
// the payment is not known: a refund would be sent again on it.
func TestReadStatusRefuses(t *testing.T) {
	const notThere = `{"project_id":210,"payment":{"id":"p","status":"error"},"errors":[{"code":3061}]}`
	for name, c := range map[string]struct {
		reply Reply
		code  ledger.Code
	}{
		"500":             {Reply{HTTP: 500, Body: []byte(notThere)}, ledger.ErrNetwork},
		"302":             {Reply{HTTP: 302, Body: []byte(notThere)}, ledger.ErrNetwork},
		"429":             {Reply{HTTP: 429, Body: []byte(notThere)}, ledger.ErrNetwork},
		"broken line":     {Reply{HTTP: 200, Body: []byte(notThere), Err: io.ErrUnexpectedEOF}, ledger.ErrNetwork},
		"not JSON":        {Reply{HTTP: 404, Body: []byte("<html>3061</html>")}, ledger.ErrNetwork},
		"another project": {Reply{HTTP: 200, Body: []byte(strings.Replace(notThere, "210", "211", 1))}, ledger.ErrNetwork},
		"another payment": {Reply{HTTP: 200, Body: []byte(strings.Replace(notThere, `"p"`, `"q"`, 1))}, ledger.ErrNetwork},
		"wrong signature": {Reply{HTTP: 200, Body: []byte(strings.Replace(signedAnswer(notThere), "3061", "3062", 1))}, ledger.ErrNetwork},
		"nothing":         {Reply{HTTP: 200, Body: []byte(`{}`)}, ledger.ErrNetwork},
		"bad amount":      {Reply{HTTP: 200, Body: []byte(strings.Replace(statusAnswer, "1000", "1000.0", 1))}, ledger.ErrNetwork},
		"wrong secret":    {Reply{HTTP: 400, Body: []byte(`{"status":"error","code":"3261"}`)}, ledger.ErrConfig},
		"no operations":   {Reply{HTTP: 200, Body: []byte(`{"payment":{"id":"p","status":"success"},"operations":[]}`)}, ledger.ErrNetwork},
		"also doubtful":   {Reply{HTTP: 200, Body: []byte(`{"errors":[{"code":3061},{"code":501}]}`)}, ledger.ErrNetwork},
		"another error":   {Reply{HTTP: 200, Body: []byte(`{"payment":{"id":"p","status":"error"},"errors":[{"code":501}]}`)}, ledger.ErrNetwork},
	} {
		s, err := ReadStatus(c.reply, 210, "p", "secret")
		var e *ledger.Error
		require.True(t, errors.As(err, &e), name)
		require.Equal(t, c.code, e.Code, name)
		require.NotEmpty(t, e.Hint, name)
		require.False(t, s.Unknown, name)
	}
}

func TestParseStatusPrefersWhatItKnows(t *testing.T) {
	s, err := ParseStatus([]byte(strings.Replace(statusAnswer, "{", `{"errors":[{"code":"3061"}],`, 1)))
	require.NoError(t, err)
	require.False(t, s.Unknown, "operations are listed, so the payment is known")
	_, err = ParseStatus([]byte(`{"project_id":210}`))
	require.Equal(t, ledger.MissingField, ReasonOf(err))
	_, err = ParseStatus([]byte(`{`))
	require.Equal(t, ledger.BadJSON, ReasonOf(err))
}

func TestParseAnswer(t *testing.T) {
	a, err := ParseAnswer([]byte(`{"status":"error","general":{"project_id":"7","payment_id":"p"},"errors":[{"code":3283,"message":"m","field":"f"},"text",{"code":"3284"}],"more":{"a": [1]},"signature":"x"}`))
	require.NoError(t, err)
	require.Equal(t, int64(7), a.Project)
	require.Equal(t, "p", a.PaymentID)
	require.Equal(t, []string{"3283", "3284"}, a.Codes())
	require.Equal(t, "3283", a.Code)
	require.Equal(t, "m", a.Message)
	require.Equal(t, []AnswerError{{Code: "3283", Message: "m", Field: "f"}, {Message: "text"}, {Code: "3284"}}, a.Errors)
	require.JSONEq(t, `{"a":[1]}`, string(a.Extra["more"]))
	require.NotContains(t, a.Extra, "signature")
	require.Empty(t, a.Order, "nothing was verified")
	a, err = ParseAnswer([]byte(accepted))
	require.NoError(t, err)
	require.Equal(t, Answer{Status: "success", RequestID: "q-1", Project: 210, PaymentID: "test_payment"}, a)
}
