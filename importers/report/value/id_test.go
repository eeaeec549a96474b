package value

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestIDsAreTakenOrRefused(t *testing.T) {
	for id, want := range map[string]IDProblem{
		"580": GoodID, "KP-261123-000042": GoodID, "주문-42": GoodID, "4111111111111111": GoodID, "1E10": GoodID, "=1+1": GoodID, strings.Repeat("a", 255): GoodID,
		strings.Repeat("a", 256): LongID, "a\x00b": BrokenID, "a\nb": BrokenID, "a\x7f": BrokenID, "a\xff": BrokenID, "a\ufffd": BrokenID,
		"5.8E+10": ShortenedID, "5,81234E+10": ShortenedID, "4111 1111 1111 1111": CardID, "4111-1111-1111-1111": CardID, "card 4111111111111111": CardID, "4111 1111 1111 1112": GoodID, "KP-4111-1111-1111-1111": GoodID, "two words": GoodID,
	} {
		require.Equal(t, want, ID([]byte(id)), "%q", id)
		if want != GoodID {
			require.NotEmpty(t, want.Words(id))
		}
	}
}

func TestAProjectIsANumberOfThePlatform(t *testing.T) {
	for text, want := range map[string]uint32{"1": 1, "120": 120, "4294967295": 4294967295, "": 0, "0": 0, "012": 0, "4294967296": 0, "99999999999": 0, "-1": 0, "12a": 0, "１２": 0} {
		got, ok := Project([]byte(text))
		require.Equal(t, want != 0, ok, text)
		if ok {
			require.Equal(t, want, got)
		}
	}
}
