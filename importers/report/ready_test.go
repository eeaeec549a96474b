package report

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/recon"
	corereport "contra/core/report"
)

func at(text string) time.Time {
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return moment
}

func eur(minor int64) money.Amount { return money.New(minor, "EUR") }

func TestTheDataAPIIsReadWithoutAsking(t *testing.T) {
	o := look(t, api+
		"120,1000000000001,KP-1,sale,success,2026-10-01 00:00:01,2026-10-01 00:00:05,30000,KRW,74537606123456789012345,T1,Order 1\n"+
		"120,1000000000002,KP-1,refund,success,2026-10-02T00:00:01+0000,2026-10-02T09:00:05+09:00,1050,EUR,,,\"Said \"\"no\"\", twice\"\n"+
		"120,1000000000003,KP-2,sale,decline,2026-10-02 00:00:01,,350,KRW,,,\n", Options{})
	require.True(t, o.Sure)
	require.Equal(t, Ready, o.How)
	require.Equal(t, "ecommpay-data-api", o.Profile.Name)
	require.False(t, o.NeedsUnit())
	b := read(t, o)
	require.EqualValues(t, 3, b.Read)
	require.Equal(t, ",", b.Profile.Delimiter)
	require.Equal(t, []recon.Item{
		{Op: 1000000000001, Amount: 30000, At: at("2026-10-01T00:00:05Z").UnixMilli(), Ref: 0, Pay: recon.PayKey("KP-1"), Project: 120, Currency: recon.CurOf("KRW"), Type: recon.TypeCode("sale"), Status: recon.Success},
		{Op: 1000000000002, Amount: 1050, At: at("2026-10-02T00:00:05Z").UnixMilli(), Ref: 1, Pay: recon.PayKey("kp-1"), Project: 120, Currency: recon.CurOf("EUR"), Type: recon.TypeCode("refund"), Status: recon.Success},
		{Op: 1000000000003, Amount: 350, At: at("2026-10-02T00:00:01Z").UnixMilli(), Ref: 2, Pay: recon.PayKey("KP-2"), Project: 120, Currency: recon.CurOf("KRW"), Type: recon.TypeCode("sale"), Status: recon.StatusCode("decline")},
	}, b.Items)
	rows := full(t, b)
	require.Equal(t, corereport.Row{Line: 2, Project: 120, PaymentID: "KP-1", OperationID: "1000000000001", Type: "sale", Status: "success", Amount: money.New(30000, "KRW"),
		CreatedAt: at("2026-10-01T00:00:01Z"), CompletedAt: at("2026-10-01T00:00:05Z"), Refs: recon.Refs{Provider: "T1", ARN: "74537606123456789012345"}, Description: "Order 1"}, rows[0])
	require.Equal(t, `Said "no", twice`, rows[1].Description)
}

func TestAReadyProfileNeedsOnlyItsOwnColumns(t *testing.T) {
	for header, name := range map[string]string{
		"payment_id,operation_type,sum_initial.amount,sum_initial.currency":                                                        "ecommpay-data-api",
		"Sum Initial Currency,note,Sum_Initial_Amount,OPERATION STATUS,operation-id":                                               "ecommpay-data-api",
		"operation_id,operation_type,operation_created_at,operation_completed_at,amount,currency,arn,rrn":                          "ecommpay-data-api",
		"balance_transaction_id,created,gross,currency,reporting_category":                                                         "stripe",
		"Merchant Reference,Psp Reference,Type,Gross Currency,Gross Debit (GC),Gross Credit (GC),Modification Reference":           "adyen",
		"CH,Transaction ID,Transaction Event Code,Transaction Debit or Credit,Gross Transaction Amount,Gross Transaction Currency": "paypal",
		"Action ID,Breakdown Type,Processing Currency,Processing Currency Amount,Reference":                                        "checkout",
		"payment_id,operation_id,operation_type,operation_status,amount,currency":                                                  "",
		"payment_id,sum_initial.amount,sum_initial.currency":                                                                       "",
	} {
		o := look(t, header+"\n1"+strings.Repeat(",1", strings.Count(header, ","))+"\n", Options{})
		require.Equal(t, name, o.Profile.Name, header)
		require.Equal(t, name != "", o.Sure, header)
	}
}

