package massfile

import "strings"

// Known tells whether the Dashboard has a payment method under this code. A code
// is neither the name in callbacks nor the one of the payment page: KakaoPay's
// are wallet/kakaopay, kakaopay and kakaopay-wallet.
func Known(code string) bool { return codes[code] }

var codes = func() map[string]bool {
	m := map[string]bool{}
	for _, code := range strings.Fields(`
		card card-token card-partner etoken etoken-google
		wallet/kakaopay wallet/payco wallet/naverpay wallet/tosspay wallet/alipay wallet/paypal wallet/wechatpay
		wallet/amazonpay wallet/bancomatpay wallet/boost wallet/coinsph wallet/dana wallet/easypaisa wallet/esewa
		wallet/gcash wallet/grabpay wallet/jazzcash wallet/linepay wallet/momopay wallet/ovo wallet/papara wallet/paymaya
		wallet/satispay wallet/shopee wallet/skrill wallet/touchngo wallet/yoomoney
		online-banking/ideal online-banking/giropay online-banking/przelewy24 online-banking/interac
		bank-transfer/klarna bank-transfer/sepa bank-transfer/upi directdebit/bacs directdebit/sepa
		banks/brazil banks/india banks/indonesia banks/japan banks/korea banks/malaysia banks/mexico
		banks/philippines banks/swish banks/thailand banks/vietnam
		blik bancontact pix mobile doku mpesa`) {
		m[code] = true
	}
	return m
}()
