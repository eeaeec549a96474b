package secret_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/secret"
)

// box looks in a folder of its own, in no environment and in no keyring.
func box(t *testing.T) (*secret.Box, string) {
	t.Helper()
	dir := t.TempDir()
	b := secret.New(config.Config{Path: filepath.Join(dir, "config.toml"), Projects: []config.Project{{ID: 1}, {ID: 2, SecretFile: filepath.Join(dir, "elsewhere")}}})
	b.Getenv = func(string) string { return "" }
	b.Keyring = func(string, string) (string, error) { return "", errors.New("no keyring") }
	return b, dir
}

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, []byte(text), mode))
	require.NoError(t, os.Chmod(path, mode))
}

func code(t *testing.T, err error) ledger.Code {
	t.Helper()
	var said *ledger.Error
	require.ErrorAs(t, err, &said)
	require.NotEmpty(t, said.Hint)
	return said.Code
}

func TestSecretsAreLookedForInOrder(t *testing.T) {
	b, dir := box(t)
	_, err := b.Find(1)
	require.Equal(t, ledger.ErrNoSecret, code(t, err))
	for _, place := range []struct {
		put  func()
		want string
	}{
		{func() { write(t, filepath.Join(dir, "secrets", "1"), "from the file\r\n", 0o600) }, "from the file"},
		{func() {
			b.Keyring = func(service, user string) (string, error) {
				require.Equal(t, []string{"contra", "1"}, []string{service, user})
				return "from the keyring", nil
			}
		}, "from the keyring"},
		{func() {
			b.Getenv = func(name string) string { return map[string]string{"CONTRA_SECRET_1": "from the environment"}[name] }
		}, "from the environment"},
	} {
		place.put()
		fresh := secret.New(config.Config{Path: filepath.Join(dir, "config.toml"), Projects: []config.Project{{ID: 1}}})
		fresh.Getenv, fresh.Keyring = b.Getenv, b.Keyring
		found, err := fresh.Find(1)
		require.NoError(t, err)
		require.Equal(t, place.want, found)
	}
}

func TestASecretThatOthersCanReadIsNotUsed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("files have no such modes here")
		return
	}
	b, dir := box(t)
	path := filepath.Join(dir, "elsewhere")
	for _, mode := range []os.FileMode{0o640, 0o604, 0o620, 0o602} {
		write(t, path, "hush-hush", mode)
		_, err := b.Find(2)
		require.Equal(t, ledger.ErrNoSecret, code(t, err))
		require.ErrorContains(t, err, path)
		require.NotContains(t, err.Error(), "hush-hush")
		write(t, filepath.Join(dir, "secrets", "data_token"), "hush-hush", mode)
		token, _ := b.WhereData()
		require.Equal(t, secret.Nowhere, token.Place)
		require.ErrorContains(t, token.Err, "can be read by others")
		require.NotContains(t, token.Err.Error(), "hush-hush")
	}
	require.NoError(t, os.Chmod(path, 0o400))
	found, err := b.Find(2)
	require.NoError(t, err)
	require.Equal(t, "hush-hush", found)
}

func TestTheReasonForNoKey(t *testing.T) {
	b, dir := box(t)
	_, why := b.Key(1)
	require.Equal(t, ledger.NoSecret, why)
	_, why = b.Key(99)
	require.Equal(t, ledger.UnknownProject, why)
	_, err := b.Find(99)
	require.ErrorContains(t, err, "not configured")
	write(t, filepath.Join(dir, "secrets", "1"), "", 0o600)
	_, err = b.Find(1)
	require.Equal(t, ledger.ErrNoSecret, code(t, err), "an empty file holds no secret")
}

func TestAKeyFollowsItsSecret(t *testing.T) {
	b, _ := box(t)
	for _, s := range []string{"first", "second"} {
		b.Put(1, s)
		key, why := b.Key(1)
		require.Empty(t, why)
		signed, err := gate.Sign(s, []byte(`{"project_id":1}`), gate.AtTop)
		require.NoError(t, err)
		doc, err := gate.Decode(signed)
		require.NoError(t, err)
		_, err = key.Verify(doc)
		require.NoError(t, err, s)
	}
}

func TestTheTokenOfTheDataAPIIsLookedForLikeASecret(t *testing.T) {
	b, dir := box(t)
	_, _, err := b.Data()
	require.Equal(t, ledger.ErrNoSecret, code(t, err))
	require.ErrorContains(t, err, "token of the Data API")
	write(t, filepath.Join(dir, "secrets", "data_token"), "the token\n", 0o600)
	_, _, err = b.Data()
	require.Equal(t, ledger.ErrNoSecret, code(t, err))
	require.ErrorContains(t, err, "secret of the Data API's token", "a token alone is of no use")
	b.Keyring = func(service, user string) (string, error) {
		if user == "data_secret" {
			return "its secret", nil
		}
		return "", errors.New("not here")
	}
	token, own, err := b.Data()
	require.NoError(t, err)
	require.Equal(t, []string{"the token", "its secret"}, []string{token, own})

	fresh := secret.New(config.Config{Path: filepath.Join(dir, "config.toml")})
	fresh.Keyring = b.Keyring
	fresh.Getenv = func(name string) string {
		return map[string]string{"CONTRA_DATA_TOKEN": "another", "CONTRA_DATA_SECRET": "and its own"}[name]
	}
	token, own, err = fresh.Data()
	require.NoError(t, err)
	require.Equal(t, []string{"another", "and its own"}, []string{token, own}, "the environment goes first")
	fresh.PutData("a", "b")
	token, own, err = fresh.Data()
	require.NoError(t, err)
	require.Equal(t, []string{"a", "b"}, []string{token, own})
}