const stripeReport = `automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,payment_intent_id,description
po_1,2026-03-04 00:00:00,txn_1,2026-03-01 09:00:00,eur,100.00,1.75,98.25,charge,ch_1,pi_1,Order 1
po_1,2026-03-04 00:00:00,txn_2,2026-03-01 10:00:00,eur,-10.00,0.00,-10.00,refund,re_1,pi_1,
po_1,2026-03-04 00:00:00,txn_3,2026-03-02 10:00:00,eur,-100.00,15.00,-115.00,dispute,dp_1,pi_1,
po_1,2026-03-04 00:00:00,txn_4,2026-03-03 10:00:00,eur,0.00,2.00,-2.00,fee,,,
po_1,2026-03-04 00:00:00,txn_5,2026-03-04 00:00:00,eur,-71.25,0.00,-71.25,payout,po_1,,
`

func TestStripeIsInMajorUnitsWithSigns(t *testing.T) {
	b := read(t, look(t, stripeReport, Options{}))
	require.Equal(t, []corereport.Ignored{{Rule: "fees and payouts of Stripe", Lines: []int{5, 6}}}, b.Ignored)
	rows := full(t, b)
	require.Len(t, rows, 3)
	require.Equal(t, eur(10000), rows[0].Amount)
	require.Equal(t, eur(175), *rows[0].Fee)
	require.Equal(t, eur(9825), *rows[0].Net)
	require.Equal(t, "sale", rows[0].Type)
	require.Equal(t, "success", rows[0].Status)
	require.Equal(t, recon.Refs{Provider: "ch_1", Batch: "po_1"}, rows[0].Refs)
	require.Equal(t, "refund", rows[1].Type)
	require.Equal(t, eur(1000), rows[1].Amount)
	require.Equal(t, eur(-1000), *rows[1].Net)
	require.Equal(t, "chargeback", rows[2].Type)
	require.Equal(t, []recon.Flags{recon.Careful, 0, recon.Careful}, []recon.Flags{b.Items[0].Flags, b.Items[1].Flags, b.Items[2].Flags})
}

const adyenReport = `Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Batch Number
Co,Shop,8815000000000001,ORD-1,visa,2026-03-01 10:00:00,CET,Settled,8815000000000002,EUR,,100.00,1,EUR,,99.50,0.5,,,,134
Co,Shop,8815000000000001,ORD-1,visa,2026-07-01 10:00:00,CEST,Refunded,8815000000000003,EUR,10.00,,1,EUR,10.10,,0.05,0.02,0.03,,134
Co,Shop,8815000000000001,ORD-1,visa,2026-03-01 10:00:00,CET,Chargeback,8815000000000004,JPY,3500,,1,EUR,22.10,,,,,,134
Co,Shop,,,,2026-03-05 10:00:00,CET,Fee,Transaction Fees March 2026,,,,,EUR,12.10,,,,,,134
Co,Shop,,,,2026-03-05 10:00:00,CET,MerchantPayout,TX 1,,,,,EUR,67.30,,,,,,134
`

func TestAdyenHasAColumnForEachDirection(t *testing.T) {
	b := read(t, look(t, adyenReport, Options{}))
	require.Equal(t, []corereport.Ignored{{Rule: "fees and payouts of Adyen", Lines: []int{5, 6}}}, b.Ignored)
	rows := full(t, b)
	require.Equal(t, []string{"sale", "refund", "chargeback"}, []string{rows[0].Type, rows[1].Type, rows[2].Type})
	require.Equal(t, []money.Amount{eur(10000), eur(1000), money.New(3500, "JPY")}, []money.Amount{rows[0].Amount, rows[1].Amount, rows[2].Amount})
	require.Equal(t, at("2026-03-01T09:00:00Z"), rows[0].When())
	require.Equal(t, at("2026-07-01T08:00:00Z"), rows[1].When(), "summer time")
	require.Equal(t, "8815000000000003", rows[1].OperationID)
	require.Equal(t, "ORD-1", rows[1].PaymentID)
	require.Equal(t, recon.Refs{Provider: "8815000000000001", Batch: "134"}, rows[1].Refs)
}

