package config

import (
	"os"
	"path/filepath"
	"runtime"
)

// DefaultPath is where the configuration is looked for: config.toml in the
// user's configuration folder.
func DefaultPath() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		dir = "."
	}
	return filepath.Join(dir, "contra", "config.toml")
}

// DefaultLedger is where the ledger is kept: ledger.db in the user's data folder.
func DefaultLedger() string {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "contra", "ledger.db")
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		if dir, err := os.UserConfigDir(); err == nil {
			return filepath.Join(dir, "contra", "ledger.db")
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	return filepath.Join(home, ".local", "share", "contra", "ledger.db")
}

// Example is an explained configuration file; it parses as the defaults.
const Example = `# contra: the configuration. Every setting is optional; what is commented out shows the default.
# Secrets never stand here: contra takes a project's secret from the environment variable
# CONTRA_SECRET_<project id>, else from the OS keyring (service "contra", user "<project id>"), else from a
# file that only you can read, by default secrets/<project id> beside this file. The Data API's token and the
# token's own secret are found in the same way: CONTRA_DATA_TOKEN and CONTRA_DATA_SECRET, the users "data_token"
# and "data_secret" of the keyring, the files secrets/data_token and secrets/data_secret.

# Who is named in the journal and on refunds. Default: the OS user.
# operator = "desk1"

[gate]
# Where the platform's Gate is. Plain http is allowed for this machine only (the stand-in platform).
# url = "https://api.ecommpay.com"

# How long one call may take before its outcome counts as unknown.
# timeout = "30s"

# How long a refund in doubt that the platform does not know of waits before its one resend
# (with the same id and the same bytes).
# resend_after = "60s"

# The description of a refund when none is given. The platform wants one, so it must not be empty.
# description = "Refund"

# Sent as customer.ip_address with every refund, if the platform asks for it in your project, and with every
# purchase that names no other; Gate takes no purchase without one.
# customer_ip = "192.0.2.1"

# Where the customers of purchases are led once they have paid, declined or come back, unless the purchase says otherwise.
# return_url = "https://ecommpay.com/"

[payment_page]
# Where the platform's Payment Page is, for links. With a stand-in on this machine it is beside the stand-in's Gate.
# url = "https://paymentpage.ecommpay.com/payment"

[purchase]
# How long a customer has to pay. 0s: as long as the platform waits.
# window = "15m"

[batch]
# Mass refunds: how many rows one file holds at most. More are split into numbered files.
# max_rows = 1000

# How long contra waits between the confirmation and the first request, when a batch goes through Gate.
# Anybody can stop it meanwhile.
# cool_off = "60s"

# How many requests through Gate a second.
# per_second = 5

# How long it waits between two refunds of one payment, which the platform may refuse with 3285 when they are close.
# again = "30s"

[reconcile]
# Comparing reports. In which zone months are counted; the platform's reports count days in UTC.
# zone = "UTC"

# How long after its date an operation has to be in a report; until then it is expected, not missing.
# due = "0s"

# How far apart the dates of a row and an operation may be where no operation id ties them.
# window = "168h"

# How long a refund may have succeeded without a report that shows it, before it is listed.
# unseen_after = "168h"

# By how many minor units amounts may differ.
# tolerance = { EUR = 1 }

# Words of reports for a status or a type, besides the platform's own.
# statuses = { settled = "success" }
# types = { purchase = "sale" }

# Rows that are one whole together: by payment, provider, arn, rrn or batch.
# [[reconcile.group]]
# by = "payment"
# type = "sale"

# What the platform may take, so that another fee is a break: a fixed part in minor units and hundredths of a percent.
# [[reconcile.fee]]
# currency = "EUR"
# type = "sale"
# fixed = 10
# basis_points = 150

[data_api]
# Pulling operations and balances from the platform. Where its Data API is; beside the stand-in platform, that one's.
# url = "https://data.ecommpay.com"

# How many questions a minute. The platform allows 60 for each user of the Dashboard.
# per_minute = 60

# How far before the end of the last pull the next one begins: operations become visible some time after their date.
# overlap = "1h"

# How long one answer may take. The platform may need five minutes, so not less than six.
# timeout = "6m30s"

[desktop]
# What starts together with the desktop: folders whose callbacks and reports are taken in as they come, and the
# address where callbacks are taken in. Folders stand relative to this file.
# watch = ["inbox"]
# listen = "127.0.0.1:8085"

# One block for each of your projects on the platform.
# [[project]]
# id = 1234
# name = "Shop KR"
# test = false              # true: a test project of the platform, no money moves
# secret_file = "secrets/1234"

# Add a payment method, or correct one of the built-in table: what you leave out stays as it is.
# [[method]]
# name = "kakaopay"         # as in callbacks
# title = "KakaoPay"
# gate_path = "wallet/kakaopay"   # the part of the address between /v2/payment/ and /refund
# dashboard = "wallet/kakaopay"   # the code in the Dashboard's files
# payment_page = "kakaopay-wallet"
# currencies = ["KRW"]      # empty: whatever your contract says
# full = true
# partial = true
# window = "0s"             # how long after the payment it can be refunded; 0s: no limit known
# zone = "Asia/Seoul"       # shown beside UTC
`
