package deal

import (
	"errors"
	"testing"

	"laidan/internal/crm"
)

func yuan(n int64) crm.Money { return crm.Money{Amount: n * 100, Currency: "CNY"} }

func firstCode(err error) string {
	var e *crm.Error
	if !errors.As(err, &e) {
		return ""
	}
	if len(e.Fields) > 0 {
		return e.Fields[0].Pointer + " " + e.Fields[0].Code
	}
	return e.Code
}

func TestTerms(t *testing.T) {
	good := Terms{Name: "仓储管理 标准版", Amount: yuan(86000), Probability: 60}
	tests := []struct {
		name  string
		spoil func(*Terms)
		want  string
	}{
		{"good", func(*Terms) {}, ""},
		{"no name", func(t *Terms) { t.Name = " " }, "/name field.required"},
		{"nothing", func(t *Terms) { t.Amount.Amount = 0 }, "/amount/amount money.positive"},
		{"less than nothing", func(t *Terms) { t.Amount.Amount = -1 }, "/amount/amount money.positive"},
		{"more than there is", func(t *Terms) { t.Amount.Amount = 1e15 }, "/amount/amount money.too_large"},
		{"no currency", func(t *Terms) { t.Amount.Currency = "" }, "/amount/currency money.currency"},
		{"surer than sure", func(t *Terms) { t.Probability = 101 }, "/probability deal.probability"},
	}
	for _, tt := range tests {
		terms := good
		tt.spoil(&terms)
		if got := firstCode(terms.Check()); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestPaper(t *testing.T) {
	good := Paper{Number: "HT-2026-014", Amount: yuan(86000), SignedOn: 20261014}
	tests := []struct {
		name  string
		spoil func(*Paper)
		want  string
	}{
		{"good", func(*Paper) {}, ""},
		{"no number", func(p *Paper) { p.Number = "  " }, "/number field.required"},
		{"no amount", func(p *Paper) { p.Amount.Amount = 0 }, "/amount/amount money.positive"},
		{"no day", func(p *Paper) { p.SignedOn = 0 }, "/signedOn field.required"},
		{"tomorrow", func(p *Paper) { p.SignedOn = 20261015 }, "/signedOn day.future"},
	}
	for _, tt := range tests {
		p := good
		tt.spoil(&p)
		if got := firstCode(p.Check(20261014)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestReceipt(t *testing.T) {
	good := Incoming{Amount: yuan(100), PaidOn: 20261014}
	tests := []struct {
		name  string
		spoil func(*Incoming)
		want  string
	}{
		{"good", func(*Incoming) {}, ""},
		{"nothing came", func(r *Incoming) { r.Amount.Amount = 0 }, "/amount/amount money.positive"},
		{"other money", func(r *Incoming) { r.Amount.Currency = "USD" }, "/amount/currency payment.currency"},
		{"comes tomorrow", func(r *Incoming) { r.PaidOn = 20261015 }, "/paidOn day.future"},
	}
	for _, tt := range tests {
		r := good
		tt.spoil(&r)
		if got := firstCode(r.Check("CNY", 20261014)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestCheckAcceptance(t *testing.T) {
	file := crm.IDOf[crm.Blob](1)
	tests := []struct {
		name string
		on   crm.Day
		file crm.BlobID
		want string
	}{
		{"good", 20261014, file, ""},
		{"on the day of signing", 20261001, file, ""},
		{"before signing", 20260930, file, "/acceptedOn acceptance.before_signing"},
		{"in the future", 20261015, file, "/acceptedOn day.future"},
		{"no day", 0, file, "/acceptedOn field.required"},
		{"no file", 20261014, crm.BlobID{}, "/fileId field.required"},
	}
	for _, tt := range tests {
		if got := firstCode(CheckAcceptance(tt.on, tt.file, 20261001, 20261014)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestMayChange(t *testing.T) {
	for state, want := range map[string]string{Open: "", Won: "deal.closed", Lost: "deal.closed"} {
		if got := firstCode(MayChange(state)); got != want {
			t.Errorf("%s: %q", state, got)
		}
	}
}