const paypalReport = `"RH",2026/03/02 05:00:00 -0700,"A","MERCHANT",009
"FH",01
"SH",2026/03/01 00:00:00 -0700,2026/03/01 23:59:59 -0700,"MERCHANT",""
"CH","Transaction ID","Invoice ID","PayPal Reference ID","PayPal Reference ID Type","Transaction Event Code","Transaction Initiation Date","Transaction Completion Date","Transaction  Debit or Credit","Gross Transaction Amount","Gross Transaction Currency","Fee Debit or Credit","Fee Amount","Fee Currency"
"SB","TXN0","INV1","","","T0006",2026/03/01 01:00:00 -0700,2026/03/01 01:00:01 -0700,"CR",10000,"EUR","DR",350,"EUR"
"SB","TXN1","INV1","TXN0","TXN","T1107",2026/03/01 09:00:00 +0000,2026/03/01 09:00:00 +0000,"DR",1000,"EUR","CR",35,"EUR"
"SB","TXN2","","","","T0400",2026/03/01 10:00:00 +0000,2026/03/01 10:00:00 +0000,"DR",8685,"EUR","",,""
"SF","EUR",0,"",10000
"SC",3
"SH",2026/03/01 00:00:00 -0700,2026/03/01 23:59:59 -0700,"MERCHANT",""
"CH","Transaction ID","Invoice ID","PayPal Reference ID","PayPal Reference ID Type","Transaction Event Code","Transaction Initiation Date","Transaction Completion Date","Transaction  Debit or Credit","Gross Transaction Amount","Gross Transaction Currency","Fee Debit or Credit","Fee Amount","Fee Currency"
"SB","TXN3","INV2","","","T0006",2026/03/01 11:00:00 +0000,2026/03/01 11:00:00 +0000,"CR",3500,"JPY","",,""
"SC",1
"RF","EUR",3
"RC",4
"FF",4
`

func TestPayPalHasKindsOfRecords(t *testing.T) {
	o := look(t, paypalReport, Options{})
	require.Equal(t, 4, o.Look.HeaderLine)
	require.True(t, o.Sure)
	b := read(t, o)
	require.Equal(t, []corereport.Ignored{
		{Rule: "fees, conversions and withdrawals of PayPal", Lines: []int{7}},
		{Rule: "PayPal's records of files and sections", Lines: []int{8, 9, 10, 11, 13, 14, 15, 16}},
	}, b.Ignored)
	rows := full(t, b)
	require.Equal(t, []money.Amount{eur(10000), eur(1000), money.New(3500, "JPY")}, []money.Amount{rows[0].Amount, rows[1].Amount, rows[2].Amount})
	require.Equal(t, []string{"sale", "refund", "sale"}, []string{rows[0].Type, rows[1].Type, rows[2].Type})
	require.Equal(t, at("2026-03-01T08:00:01Z"), rows[0].When())
	require.Equal(t, "INV1", rows[1].PaymentID)
	require.Equal(t, "TXN0", rows[1].Refs.Provider)
}

const checkoutReport = `Client Entity ID,Payment ID,Reference,Payment Method,Action Type,Action ID,Processed On,Breakdown Type,Processing Currency,Processing Currency Amount,FX Rate Applied,Holding Currency,Holding Currency Amount,Payout ID
ent_1,pay_1,ORD-1,VISA,Capture,act_1,2026-03-01T09:00:00.123,Capture,EUR,100.00000000,1.0,EUR,100.00000000,000XYZ
ent_1,pay_1,ORD-1,VISA,Capture,act_1,2026-03-01T09:00:00.123,Interchange Fee,EUR,-0.20000000,1.0,EUR,-0.20000000,000XYZ
ent_1,pay_1,ORD-1,VISA,Capture,act_1,2026-03-01T09:00:00.123,Scheme Variable Fee,EUR,-0.01234567,1.0,EUR,-0.01234567,000XYZ
ent_1,pay_1,ORD-1,VISA,Refund,act_2,2026-03-02T09:00:00.000,Refund,EUR,-10.00,1.0,EUR,-10.00,000XYZ
ent_1,pay_1,ORD-1,VISA,Refund,act_3,2026-03-02T09:00:00.000,Refund,EUR,-10.005,1.0,EUR,-10.00,000XYZ
`

func TestCheckoutHasSeveralPartsOfOneAction(t *testing.T) {
	b := read(t, look(t, checkoutReport, Options{}))
	rows := full(t, b)
	require.Len(t, rows, 2)
	require.Equal(t, []string{"act_1", "act_2"}, []string{rows[0].OperationID, rows[1].OperationID})
	require.Equal(t, []money.Amount{eur(10000), eur(1000)}, []money.Amount{rows[0].Amount, rows[1].Amount})
	require.Equal(t, []money.Amount{eur(10000), eur(1000)}, []money.Amount{*rows[0].Settle, *rows[1].Settle})
	require.Equal(t, "ORD-1", rows[1].PaymentID)
	require.Equal(t, []corereport.Ignored{{Rule: "fees and bookings of Checkout.com", Lines: []int{3, 4}}}, b.Ignored)
	require.Len(t, b.Rejects, 1)
	require.Equal(t, corereport.BadAmount, b.Rejects[0].Reason)
	require.Contains(t, b.Rejects[0].Detail, "nothing is rounded")
}
