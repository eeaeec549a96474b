package callbacks

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

func TestCheckAccepts(t *testing.T) {
	raw := callback(t, 5)
	m := Check(&keys{}, "a.json", 3, []byte(raw))
	require.Nil(t, m.Reject)
	require.Equal(t, raw, string(m.Raw))
	require.Equal(t, "a.json", m.Source)
	require.Equal(t, 3, m.Line)
	require.Len(t, m.Events, 1)
	require.Equal(t, "ABC5", m.Events[0].PaymentID)
	require.Equal(t, "5028800010000005", m.Events[0].Operation.ID)
	require.Equal(t, "natural", m.Events[0].SignedOrder)
}

func TestCheckRefuses(t *testing.T) {
	good := fmt.Sprintf(body, 5)
	with := func(old, new string) string {
		require.Contains(t, good, old)
		return strings.Replace(good, old, new, 1)
	}
	for name, c := range map[string]struct {
		raw    string
		reason ledger.Reason
		detail string
	}{
		"nothing":                {"", ledger.BadJSON, "line 7, byte 0 of the message: the message is empty"},
		"cut off":                {"{\n\"a\":", ledger.BadJSON, "line 8, byte 6 of the message: the message is cut off"},
		"a list":                 {"[1]", ledger.BadJSON, "a list, not an object"},
		"a number":               {"5", ledger.BadJSON, "neither an object nor a list"},
		"no project":             {sign(t, `{"a":1}`), ledger.MissingField, "project_id"},
		"a bad project":          {with(`1234,`, `"x",`), ledger.BadField, "project_id"},
		"a foreign project":      {with(`1234,`, `99,`), ledger.UnknownProject, "project 99 is not configured"},
		"no secret":              {with(`1234,`, `77,`), ledger.NoSecret, "no secret was found for project 77"},
		"no signature":           {good, ledger.NoSignature, "signature: "},
		"changed":                {strings.Replace(callback(t, 5), `1000`, `9000`, 1), ledger.BadSignature, "signature: "},
		"card number":            {sign(t, with(`"description":""`, `"description":"4111 1111 1111 1111"`)), ledger.CardData, "payment.description holds a card number"},
		"security code":          {sign(t, with(`"customer":{`, `"card":{"cvv":"123"},"customer":{`)), ledger.CardData, "card.cvv holds a security code"},
		"no operation type":      {sign(t, with(`"type":"sale",`, ``)), ledger.MissingField, "operation.type"},
		"a fraction":             {sign(t, with(`"sum_initial":{"amount":1000`, `"sum_initial":{"amount":10.5`)), ledger.BadField, "operation.sum_initial.amount"},
		"card number and fields": {sign(t, with(`"type":"sale",`, `"x":"4111111111111111",`)), ledger.CardData, "operation.x"},
	} {
		t.Run(name, func(t *testing.T) {
			m := Check(&keys{}, "a.json", 7, []byte(c.raw))
			require.NotNil(t, m.Reject)
			require.Equal(t, c.reason, m.Reject.Reason, m.Reject.Detail)
			require.Contains(t, m.Reject.Detail, c.detail)
			require.Empty(t, m.Events)
			require.NotContains(t, string(m.Raw)+m.Reject.Detail, "4111111111111111")
			require.NotContains(t, string(m.Raw), "4111 1111")
			if c.reason != ledger.CardData {
				require.Equal(t, c.raw, string(m.Raw), "kept as it came")
			}
		})
	}
}

// Whatever else is wrong with it, a kept message holds no card data, nor does its detail.
func TestCardDataIsMaskedInEveryRejection(t *testing.T) {
	const pan = "4111111111111111"
	good := fmt.Sprintf(body, 5)
	put := strings.Replace(good, `"description":""`, `"description":"`+pan+`"`, 1)
	for name, raw := range map[string]string{
		"bad JSON":        put[:len(put)-1],
		"twice":           `{"` + pan + ` x":1,"` + pan + ` x":2}`,
		"bad project":     `{"project_id":"` + pan + `0x","n":"` + pan + `"}`,
		"the project":     `{"project_id":"4111 1111 1111 1111"}`,
		"unknown project": strings.Replace(put, "1234", "99", 1),
		"no secret":       strings.Replace(put, "1234", "77", 1),
		"no signature":    put,
		"card data":       sign(t, put),
	} {
		m := Check(&keys{}, "a.json", 1, []byte(raw))
		require.NotNil(t, m.Reject, name)
		require.NotContains(t, string(m.Raw), `"`+pan+`"`, name)
		require.NotRegexp(t, `4111 ?1111 ?1111 ?1111\b`, m.Reject.Detail, name)
		if m.Reject.Reason != ledger.CardData && string(m.Raw) != raw {
			require.Contains(t, m.Reject.Detail, "card data was masked", name)
		}
	}
}

// Whatever comes, it is either taken with events or kept with a reason that a person can read.
func FuzzCheck(f *testing.F) {
	good := fmt.Sprintf(body, 5)
	for _, s := range []string{"", "{", "[]", good, sign(f, good), sign(f, good[:40]+"\\u001b"+good[40:]), `{"project_id":77}`, `{"project_id":"\u0007"}`, `{"\u0000":1,"\u0000":2}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := Check(&keys{}, "f", 1, raw)
		if m.Reject == nil {
			require.NotEmpty(t, m.Events)
			require.Equal(t, raw, m.Raw)
			return
		}
		require.NotEmpty(t, m.Reject.Reason)
		require.NotEmpty(t, m.Reject.Detail)
		require.Len(t, m.Raw, len(raw))
		for _, r := range m.Reject.Detail {
			require.True(t, unicode.IsGraphic(r), "%q", m.Reject.Detail)
		}
	})
}

func TestRememberAsksOnce(t *testing.T) {
	k := &keys{}
	m := Remember(k, 0)
	for range 5 {
		_, reason := m.Key(1234)
		require.Empty(t, reason)
		_, reason = m.Key(77)
		require.Equal(t, ledger.NoSecret, reason)
	}
	require.Equal(t, map[int64]int{1234: 1, 77: 1}, k.asked)
	for p := range int64(5000) {
		m.Key(p + 10_000)
	}
	require.LessOrEqual(t, len(m.(*memory).known), mostRemembered)

	k = &keys{}
	m = Remember(k, time.Nanosecond)
	for range 3 {
		m.Key(1234)
		m.Key(77)
	}
	require.Equal(t, 1, k.asked[1234], "a key stays")
	require.Greater(t, k.asked[77], 1, "that there is none is asked again")
}
