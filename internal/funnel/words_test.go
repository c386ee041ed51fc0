package funnel

import (
	"testing"
	"time"

	"laidan/internal/crm"
)

func TestMoneyText(t *testing.T) {
	for want, m := range map[string]crm.Money{
		"¥86,000":     {Amount: 8600000, Currency: "CNY"},
		"¥86,000.50":  {Amount: 8600050, Currency: "CNY"},
		"¥0.05":       {Amount: 5, Currency: "CNY"},
		"$1,480,000":  {Amount: 148000000, Currency: "USD"},
		"999 THB":     {Amount: 99900, Currency: "THB"},
		"¥123,456.07": {Amount: 12345607, Currency: "CNY"},
	} {
		if got := moneyText(m); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestWords(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	it := Item{Params: crm.Params{
		"at": crm.At(time.Date(2026, 10, 14, 2, 0, 0, 0, time.UTC)), "day": crm.Day(20261014), "name": "仓储管理",
		"left": crm.Money{Amount: 100, Currency: "CNY"},
	}}
	zh, en := it.words("zh-CN", zone), it.words("en", zone)
	if zh["at"] != "10月14日 10:00" || zh["day"] != "10月14日" || zh["left"] != "¥1" || zh["name"] != "仓储管理" {
		t.Errorf("%v", zh)
	}
	if en["at"] != "14 Oct 10:00" || en["day"] != "14 Oct" {
		t.Errorf("%v", en)
	}
}
