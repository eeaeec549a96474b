package ledger

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/money"
)

func paid() Payment {
	return Payment{ID: "ABC%d", Project: 1234, Status: "success", Method: "kakaopay", Currency: "KRW",
		Captured: 128000, CreatedAt: noon}
}

func TestCheckRefund(t *testing.T) {
	kakao, _ := NewMethods().Lookup("kakaopay")
	whole := Method{Name: "whole", Title: "Whole Pay", Full: true}
	short := kakao
	short.Window = 24 * time.Hour
	for name, c := range map[string]struct {
		payment func(*Payment)
		method  Method
		unknown bool
		amount  money.Amount
		code    Code
		message string
		hint    string
	}{
		"all of it":      {amount: won(128000)},
		"a part":         {amount: won(1)},
		"the rest":       {payment: func(p *Payment) { p.Status, p.Refunded = "partially refunded", 50000 }, amount: won(78000)},
		"after reversal": {payment: func(p *Payment) { p.Status, p.Refunded = "partially reversed", 50000 }, amount: won(78000)},
		"disputed": {payment: func(p *Payment) { p.Flags = Disputed }, amount: money.New(0, "EUR"), code: ErrDisputed,
			message: "payment ABC%d is disputed: a refund now could pay the customer twice"},
		"other currency": {unknown: true, amount: money.New(100, "EUR"), code: ErrCurrency,
			message: "payment ABC%d is in KRW; a refund in EUR is not possible", hint: "give the amount in KRW"},
		"unknown method": {payment: func(p *Payment) { p.Status = "decline" }, unknown: true, amount: won(1), code: ErrUnknownMethod,
			message: `how to refund by method "kakaopay" is not known`, hint: `add a [[method]] named "kakaopay" to the configuration`},
		"method not told": {payment: func(p *Payment) { p.Method = "" }, unknown: true, amount: won(1), code: ErrUnknownMethod,
			message: "the payment method of ABC%d is not known yet"},
		"no refunds at all": {method: Method{Title: "Humm"}, amount: won(1), code: ErrNoRefunds, message: "Humm has no refunds"},
		"not the method's currency": {method: Method{Title: "Klarna", Full: true, Currencies: []money.Currency{"EUR", "SEK"}}, amount: won(1), code: ErrCurrency,
			message: "Klarna refunds in EUR, SEK only; payment ABC%d is in KRW"},
		"declined": {payment: func(p *Payment) { p.Status = "decline" }, amount: won(0), code: ErrNotRefundable,
			message: `payment ABC%d cannot be refunded: its status is "decline"`},
		"processing": {payment: func(p *Payment) { p.Status = "awaiting customer" }, amount: won(1), code: ErrNotRefundable,
			message: `payment ABC%d cannot be refunded: it is "awaiting customer", so it has not ended`, hint: "wait for its outcome, then try again"},
		"held": {payment: func(p *Payment) { p.Status, p.Captured = "awaiting capture", 0 }, amount: won(1), code: ErrNotRefundable,
			message: "its money is held and not captured"},
		"refunded": {payment: func(p *Payment) { p.Status, p.Refunded = "refunded", 128000 }, amount: won(1), code: ErrNotRefundable,
			message: "it is refunded, all of it (128,000 KRW)"},
		"status not known": {payment: func(p *Payment) { p.Status = "" }, amount: won(1), code: ErrNotRefundable, message: "its status is not known"},
		"never captured": {payment: func(p *Payment) { p.Captured = 0 }, amount: won(1), code: ErrNotRefundable,
			message: "no capture of it is in the ledger"},
		"mixed": {payment: func(p *Payment) { p.Flags = MixedCurrency }, amount: won(1), code: ErrNotRefundable,
			message: "its operations came in more than one currency"},
		"over-refunded": {payment: func(p *Payment) { p.Flags, p.Refunded = OverRefunded, 130000 }, amount: won(1), code: ErrNotRefundable,
			message: "128,000 KRW was captured and 130,000 KRW is refunded already"},
		"zero":     {amount: won(0), code: ErrBadAmount, message: "a refund of 0 KRW makes no sense", hint: "give an amount above zero and up to 128,000 KRW"},
		"negative": {amount: won(-5), code: ErrBadAmount, message: "a refund of -5 KRW makes no sense"},
		"too much": {payment: func(p *Payment) { p.Status, p.Refunded, p.Reserved = "partially refunded", 50000, 8000 }, amount: won(70001), code: ErrOverRefund,
			message: "70,001 KRW is more than can be refunded: captured 128,000 KRW, refunded 50,000, on its way 8,000, left 70,000", hint: "refund up to 70,000 KRW"},
		"a zero too many": {amount: won(1280000), code: ErrOverRefund, message: "1,280,000 KRW is more than can be refunded",
			hint: "1,280,000 KRW is 10 times 128,000 KRW. Did you mean 128,000 KRW?"},
		"all on its way": {payment: func(p *Payment) { p.Reserved = 128000 }, amount: won(0), code: ErrOverRefund,
			message: "nothing is left to refund: captured 128,000 KRW", hint: "wait for the outcome of the refunds on their way"},
		"whole payments only": {method: whole, amount: won(1000), code: ErrNoPartial,
			message: "Whole Pay has no partial refunds: 1,000 KRW of 128,000 KRW", hint: "refund all 128,000 KRW, or return the part another way"},
		"whole payments only, all of it": {method: whole, amount: won(128000)},
		"whole payments only, the rest": {method: whole, payment: func(p *Payment) { p.Refunded = 28000 }, amount: won(100000), code: ErrNoPartial,
			message: "a part is refunded"},
		"whole payments only, while a part is on its way": {method: whole, payment: func(p *Payment) { p.Reserved = 28000 }, amount: won(100000), code: ErrNoPartial,
			hint: "wait for its outcome; if it is declined, refund all 128,000 KRW"},
		"parts only": {method: Method{Title: "Part Pay", Partial: true}, amount: won(128000), code: ErrNoRefunds, message: "Part Pay has no full refunds"},
		"in time":    {method: short, payment: func(p *Payment) { p.CreatedAt = noon.Add(-24 * time.Hour) }, amount: won(1)},
		"too late": {method: short, payment: func(p *Payment) { p.CreatedAt = noon.Add(-24*time.Hour - time.Second) }, amount: won(1), code: ErrWindow,
			message: "the time to refund ABC%d by KakaoPay ended on 2026-11-21 11:59 UTC"},
		"no date to count from": {method: short, payment: func(p *Payment) { p.CreatedAt = time.Time{} }, amount: won(1)},
	} {
		p := paid()
		if c.payment != nil {
			c.payment(&p)
		}
		m := c.method
		if m.Title == "" {
			m = kakao
		}
		err := CheckRefund(p, m, !c.unknown, c.amount, noon)
		if c.code == "" {
			require.NoError(t, err, name)
			continue
		}
		var refused *Error
		require.ErrorAs(t, err, &refused, name)
		require.Equal(t, c.code, refused.Code, name)
		require.Contains(t, refused.Message, c.message, name)
		require.Contains(t, refused.Hint, c.hint, name)
		require.NotEmpty(t, refused.Hint, "every refusal says what to do next: %s", name)
	}
}

