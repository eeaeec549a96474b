package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	corereport "contra/core/report"
)

func TestAColumnMayNameTheZone(t *testing.T) {
	in := func(winter, summer string) string {
		return strings.NewReplacer("CEST", summer, "CET", winter).Replace(adyenReport)
	}
	for text, zone := range map[string]string{adyenReport: "Europe/Amsterdam", in("PST", "PDT"): "America/Los_Angeles", in("UTC", "UTC"): "UTC", in("", ""): "Europe/Amsterdam"} {
		o := look(t, text, Options{})
		require.Equal(t, zone, o.Profile.Zone)
		require.True(t, o.Sure)
	}
	for _, text := range []string{in("IST", "IST"), in("CET", "PDT")} {
		o := look(t, text, Options{})
		require.False(t, o.Sure, "a person has to say it")
		require.Contains(t, o.Doubt, "time zone")
	}
	require.Equal(t, "Asia/Seoul", look(t, in("PST", "PDT"), Options{Zone: "Asia/Seoul"}).Profile.Zone)
	require.True(t, look(t, in("IST", "IST"), Options{Zone: "Asia/Kolkata"}).Sure)
	require.False(t, look(t, shop+shopRow, Options{Zone: "Asia/Seoul"}).Sure, "the columns are only proposed")
	// A saved profile has the zone that a person gave it.
	o := look(t, in("IST", "IST"), Options{})
	p := o.Profile
	p.Name, p.BuiltIn, p.Zone = "ours", false, "Asia/Kolkata"
	o.Use(p)
	o = look(t, in("IST", "IST"), Options{Profiles: []corereport.Profile{o.Profile}})
	require.True(t, o.Sure)
	require.Equal(t, "Asia/Kolkata", o.Profile.Zone)
}
