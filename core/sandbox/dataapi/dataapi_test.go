package dataapi_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/core/sandbox/dataapi"
)

var now = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

func TestTheLastMinuteCounts(t *testing.T) {
	r := dataapi.NewRate(2)
	require.True(t, r.Allow("a", now))
	require.True(t, r.Allow("a", now.Add(30*time.Second)))
	require.False(t, r.Allow("a", now.Add(59*time.Second)))
	require.True(t, r.Allow("b", now.Add(59*time.Second)))
	require.True(t, r.Allow("a", now.Add(60*time.Second)))
	require.False(t, r.Allow("a", now.Add(89*time.Second)))
	require.True(t, r.Allow("a", now.Add(90*time.Second)))
	for range 1000 {
		require.True(t, dataapi.NewRate(-1).Allow("a", now))
	}
}

// Whatever stands in the books, an answer is JSON and says what the books say.
func TestRowsSayWhatTheBooksSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		p := books.Payment{
			Project: 1, ID: "P" + text.Draw(t, "id"), Method: "kakaopay", CustomerID: text.Draw(t, "customer"), Description: text.Draw(t, "description"),
			Amount: money.Amount{Minor: rapid.Int64Range(1, 1<<62).Draw(t, "minor"), Currency: "KRW"}, CreatedAt: now,
		}
		b := books.New(1)
		require.NoError(t, b.Add(p))
		p, _ = b.Payment(1, p.ID)
		s := dataapi.Sheet{Zone: time.UTC, Forms: rapid.SampledFrom([]dataapi.Forms{dataapi.Plain, dataapi.Other, dataapi.Mixed}).Draw(t, "forms"),
			Fields: []string{"payment_id", "customer_id", "payment_description", "sum_initial", "operation_id"}}
		var rows []struct {
			ID          string                           `json:"payment_id"`
			Customer    string                           `json:"customer_id"`
			Description string                           `json:"payment_description"`
			Sum         struct{ Amount json.RawMessage } `json:"sum_initial"`
		}
		require.NoError(t, json.Unmarshal(s.Rows(append(p.Entries(), p.Entries()...)), &rows))
		require.Len(t, rows, 2)
		for _, r := range rows {
			require.Equal(t, []string{p.ID, p.CustomerID, p.Description}, []string{r.ID, r.Customer, r.Description})
			var n json.Number
			require.NoError(t, json.Unmarshal(r.Sum.Amount, &n))
			minor, err := n.Int64()
			require.NoError(t, err)
			require.Equal(t, p.Amount.Minor, minor)
		}
	})
	require.Equal(t, "[]", string(dataapi.Sheet{}.Rows(nil)))
}

func FuzzParse(f *testing.F) {
	for _, body := range []string{
		`{"token":"t","interval":{"from":"2020-01-01 14:53:55","to":"2020-01-30 13:53:59"},"limit":3,"offset":0,"project_id":[183],"tz":"Asia/Singapore"}`,
		`{"fields":["sum_initial.amount"],"operation_type":"sale","customer_id":["a"],"limit":"2","tz":"+10:30"}`, `{"project_id":null,"limit":[],"tz":1}`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		_, _ = dataapi.Token(body)
		a, problem := dataapi.Parse(body)
		if problem != nil {
			require.Equal(t, 400, problem.Status)
			require.True(t, json.Valid(dataapi.Encode(problem)))
			return
		}
		require.True(t, json.Valid(body))
		require.NotNil(t, a.Zone)
		require.True(t, a.Limit >= 0 && a.Limit <= dataapi.MaxLimit && a.Offset >= 0)
		require.False(t, a.To.Before(a.From))
	})
}
