package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const pan = "4111111111111111"

func TestNoCardNumberIsKept(t *testing.T) {
	header := strings.Split(strings.TrimSpace(api), ",")
	header = append(header, "card_number", "cvv", "comment")
	base := append(strings.Split(strings.TrimSpace(good("1", "a")), ","), "", "", "")
	ids := map[string]bool{"operation_id": true, "payment_id": true, "project_id": false, "arn": true, "provider_payment_id": true}
	for _, text := range []string{pan, "4111 1111 1111 1111", "4111-1111-1111-1111", "card: " + pan + "!"} {
		for i, column := range header {
			cells := append([]string{}, base...)
			if cells[i] = text; ids[column] && text == pan {
				continue // an id of digits alone is not taken for a card number
			}
			b := read(t, look(t, strings.Join(header, ",")+"\n"+strings.Join(base, ",")+"\n"+strings.Join(cells, ",")+"\n"+strings.Join(cells[:i+1], ",")+"\n", Options{}))
			require.EqualValues(t, 3, b.Read)
			if column == "sum_initial.amount" && text == pan {
				require.Len(t, b.Items, 2, "it is an amount")
				continue
			}
			all := kept(t, b)
			require.NotContains(t, all, pan, column)
			require.NotContains(t, all, "4111 1111 1111 1111", column)
			require.NotContains(t, all, "4111-1111-1111-1111", column)
		}
	}
}

func TestNoSecurityCodeIsKept(t *testing.T) {
	header := strings.TrimSpace(api) + ",card.cvc\n"
	row := strings.TrimSpace(good("1", "a"))
	b := read(t, look(t, header+row+",987\n"+row+",\"9876\"\n"+row+",987,x\n"+strings.Replace(row, "Order", "cvv 987", 1)+",\n", Options{}))
	require.Len(t, b.Items, 3)
	all := kept(t, b)
	require.NotContains(t, all, "987")
	require.Contains(t, all, "cvv ***")
	require.Contains(t, all, ",***\n")
}

func TestIDsThatLookLikeCardNumbersAreSpared(t *testing.T) {
	b := read(t, look(t, api+"120,"+pan+","+pan+",sale,success,,,1250,EUR,"+strings.Repeat("4", 23)+","+pan+",\n", Options{}))
	row := full(t, b)[0]
	require.Equal(t, pan, row.OperationID)
	require.Equal(t, pan, row.PaymentID)
	require.Equal(t, pan, row.Refs.Provider)
	require.Len(t, row.Refs.ARN, 23)
}

func TestTheHeaderHoldsNoCardNumber(t *testing.T) {
	o := look(t, "payment_id,"+pan+",operation_type,sum_initial.amount,sum_initial.currency\na,b,sale,1,KRW\n", Options{})
	require.Equal(t, []string{"payment_id", "411111******1111", "operation_type", "sum_initial.amount", "sum_initial.currency"}, o.Header)
	require.NotContains(t, kept(t, read(t, o)), pan)
}

func TestASampleShowsNoCardNumber(t *testing.T) {
	o := look(t, api+strings.Replace(good("1", "a"), "Order", pan, 1)+"120,2,b,"+pan+",success,,,1,EUR,,,\n", Options{})
	sampled, err := o.Sample(o.Profile)
	require.NoError(t, err)
	require.NotContains(t, fmt.Sprintf("%+v %+v %+v", sampled, sampled[0].Row, sampled[1].Reject), pan)
	require.Equal(t, "411111******1111", sampled[0].Row.Description)
	require.Equal(t, "411111******1111", sampled[1].Cells[3])
}
