package value

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestEveryUsualLayoutIsReadAsPackageTimeReadsIt(t *testing.T) {
	zones := map[string]*time.Location{"": time.UTC, "UTC": time.UTC, "+09:00": time.FixedZone("", 9*3600)}
	for _, name := range []string{"Asia/Seoul", "Europe/Amsterdam", "America/Los_Angeles"} {
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		zones[name] = zone
	}
	names := []string{"", "UTC", "+09:00", "Asia/Seoul", "Europe/Amsterdam", "America/Los_Angeles"}
	more := append([]string{"2006-01-02 15:04:05.000", "2006-01-02T15:04:05.000000Z07:00", "2006-01-02 15:04:05Z07", "2006/01/02"}, usual...)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "zone")
		layout := rapid.SampledFrom(more).Draw(t, "layout")
		at := time.UnixMilli(rapid.Int64Range(946771200_000, 4102358400_000).Draw(t, "at")).In(zones[name])
		text := at.Format(layout)
		want, err := time.ParseInLocation(layout, text, zones[name])
		require.NoError(t, err)
		c, err := NewClock(name, nil)
		require.NoError(t, err)
		got, ok := c.Parse([]byte(" " + text + "\t"))
		require.True(t, ok, text)
		require.Equal(t, want.UnixMilli(), got, text)
	})
}

func TestMomentsAreReadOrRefused(t *testing.T) {
	at := func(s string) time.Time {
		t.Helper()
		moment, err := time.Parse(time.RFC3339Nano, s)
		require.NoError(t, err)
		return moment
	}
	c, err := NewClock("Asia/Seoul", nil)
	require.NoError(t, err)
	for text, want := range map[string]string{
		"2026-10-01 10:20:30":         "2026-10-01T01:20:30Z",
		"2026-10-01T10:20:30Z":        "2026-10-01T10:20:30Z",
		"2026-10-01 10:20:30 UTC":     "2026-10-01T10:20:30Z",
		"2026-10-01T10:20:30+0000":    "2026-10-01T10:20:30Z",
		"2026/10/01 10:20:30 -0700":   "2026-10-01T17:20:30Z",
		"01.10.2026 10:20":            "2026-10-01T01:20:00Z",
		"2026-10-01":                  "2026-09-30T15:00:00Z",
		"2026-10-01 10:20:30.5":       "2026-10-01T01:20:30.5Z",
		"2026-10-01 10:20:30,1239999": "2026-10-01T01:20:30.123Z",
		"1790850030":                  "2026-10-01T10:20:30Z",
		"1790850030500":               "2026-10-01T10:20:30.5Z",
		"20261001102030":              "2026-10-01T01:20:30Z",
		"2028-02-29":                  "2028-02-28T15:00:00Z",
	} {
		got, ok := c.Parse([]byte(text))
		require.True(t, ok, text)
		require.Equal(t, at(want).UnixMilli(), got, text)
	}
	for _, text := range []string{"", "x", "2026-13-01", "2026-02-29", "2026-00-10", "2026-10-01 24:00:00", "2026-10-01 10:60", "2026-10-01 1:20", "2026-10-01 10:20:",
		"01/02/2026", "1/2/2026", "2026-10/01", "0000-00-00 00:00:00", "1970-01-01", "2126-01-01", "2026-10-01 10:20:30 CET", "2026-10-01T10:20:30+15:00",
		"2026-10-01 10:20:30 +1", "2026-10-01Z", "1790850", "99999999999999", "2026-10-01 10:20:30.", "2026-1a-01", "2026-10-01 aa:20", "٢٠٢٦-10-01"} {
		_, ok := c.Parse([]byte(text))
		require.False(t, ok, text)
	}
}

func TestLayoutsOfAProfileAreTheOnlyOnes(t *testing.T) {
	c, err := NewClock("", []string{"02/01/2006 15:04", "02/01/2006"})
	require.NoError(t, err)
	got, ok := c.Parse([]byte("03/10/2026"))
	require.True(t, ok)
	require.Equal(t, time.Date(2026, 10, 3, 0, 0, 0, 0, time.UTC).UnixMilli(), got)
	_, ok = c.Parse([]byte("2026-10-03"))
	require.False(t, ok)
	_, ok = c.Parse([]byte("03/10/0026"))
	require.False(t, ok)
}

func TestAZoneThatIsNotKnownIsAnError(t *testing.T) {
	for _, zone := range []string{"Local", "Mars/Base", "../etc/passwd", "KST9"} {
		_, err := NewClock(zone, nil)
		require.ErrorContains(t, err, "is not known", zone)
	}
}

func FuzzClock(f *testing.F) {
	for _, s := range []string{"2026-10-01 10:20:30", "01.10.2026", "2026/10/01 10:20:30 -0700", "1790850030", "2026-10-01T10:20:30.123Z"} {
		f.Add(s)
	}
	c, err := NewClock("Europe/Amsterdam", nil)
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, s string) {
		if at, ok := c.Parse([]byte(s)); ok {
			year := time.UnixMilli(at).UTC().Year()
			require.True(t, 1999 <= year && year <= 2100, "%q is %d", s, at)
		}
	})
}
