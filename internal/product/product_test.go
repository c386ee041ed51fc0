package product

import (
	"testing"

	"laidan/internal/crm"
)

func TestClean(t *testing.T) {
	cny := crm.Money{Amount: 100, Currency: "CNY"}
	for name, c := range map[string]struct {
		in   Product
		want string // pointer of the first error
	}{
		"fine":              {Product{Name: " 仓储  管理 ", Price: cny}, ""},
		"no name":           {Product{Name: "  ", Price: cny}, "/name"},
		"control character": {Product{Name: "a\x07b", Price: cny}, "/name"},
		"negative":          {Product{Name: "a", Price: crm.Money{Amount: -1, Currency: "CNY"}}, "/price/amount"},
		"too much":          {Product{Name: "a", Price: crm.Money{Amount: maxPrice + 1, Currency: "CNY"}}, "/price/amount"},
		"currency":          {Product{Name: "a", Price: crm.Money{Currency: "元"}}, "/price/currency"},
		"short currency":    {Product{Name: "a", Price: crm.Money{Currency: "cn"}}, "/price/currency"},
	} {
		got, err := c.in.Clean()
		if e, ok := err.(*crm.Error); c.want == "" && err != nil || c.want != "" && (!ok || e.Fields[0].Pointer != c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if name == "fine" && got.Name != "仓储 管理" {
			t.Errorf("name %q", got.Name)
		}
	}
}

func TestApply(t *testing.T) {
	p := Product{Name: "a", Code: "1", Price: crm.Money{Amount: 5, Currency: "CNY"}, Active: true}
	off, name := false, "b"
	got := p.Apply(Change{Name: &name, Price: &crm.Money{Amount: 7}, Active: &off})
	want := Product{Name: "b", Code: "1", Price: crm.Money{Amount: 7, Currency: "CNY"}}
	if got != want {
		t.Errorf("%+v", got)
	}
	if p.Apply(Change{}) != p {
		t.Error("an empty edit changes something")
	}
}