func TestWhatIsAllowedNeverExceedsWhatIsLeft(t *testing.T) {
	kakao, _ := NewMethods().Lookup("kakaopay")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-10, 1000)
		p := paid()
		p.Captured, p.Refunded, p.Reserved = n.Draw(t, "captured"), n.Draw(t, "refunded"), n.Draw(t, "reserved")
		amount := won(n.Draw(t, "amount"))
		if CheckRefund(p, kakao, true, amount, noon) == nil {
			require.Positive(t, amount.Minor)
			require.LessOrEqual(t, amount.Minor+p.Refunded+p.Reserved, p.Captured)
		}
	})
}

func TestMethods(t *testing.T) {
	kakao, known := NewMethods().Lookup(" KakaoPay")
	require.True(t, known)
	require.Equal(t, Method{Name: "kakaopay", Title: "KakaoPay", GatePath: "wallet/kakaopay", Dashboard: "wallet/kakaopay",
		PayPage: "kakaopay-wallet", Currencies: []money.Currency{"KRW"}, Full: true, Partial: true, Zone: "Asia/Seoul"}, kakao)
	require.Equal(t, "/v2/payment/wallet/kakaopay/refund", kakao.RefundPath())
	for callback, path := range map[string]string{"card": "card", "etoken": "applepay", "etoken-google": "googlepay",
		"Direct Debit BACS": "directdebit/bacs", "klarna": "bank-transfer/klarna"} {
		m, known := NewMethods().Lookup(callback)
		require.True(t, known, callback)
		require.Equal(t, path, m.GatePath)
	}
	_, known = NewMethods().Lookup("kakaopay-wallet")
	require.False(t, known, "the name on the Payment Page is another one")
	_, known = Methods{}.Lookup("card")
	require.False(t, known)

	mine := NewMethods(Method{Name: "KAKAOPAY", GatePath: "elsewhere", Full: true}, Method{Name: "shells", GatePath: "shells", Full: true})
	m, _ := mine.Lookup("kakaopay")
	require.Equal(t, "elsewhere", m.GatePath)
	require.Len(t, mine.All(), len(NewMethods().All())+1)
	for _, m := range mine.All() {
		require.Equal(t, m.Full || m.Partial, m.GatePath != "", "%s: what can be refunded has an address, and only that", m.Name)
		if m.Zone != "" {
			_, err := time.LoadLocation(m.Zone)
			require.NoError(t, err)
		}
		for _, c := range m.Currencies {
			_, known := c.Exponent()
			require.True(t, known, c)
		}
	}
	kakao.Currencies[0] = "EUR"
	again, _ := NewMethods().Lookup("kakaopay")
	require.Equal(t, money.Currency("KRW"), again.Currencies[0], "no caller can change the table")
}

func TestStatuses(t *testing.T) {
	for _, s := range []string{"decline", "error", "internal error", "external error", "expired", "cancelled", "Canceled", "internal_error"} {
		final, success := OperationFinal(s)
		require.True(t, final && !success, s)
		require.True(t, KnownStatus(s), s)
	}
	final, success := OperationFinal("success")
	require.True(t, final && success)
	for _, s := range []string{"", "processing", "awaiting_3ds_result", "unknown", "successful", "refunded"} {
		final, success := OperationFinal(s)
		require.False(t, final || success, s)
	}
	require.False(t, KnownStatus("vanished"))
	require.True(t, KnownType("create_cash_voucher"))
	require.False(t, KnownType("teleport"))
	for _, s := range PaymentStatuses() {
		require.Equal(t, s, Normal(s), "the list is in the spelling that is compared")
		require.False(t, PaymentPending(s) && PaymentRefundable(s), s)
	}
	for i, name := range FlagNames() {
		f, known := FlagNamed(name)
		require.True(t, known)
		require.Equal(t, Flags(1<<i), f)
		require.Equal(t, []string{name}, f.Names())
	}
	require.Equal(t, []string{"disputed", "contradicted"}, (Disputed | Contradicted).Names())
}
