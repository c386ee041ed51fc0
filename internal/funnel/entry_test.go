package funnel

import (
	"errors"
	"slices"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// whole is a customer with everything any layer asks for.
func whole() Facts {
	yuan := func(n int64) crm.Money { return crm.Money{Amount: n * 100, Currency: "CNY"} }
	return Facts{
		Grade: "A", Product: true, Goal: "10 月签约",
		Touches: TouchFacts{Connected: true, Feedback: true, Appointment: 1},
		Deals: DealFacts{
			Open: DealFact{ID: crm.IDOf[crm.Deal](1), Name: "仓储管理", Amount: yuan(86000)},
			Contract: &ContractFact{Number: "HT-1", Amount: yuan(86000), Paid: 8600000, HasFile: true,
				AcceptedOn: 20261014, HasAcceptance: true},
		},
	}
}

func codes(items []Item) []string {
	out := []string{}
	for _, it := range items {
		out = append(out, string(words.LayerAt(it.Layer))+"."+it.Code)
	}
	return out
}

func TestCheck(t *testing.T) {
	everything := []string{"graded.grade", "graded.product", "graded.goal", "contacted.connected", "lead.feedback",
		"opportunity.deal", "opportunity.appointment", "signed.contract", "signed.contract_file",
		"implemented.payments", "implemented.acceptance"}
	tests := []struct {
		name     string
		spoil    func(*Facts)
		from, to int
		missing  []string
	}{
		{"whole, all the way", nil, words.Resource, words.Implemented, nil},
		{"nothing, all the way", func(f *Facts) { *f = Facts{} }, words.Resource, words.Implemented, everything},
		{"one layer asks for its own only", func(f *Facts) { *f = Facts{} }, words.Contacted, words.Lead, []string{"lead.feedback"}},
		{"a skip asks for the layers between", func(f *Facts) { *f = Facts{} }, words.Graded, words.Lead, []string{"contacted.connected", "lead.feedback"}},
		{"back asks for nothing", func(f *Facts) { *f = Facts{} }, words.Signed, words.Graded, nil},
		{"abandoning asks for nothing", func(f *Facts) { *f = Facts{} }, words.Signed, words.Abandoned, nil},
		{"grade alone is not graded", func(f *Facts) { f.Product, f.Goal = false, "" }, words.Resource, words.Graded, []string{"graded.product", "graded.goal"}},
		{"a won deal opens no opportunity", func(f *Facts) { f.Deals.Won, f.Deals.Open = f.Deals.Open, DealFact{} }, words.Lead, words.Opportunity, []string{"opportunity.deal"}},
		{"a won deal lets jump over it", func(f *Facts) { f.Deals.Won, f.Deals.Open = f.Deals.Open, DealFact{} }, words.Lead, words.Signed, nil},
		{"a plan named as evidence is the appointment", func(f *Facts) {
			f.Touches.Appointment, f.Evidence = 0, []Evidence{{Kind: "plan", ID: "5"}}
		}, words.Lead, words.Opportunity, nil},
		{"a meeting that was held is an appointment", func(f *Facts) { f.Touches.Appointment, f.Touches.Met = 0, true }, words.Lead, words.Opportunity, nil},
		{"a touch named as evidence is not", func(f *Facts) {
			f.Touches.Appointment, f.Evidence = 0, []Evidence{{Kind: "touch", ID: "5"}}
		}, words.Lead, words.Opportunity, []string{"opportunity.appointment"}},
		{"a contract needs its file", func(f *Facts) { f.Deals.Contract.HasFile = false }, words.Opportunity, words.Signed, []string{"signed.contract_file"}},
		{"a cent is missing", func(f *Facts) { f.Deals.Contract.Paid-- }, words.Signed, words.Implemented, []string{"implemented.payments"}},
		{"more than the amount is enough", func(f *Facts) { f.Deals.Contract.Paid++ }, words.Signed, words.Implemented, nil},
		{"acceptance without a file", func(f *Facts) { f.Deals.Contract.HasAcceptance = false }, words.Signed, words.Implemented, []string{"implemented.acceptance"}},
		{"file without an acceptance", func(f *Facts) { f.Deals.Contract.AcceptedOn = 0 }, words.Signed, words.Implemented, []string{"implemented.acceptance"}},
	}
	for _, tt := range tests {
		f := whole()
		if tt.spoil != nil {
			tt.spoil(&f)
		}
		have, missing := Check(f, tt.from, tt.to)
		if got := codes(missing); !slices.Equal(got, append([]string{}, tt.missing...)) {
			t.Errorf("%s: missing %v, want %v", tt.name, got, tt.missing)
		}
		for _, it := range append(have, missing...) {
			if it.Layer <= tt.from || it.Layer > tt.to || it.Action == "" {
				t.Errorf("%s: %+v is not asked for here", tt.name, it)
			}
		}
	}
}

func TestMissingPaymentSaysHowMuch(t *testing.T) {
	f := whole()
	f.Deals.Contract.Paid = 100
	_, missing := Check(f, words.Signed, words.Implemented)
	if left := missing[0].Params["left"].(crm.Money); left.Amount != 8599900 {
		t.Errorf("left %v", left)
	}
}

// Asks may fetch too much, never too little: every need that reads touches or
// deals belongs to a span for which Asks says so.
func TestAsksCoversCheck(t *testing.T) {
	for from := words.Resource; from <= words.Implemented; from++ {
		for to := from + 1; to <= words.Implemented; to++ {
			touches, deals := Asks(from, to)
			f := whole()
			if !touches {
				f.Touches = TouchFacts{}
			}
			if !deals {
				f.Deals = DealFacts{}
			}
			if _, missing := Check(f, from, to); len(missing) > 0 {
				t.Errorf("%s to %s: %v", words.LayerAt(from), words.LayerAt(to), codes(missing))
			}
		}
	}
}

func TestCheckRequest(t *testing.T) {
	tests := []struct {
		name               string
		from, to           int
		reason, competitor string
		override           bool
		code               string
	}{
		{"forward needs no words", words.Graded, words.Contacted, "", "", false, ""},
		{"back needs a reason", words.Lead, words.Contacted, "", "", false, "move.back_reason"},
		{"back with a reason", words.Lead, words.Contacted, "还没聊到需求", "", false, ""},
		{"override needs a reason", words.Graded, words.Lead, "", "", true, "move.override_reason"},
		{"override with a reason", words.Graded, words.Lead, "老客户介绍", "", true, ""},
		{"abandon needs one of four", words.Lead, words.Abandoned, "不想跟了", "", false, "move.abandon_reason"},
		{"abandon needs a reason", words.Lead, words.Abandoned, "", "", false, "move.abandon_reason"},
		{"abandon, unfit", words.Lead, words.Abandoned, "unfit", "", false, ""},
		{"bought elsewhere needs the competitor", words.Lead, words.Abandoned, "bought_elsewhere", "", false, "move.competitor"},
		{"bought elsewhere", words.Lead, words.Abandoned, "bought_elsewhere", "金蝶", false, ""},
	}
	for _, tt := range tests {
		err := CheckRequest(tt.from, tt.to, tt.reason, tt.competitor, tt.override)
		got := ""
		var e *crm.Error
		if errors.As(err, &e) {
			got = e.Fields[0].Code
		}
		if got != tt.code {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.code)
		}
	}
}
