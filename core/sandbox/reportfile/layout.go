package reportfile

import (
	"fmt"
	"strings"
	"time"
)

// Layout names one way in which reports come.
type Layout string

// The layouts.
const (
	DataAPI Layout = "data-api" // the Data API's names, commas, minor units
	Titles  Layout = "titles"   // labels in English, semicolons, major units, fees, lines above and below
	Korean  Layout = "korean"   // labels and words in Korean, thousands grouped, times of Seoul with their offset
	Russian Layout = "russian"  // labels and words in Russian, decimal commas, Windows-1251
	Few     Layout = "few"      // what a comparison cannot do without: no operation id
)

// Layouts lists every layout.
func Layouts() []Layout { return []Layout{DataAPI, Titles, Korean, Russian, Few} }

// Format gives the layout's format. The error names the layouts that there are.
func (l Layout) Format() (Format, error) {
	f := Format{Layout: l, Delimiter: ',', Encoding: UTF8, Decimal: ".", Times: time.DateTime, Zone: time.UTC}
	switch l {
	case DataAPI:
		f.Minor = true
		f.Columns = []Column{ProjectID, OperationID, PaymentID, Type, Status, Method, Description, CreatedAt, CompletedAt,
			Amount, Currency, ConvertedAmount, ConvertedCurrency, ARN, RRN, CustomerID, Provider, Remaining, PaymentStatus}
	case Few:
		f.Minor = true
		f.Columns = []Column{PaymentID, Type, Status, Amount, Currency, CompletedAt}
	case Titles:
		f.titles()
	case Korean:
		f.korean()
	case Russian:
		f.russian()
	default:
		return Format{}, fmt.Errorf("there is no layout %q: there is %s", string(l), names(Layouts()))
	}
	return f, nil
}

// MustFormat is Format for a layout that is known to exist.
func (l Layout) MustFormat() Format {
	f, err := l.Format()
	if err != nil {
		panic(err)
	}
	return f
}

func names(layouts []Layout) string {
	all := make([]string, len(layouts))
	for i, l := range layouts {
		all[i] = string(l)
	}
	return strings.Join(all, ", ")
}
