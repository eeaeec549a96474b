package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	corereport "contra/core/report"
)

// saved is a profile as a person would have saved it.
func saved(t *testing.T) corereport.Profile {
	t.Helper()
	o := look(t, shop+shopRow, Options{})
	p := o.Profile
	p.Name, p.Version, p.Unit = "shop", 1, corereport.UnitMajor
	o.Use(p)
	return o.Profile
}

const (
	shop    = "Operation ID;Order number;Operation Type;Status;Amount;Currency;Created At\n"
	shopRow = "1;a;Sale;OK;12.50;EUR;2026-10-01\n"
)

func TestASavedProfileIsKnownByItsHeader(t *testing.T) {
	p := saved(t)
	o := look(t, shop+shopRow, Options{Profiles: []corereport.Profile{p}})
	require.True(t, o.Sure)
	require.Equal(t, Saved, o.How)
	require.EqualValues(t, 1250, read(t, o).Items[0].Amount)
	// Order, case and delimiter are no other layout.
	o = look(t, "CURRENCY,amount,Operation-ID,Order Number,operation type,status,created_at\nEUR,12.5,1,a,Sale,OK,2026-10-01\n", Options{Profiles: []corereport.Profile{p}})
	require.True(t, o.Sure)
	require.Nil(t, o.Drift)
	require.EqualValues(t, 1250, read(t, o).Items[0].Amount)
	// Two profiles for one header are for a person to choose from.
	other := p
	other.Name = "other"
	o = look(t, shop+shopRow, Options{Profiles: []corereport.Profile{p, other}})
	require.False(t, o.Sure)
	require.Equal(t, "the profiles shop and other both fit", o.Doubt)
	newer := p
	newer.Version, newer.Title = 3, "of another header"
	newer.Fingerprint = "0"
	o = look(t, shop+shopRow, Options{Profiles: []corereport.Profile{p, newer}, Profile: "shop"})
	require.True(t, o.Sure, "an older version is for an older header")
	newer = p
	newer.Version = 2
	o = look(t, shop+shopRow, Options{Profiles: []corereport.Profile{p, newer}})
	require.True(t, o.Sure)
	require.Equal(t, 2, o.Profile.Version)
}

func TestAChangedHeaderIsAnAlarm(t *testing.T) {
	p := saved(t)
	changed := strings.NewReplacer("Amount", "Gross amount", "Created At", "Shop;Cashier").Replace(shop) + "1;a;Sale;OK;12.50;EUR;x;y\n"
	for _, opt := range []Options{{Profiles: []corereport.Profile{p}, Profile: "shop"}, {Profiles: []corereport.Profile{p}}} {
		o := look(t, changed, opt)
		require.False(t, o.Sure)
		require.Equal(t, &Drift{Added: []string{"Shop", "Cashier"}, Dropped: []string{"Created At"}, Renamed: []Rename{{"Amount", "Gross amount"}},
			Lost: []corereport.Field{corereport.Amount, corereport.CreatedAt}}, o.Drift)
		_, err := o.Read(t.Context(), Options{})
		require.ErrorContains(t, err, "not the one that the profile shop was made for")
		_, err = o.Mend(t.Context(), nil, nil, Options{})
		require.Error(t, err)
		_, err = o.Amounts(t.Context(), 5)
		require.Error(t, err)

		next := o.Accepted()
		require.Equal(t, 2, next.Version)
		require.Equal(t, "Gross amount", next.Columns[corereport.Amount])
		require.NotContains(t, next.Columns, corereport.CreatedAt)
		require.Equal(t, "Amount", p.Columns[corereport.Amount], "the old version stays as it is")
		o.Use(next)
		require.True(t, o.Sure)
		require.EqualValues(t, 1250, read(t, o).Items[0].Amount)
		require.True(t, look(t, changed, Options{Profiles: []corereport.Profile{p, o.Profile}}).Sure, "the new version is known from now on")
	}
}

