package faults_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/faults"
)

func picker(t *testing.T, script string, seed uint64) *faults.Picker {
	s, err := faults.Parse(script)
	require.NoError(t, err)
	return faults.NewPicker(s, seed)
}

func TestRulesFindTheirPayments(t *testing.T) {
	p := picker(t, "decline@Pay-1;pending@KP-*;reversal@a?c;callback_dup@*/x*z", 1)
	for id, want := range map[string]string{
		"PAY-1": "decline", "pay-10": "", "kp-": "pending", "kp-1/2": "pending", "xkp-1": "",
		"aëc": "reversal", "abbc": "", "a/xyz": "callback_dup", "/xz": "callback_dup", "x*z": "",
	} {
		require.Equal(t, want, strings.Join(p.Refund(1, id).Names(), " "), id)
	}
}

func TestFirstNCountsEachPaymentOnItsOwn(t *testing.T) {
	p := picker(t, "timeout_before:1;http_500:2;decline=20504", 1)
	for _, id := range []string{"A", "B"} {
		require.Equal(t, faults.TimeoutBefore, p.Refund(1, id).Answer)
		require.Equal(t, faults.HTTP500, p.Refund(1, strings.ToLower(id)).Answer)
		third := p.Refund(1, id)
		require.Empty(t, third.Answer)
		require.Equal(t, "20504", third.Code(faults.Declined, "20000"))
	}
	require.Equal(t, faults.TimeoutBefore, p.Refund(2, "A").Answer, "another project's payment is another payment")
}

func TestOneAnswerFaultButAnyNumberOfOthers(t *testing.T) {
	h := picker(t, "html;cut_json;pending;callback_dup;callback_late=5s;status_html", 1).Refund(1, "A")
	require.Equal(t, faults.HTML, h.Answer)
	require.Equal(t, []string{"html", "pending", "callback_dup", "callback_late"}, h.Names())
	require.Equal(t, 5*time.Second, h.Wait(faults.CallbackLate, time.Hour))
	require.Equal(t, time.Hour, h.Wait(faults.SlowDrip, time.Hour))
}

func TestStatusFaultsComeWithQuestionsOnly(t *testing.T) {
	p := picker(t, "status_blind:2;status_reset@B:1;http_500", 1)
	require.False(t, p.Status(1, "A", false).Has(faults.StatusBlind), "there is nothing to hide yet")
	require.True(t, p.Status(1, "A", true).Has(faults.StatusBlind))
	require.True(t, p.Status(1, "A", true).Has(faults.StatusBlind))
	require.False(t, p.Status(1, "A", true).Has(faults.StatusBlind))
	require.Equal(t, faults.StatusReset, p.Status(1, "B", true).Answer)
}

func TestPurchasesHaveFaultsOfTheirOwn(t *testing.T) {
	p := picker(t, "decline;expire=30s;reversal;dashboard;late_3230;callback_first;callback_reorder;html;status_html;dataapi_429", 1)
	require.Equal(t, []string{"decline", "html", "expire", "callback_first", "callback_reorder"}, p.Purchase(1, "A").Names())
	require.Equal(t, []string{"decline", "expire"}, p.Checkout(1, "B").Names(), "a page has no answer, and one callback")
	require.NotContains(t, p.Refund(1, "C").Names(), "expire")
	require.NotContains(t, p.Row(1, "D").Names(), "expire")
}

func TestTheNextPurchaseIsTheOneThatComesNext(t *testing.T) {
	p := picker(t, "", 1)
	require.Empty(t, p.Purchase(1, "OLD").Names())
	next, err := faults.Parse("timeout_after@next-purchase:1;callback_lost@next-purchase;status_reset@next-purchase:1")
	require.NoError(t, err)
	p.Add(next)
	require.Empty(t, p.Refund(1, "PAID").Names(), "a refund is no purchase")
	require.Empty(t, p.Purchase(1, "old").Names(), "nor is a resend the next one")
	require.Empty(t, p.Status(1, "OLD", true).Names())
	require.Equal(t, []string{"callback_lost"}, p.Checkout(1, "LINK").Names(), "a page has no answer that could be lost")
	require.Equal(t, faults.StatusReset, p.Status(1, "link", true).Answer)
	require.Equal(t, []string{"timeout_after"}, p.Purchase(1, "NEW").Names(), "which is lost of the next one through Gate")
	require.Empty(t, p.Purchase(1, "New").Names(), "once")
	require.Empty(t, p.Purchase(1, "THIRD").Names())
	p.Add(next)
	require.Equal(t, []string{"timeout_after", "callback_lost"}, p.Purchase(2, "new").Names(), "another project's payment is another payment")
	require.Equal(t, faults.StatusReset, p.Status(2, "NEW", true).Answer)
	require.Empty(t, p.Status(2, "NEW", true).Names())
}

func TestFaultsOfTheDataAPIAreScopedByCallAndToken(t *testing.T) {
	p := picker(t, "dataapi_429@operations/get:1;dataapi_slow=5m@balance/*;dataapi_shift:1;html;status_html", 1)
	require.Equal(t, faults.DataHTTP429, p.DataAPI("t", "operations/get", false).Answer)
	require.Empty(t, p.DataAPI("t", "operations/get", false).Names(), "nothing shifts before the first page")
	require.Equal(t, []string{"dataapi_shift"}, p.DataAPI("t", "operations/get", true).Names())
	require.Equal(t, faults.DataHTTP429, p.DataAPI("u", "operations/get", false).Answer, "another token")
	require.Equal(t, 5*time.Minute, p.DataAPI("t", "balance/get", false).Wait(faults.DataSlow, 0))
}

func TestChanceFallsByTheSeedAlone(t *testing.T) {
	draw := func(p *faults.Picker, backwards bool) (hits []string) {
		ids := make(map[string]bool)
		for i := range 5000 {
			if backwards {
				i = 4999 - i
			}
			id := fmt.Sprint("P", i)
			ids[id] = p.Refund(1, id).Answer == faults.HTML
		}
		for i := range 5000 {
			if id := fmt.Sprint("P", i); ids[id] {
				hits = append(hits, id)
			}
		}
		return hits
	}
	first := draw(picker(t, "html:0.02", 7), false)
	require.InDelta(t, 100, len(first), 40)
	require.Equal(t, first, draw(picker(t, "html:0.02", 7), true), "the order of payments changes nothing")
	require.Equal(t, first, draw(picker(t, "html:0.02;seed=7", 8), false), "the script's seed goes first")
	require.NotEqual(t, first, draw(picker(t, "html:0.02", 8), false))
	require.Len(t, draw(picker(t, "html:1.0", 7), false), 5000)
}

func TestRulesCanBeAddedLater(t *testing.T) {
	first, err := faults.Parse("html@A:1")
	require.NoError(t, err)
	p := faults.NewPicker(first, 1)
	require.Equal(t, faults.HTML, p.Refund(1, "A").Answer)
	require.Empty(t, p.Refund(1, "A").Names())
	more, err := faults.Parse("timeout_after@A:1")
	require.NoError(t, err)
	p.Add(more)
	require.Equal(t, faults.TimeoutAfter, p.Refund(1, "A").Answer, "it counts from when it was added")
	require.Empty(t, p.Refund(1, "A").Names())
	require.Empty(t, p.Refund(1, "B").Names())
}
