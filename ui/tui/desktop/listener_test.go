package desktop_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// What the platform calls back moves the screen without a key.
func TestCallbacksAreTakenInByTheDesktopItself(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	require.NoError(t, w.platform.AddPayment(sale("ORD-9", 77_000, "KRW", "late")))
	w.start(120, 40)
	w.Press("ctrl+y")
	w.RequireDialog("Take callbacks in here")
	w.Press("ctrl+u")
	w.Type("127.0.0.1:0")
	w.Press("enter")
	w.RequireNoDialog()
	at := regexp.MustCompile(`takes callbacks at (127\.0\.0\.1:\d+)`).FindStringSubmatch(w.Frame())
	require.NotNil(t, at, "%s", w.Frame())
	w.RequireHides("ORD-9")
	for _, body := range w.platform.Callbacks("ORD-9") {
		answer, err := http.Post("http://"+at[1]+"/callbacks", "application/json", strings.NewReader(string(body)))
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, http.StatusOK, answer.StatusCode)
	}
	w.pass(2 * time.Second)
	w.RequireShows("ORD-9", "77,000")
	w.Press("ctrl+y")
	require.Eventually(t, func() bool {
		w.pass(2 * time.Second)
		return !strings.Contains(w.Frame(), "takes callbacks at")
	}, 5*time.Second, 10*time.Millisecond)
}
