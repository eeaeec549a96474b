package gate

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

type vector struct {
	Name, Origin, Secret, Place string
	Message                     json.RawMessage
	String, Signature           string
}

func vectors(t testing.TB) []vector {
	t.Helper()
	data, err := os.ReadFile("../../testdata/signatures.json")
	require.NoError(t, err)
	var vs []vector
	require.NoError(t, json.Unmarshal(data, &vs))
	require.Len(t, vs, 44)
	return vs
}

func (v vector) place() Place {
	if v.Place == "general" {
		return AtGeneral
	}
	return AtTop
}

func TestVectors(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			text, err := StringToSign(v.Message)
			require.NoError(t, err)
			require.Equal(t, v.String, text)
			sig, err := Signature(v.Secret, v.Message)
			require.NoError(t, err)
			require.Equal(t, v.Signature, sig)
			signed, err := Sign(v.Secret, v.Message, v.place())
			require.NoError(t, err)
			order, err := Verify(v.Secret, signed)
			require.NoError(t, err)
			require.Equal(t, Natural, order)
		})
	}
}
