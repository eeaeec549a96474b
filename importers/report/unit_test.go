package report

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	corereport "contra/core/report"
)

func TestAUnitIsProvenOrAskedFor(t *testing.T) {
	won := money.New(1000, "KRW")
	for name, c := range map[string]struct {
		samples []UnitSample
		unit    corereport.Unit
		e       UnitEvidence
	}{
		"none":                {nil, "", UnitEvidence{}},
		"minor":               {[]UnitSample{{"1250", eur(1250)}, {"300", eur(300)}}, corereport.UnitMinor, UnitEvidence{Minor: 2}},
		"major":               {[]UnitSample{{"12.50", eur(1250)}, {"3", eur(300)}}, corereport.UnitMajor, UnitEvidence{Major: 2}},
		"mixed":               {[]UnitSample{{"1250", eur(1250)}, {"3.00", eur(300)}}, "", UnitEvidence{Minor: 1, Major: 1}},
		"no decimals":         {[]UnitSample{{"1000", won}, {"1000", won}}, "", UnitEvidence{Same: 2}},
		"one proves":          {[]UnitSample{{"1000", won}, {"1250", eur(1250)}}, corereport.UnitMinor, UnitEvidence{Minor: 1, Same: 1}},
		"zeros prove nothing": {[]UnitSample{{"0", eur(0)}}, "", UnitEvidence{Same: 1}},
		"mostly unlike":       {[]UnitSample{{"1250", eur(1250)}, {"7", eur(1)}}, "", UnitEvidence{Minor: 1, Neither: 1}},
		"few unlike":          {[]UnitSample{{"12.5", eur(1250)}, {"3", eur(300)}, {"7", eur(1)}}, corereport.UnitMajor, UnitEvidence{Major: 2, Neither: 1}},
		"dinars":              {[]UnitSample{{"150.155", money.New(150155, "KWD")}}, corereport.UnitMajor, UnitEvidence{Major: 1}},
		"not a number":        {[]UnitSample{{"x", eur(1250)}}, "", UnitEvidence{Neither: 1}},
		"no such currency":    {[]UnitSample{{"5", money.New(5, "QQQ")}}, corereport.UnitMinor, UnitEvidence{Minor: 1}},
	} {
		unit, e := InferUnit(c.samples)
		require.Equal(t, c.unit, unit, name)
		require.Equal(t, c.e, e, name)
	}
}

const open = "Payment ID;Type;Amount;Currency\n"

func TestTheUnitIsNeverGuessed(t *testing.T) {
	o := look(t, open+"a;Sale;1000;KRW\nb;Sale;1250;EUR\n", Options{})
	o.Use(o.Profile)
	require.True(t, o.NeedsUnit())
	_, err := o.Read(t.Context(), Options{})
	require.ErrorContains(t, err, `oct.csv, line 3: nothing says whether "1250" is in minor or in major units of EUR`)
	amounts, err := o.Amounts(t.Context(), 10)
	require.NoError(t, err)
	require.Equal(t, []Amounted{{Line: 3, PaymentID: "b", Type: "sale", Written: "1250", Currency: "EUR"}}, amounts)
	for unit, want := range map[corereport.Unit]int64{corereport.UnitMinor: 1250, corereport.UnitMajor: 125000} {
		b, err := o.Read(t.Context(), Options{Unit: unit})
		require.NoError(t, err)
		require.EqualValues(t, want, b.Items[1].Amount)
		require.EqualValues(t, 1000, b.Items[0].Amount, "the won has no decimals")
		require.Equal(t, unit, b.Profile.Unit)
	}
}

func TestCurrenciesWithoutDecimalsNeedNoUnit(t *testing.T) {
	o := look(t, open+strings.Repeat("a;Sale;1000;KRW\n", 200), Options{})
	o.Use(o.Profile)
	require.False(t, o.NeedsUnit())
	require.Len(t, read(t, o).Items, 200)
	// A euro far below the first rows still stops the reading.
	o = look(t, open+strings.Repeat("a;Sale;1000;KRW\n", 200)+"b;Sale;5;EUR\n", Options{})
	o.Use(o.Profile)
	require.False(t, o.NeedsUnit())
	_, err := o.Read(t.Context(), Options{})
	require.ErrorContains(t, err, "line 202")
	// Nothing readable tells nothing.
	o = look(t, open+"a;Sale;x;\n", Options{})
	o.Use(o.Profile)
	require.True(t, o.NeedsUnit())
}

