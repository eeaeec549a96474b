package secret_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/secret"
)

func TestWhereASecretWouldBeFound(t *testing.T) {
	b, dir := box(t)
	at := func() []secret.Place {
		token, own := b.WhereData()
		all := []secret.Place{b.Where(1).Place, token.Place, own.Place}
		for i, x := range []secret.Whereabouts{b.Where(1), token, own} {
			require.Equal(t, all[i] == secret.Nowhere, x.Err != nil)
		}
		return all
	}
	require.Equal(t, []secret.Place{secret.Nowhere, secret.Nowhere, secret.Nowhere}, at())
	token, own := b.WhereData()
	require.ErrorContains(t, token.Err, "no token of the Data API was found")
	require.ErrorContains(t, own.Err, "no secret of the Data API's token was found", "each is missed on its own")

	for _, name := range []string{"1", "data_token", "data_secret"} {
		write(t, filepath.Join(dir, "secrets", name), "hush", 0o600)
	}
	require.Equal(t, []secret.Place{secret.File, secret.File, secret.File}, at())
	b.Keyring = func(_, user string) (string, error) {
		if user == "data_token" {
			return "", errors.New("not here")
		}
		return "hush", nil
	}
	require.Equal(t, []secret.Place{secret.Keyring, secret.File, secret.Keyring}, at())
	b.Getenv = func(name string) string { return map[string]string{"CONTRA_DATA_TOKEN": "hush"}[name] }
	require.Equal(t, []secret.Place{secret.Keyring, secret.Environment, secret.Keyring}, at())
	b.PutData("x", "y")
	require.Equal(t, []secret.Place{secret.Keyring, secret.Environment, secret.Keyring}, at(), "what this process was given is in no place")
	require.Equal(t, ledger.ErrNoSecret, code(t, b.Where(99).Err))
	require.Equal(t, secret.Nowhere, b.Where(99).Place)
}
