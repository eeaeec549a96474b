package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

type signDoc struct {
	Text      string `json:"string_to_sign"`
	Signature string `json:"signature"`
}

type verifyDoc struct {
	Valid  bool   `json:"valid"`
	Order  string `json:"order"`
	Reason string `json:"reason"`
	Detail string `json:"detail"`
	Text   string `json:"string_to_sign"`
}

func TestSignAndVerify(t *testing.T) {
	w := newWorld(t, "", "")
	message := `{"project_id":1234,"payment":{"id":"ABC","sum":{"amount":1000,"currency":"KRW"}},"list":["a","b"],"on":true}`
	file := filepath.Join(w.folder, "message.json")
	require.NoError(t, os.WriteFile(file, []byte(message), 0o600))
	var s signDoc
	w.run("sign", file, "--json").exits(0).into(&s)
	require.Equal(t, "list:0:a;list:1:b;on:1;payment:id:ABC;payment:sum:amount:1000;payment:sum:currency:KRW;project_id:1234", s.Text)
	require.Len(t, s.Signature, 88)

	check := func(text string, exit int, more ...string) (v verifyDoc) {
		w.runWith(context.Background(), text, append([]string{"verify", "-", "--json"}, more...)...).exits(exit).into(&v)
		return v
	}
	signed := message[:len(message)-1] + `,"signature":"` + s.Signature + `"}`
	require.Equal(t, verifyDoc{Valid: true, Order: "natural"}, check(signed, 0))
	w.runWith(context.Background(), signed, "sign", "-", "--json").exits(0).into(&s)
	require.NotContains(t, s.Text, "signature", "a signature is not signed")

	v := check(message, 1)
	require.False(t, v.Valid)
	require.Equal(t, "no_signature", v.Reason)
	v = check(signed, 1, "--project", "5678")
	require.Equal(t, "bad_signature", v.Reason)
	require.NotEmpty(t, v.Text)
	require.Equal(t, "bad_json", check(`{"a":`, 1).Reason)

	w.runWith(context.Background(), `{"a":1}`, "sign", "-", "--json").fails(2, "usage")
	w.runWith(context.Background(), `{"a":1}`, "sign", "-", "--project", "1234", "--json").exits(0)
	w.runWith(context.Background(), `{"a":1}`, "verify", "-", "--project", "77", "--json").fails(1, "no_secret")
	w.runWith(context.Background(), `{"a":`, "sign", "-", "--json").fails(1, "bad_json")
	w.run("sign", filepath.Join(w.folder, "nothing"), "--json").fails(1, "not_found")
	w.run("verify", "--json").fails(2, "usage")
	require.NoFileExists(t, w.ledger, "neither needs a ledger")
}