func TestAnAmountOfAnUnknownCurrencyIsReadInMinorUnitsOnly(t *testing.T) {
	o := look(t, open+"a;Sale;1000;QQQ\n", Options{})
	o.Use(o.Profile)
	b, err := o.Read(t.Context(), Options{Unit: corereport.UnitMinor})
	require.NoError(t, err)
	require.EqualValues(t, 1000, b.Items[0].Amount)
	b, err = o.Read(t.Context(), Options{Unit: corereport.UnitMajor})
	require.NoError(t, err)
	require.Equal(t, corereport.BadCurrency, b.Rejects[0].Reason)
}

func TestSignsFollowTheRule(t *testing.T) {
	type signs = map[string]bool
	for rule, want := range map[corereport.Sign]map[string]signs{
		corereport.SignByType:   {"sale": {"5": true, "+5": true, "-5": false, "0": true, "-0": true}, "refund": {"5": true, "-5": true, "+5": false}, "payout": {"5": true, "-5": true}},
		corereport.SignAsWrites: {"sale": {"5": true, "-5": false}, "refund": {"5": false, "-5": true, "0": true}, "refund reverse": {"5": true, "-5": false}, "auth": {"-5": true}},
	} {
		for kind, texts := range want {
			for text, good := range texts {
				o := look(t, open+"a;"+kind+";"+text+";KRW\n", Options{})
				p := o.Profile
				p.Sign = rule
				o.Use(p)
				b := read(t, o)
				require.Equal(t, good, len(b.Items) == 1, "%s %s %s", rule, kind, text)
				if !good {
					require.Equal(t, corereport.BadSign, b.Rejects[0].Reason)
				}
			}
		}
	}
}

func TestADirectionStandsBesideAnAmountWithoutASign(t *testing.T) {
	text := "Payment ID;Type;Amount;Currency;Debit or Credit\na;Sale;5;KRW;CR\nb;Refund;5;KRW;debit\nc;Sale;5;KRW;DR\nd;Sale;5;KRW;\ne;Refund;-5;KRW;DR\nf;Sale;5;KRW;sideways\n"
	o := look(t, text, Options{})
	require.Equal(t, corereport.SignColumns, o.Profile.Sign)
	o.Use(o.Profile)
	b := read(t, o)
	require.Len(t, b.Items, 2)
	var reasons []corereport.Reason
	for _, r := range b.Rejects {
		reasons = append(reasons, r.Reason)
	}
	require.Equal(t, []corereport.Reason{corereport.BadSign, corereport.MissingField, corereport.BadSign, corereport.BadSign}, reasons)
}

func TestDebitAndCreditExcludeEachOther(t *testing.T) {
	text := "Payment ID;Type;Debit;Credit;Currency\na;Sale;;5;KRW\nb;Refund;5;0;KRW\nc;Sale;5;5;KRW\nd;Sale;;;KRW\ne;Sale;-5;;KRW\nf;Refund;;5;KRW\ng;Sale;0;0;KRW\nh;Sale;x;;KRW\n"
	o := look(t, text, Options{})
	o.Use(o.Profile)
	b := read(t, o)
	require.Len(t, b.Items, 3)
	columns := map[string]corereport.Reason{}
	for _, r := range b.Rejects {
		columns[r.PaymentID+" "+r.Column] = r.Reason
	}
	require.Equal(t, map[string]corereport.Reason{"c Credit": corereport.BadAmount, "d Debit": corereport.MissingField, "e Debit": corereport.BadSign, "f Credit": corereport.BadSign, "h Debit": corereport.BadAmount}, columns)
}

func TestReadingEndsWithItsContext(t *testing.T) {
	o := look(t, string(many(1000)), Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := o.Read(ctx, Options{})
	require.ErrorContains(t, err, "cancelled")
	require.ErrorIs(t, err, context.Canceled)
	_, err = o.Mend(ctx, []corereport.Reject{{Line: 2}}, []string{"x"}, Options{})
	require.ErrorIs(t, err, context.Canceled)
}