func TestAHeaderOfItsOwnIsNoDrift(t *testing.T) {
	o := look(t, api+good("1", "a"), Options{Profiles: []corereport.Profile{saved(t)}})
	require.Equal(t, Ready, o.How)
	require.True(t, o.Sure)
}

func TestAProfileThatIsAskedForIsUsedOrRefused(t *testing.T) {
	_, err := Open("-", strings.NewReader(shop+shopRow), Options{Profiles: []corereport.Profile{saved(t)}, Profile: "stripes"})
	var known *ledger.Error
	require.ErrorAs(t, err, &known)
	require.Equal(t, ledger.ErrNotFound, known.Code)
	require.Contains(t, known.Hint, "stripe, ")
	require.Contains(t, known.Hint, "shop")
	o := look(t, shop+shopRow, Options{Profile: "stripe"})
	require.Equal(t, Named, o.How)
	require.NotEmpty(t, o.Missing)
	require.False(t, o.Sure)
	o = look(t, api+good("1", "a"), Options{Profile: "ecommpay-data-api"})
	require.True(t, o.Sure)
}

func TestAProfileKnowsWhereTheHeaderIs(t *testing.T) {
	text := "some;words;here;to;mislead;any;reader\nx;y;z;1;2;3;4\n" + shop + shopRow
	p := saved(t)
	p.HeaderLine = 3
	o := look(t, text, Options{Profiles: []corereport.Profile{p}})
	require.True(t, o.Sure)
	require.Equal(t, 3, o.Look.HeaderLine)
	require.Len(t, read(t, o).Items, 1)
}

func TestAProfileMadeByHandNeedsItsColumns(t *testing.T) {
	p := corereport.Profile{Name: "hand", Unit: corereport.UnitMajor, Columns: map[corereport.Field]string{
		corereport.PaymentID: "order number", corereport.OperationStatus: "status", corereport.Amount: "amount", corereport.Currency: "currency"}}
	for _, opt := range []Options{{Profiles: []corereport.Profile{p}, Profile: "hand"}, {Profiles: []corereport.Profile{p}}} {
		o := look(t, shop+shopRow, opt)
		require.True(t, o.Sure)
		require.Len(t, read(t, o).Items, 1)
	}
	p.Columns[corereport.FeeAmount] = "fee"
	o := look(t, shop+shopRow, Options{Profiles: []corereport.Profile{p}, Profile: "hand"})
	require.Equal(t, &Drift{Lost: []corereport.Field{corereport.FeeAmount}}, o.Drift)
	require.False(t, o.Sure)
}

func TestAProfileThatMakesNoSenseIsRefused(t *testing.T) {
	good := saved(t)
	for name, spoil := range map[string]func(*corereport.Profile){
		"zone":     func(p *corereport.Profile) { p.Zone = "Mars" },
		"unit":     func(p *corereport.Profile) { p.Unit = "cents" },
		"sign":     func(p *corereport.Profile) { p.Sign = "up" },
		"columns":  func(p *corereport.Profile) { p.Sign = corereport.SignColumns },
		"marks":    func(p *corereport.Profile) { p.Grouping = "." },
		"currency": func(p *corereport.Profile) { p.Defaults = map[corereport.Field]string{corereport.Currency: "EURO"} },
		"project":  func(p *corereport.Profile) { p.Defaults = map[corereport.Field]string{corereport.ProjectID: "x"} },
	} {
		o := look(t, shop+shopRow, Options{})
		p := good
		spoil(&p)
		o.Use(p)
		_, err := o.Read(t.Context(), Options{})
		var known *ledger.Error
		require.ErrorAs(t, err, &known, name)
		require.NotEmpty(t, known.Hint)
		_, err = o.Sample(p)
		require.Error(t, err)
		_, err = Rereader{}.Rows(p, o.Header)
		require.Error(t, err)
	}
}
