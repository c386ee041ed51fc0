package funnel

import (
	"testing"

	"laidan/internal/customer"
)

func TestSteps(t *testing.T) {
	steps := Steps(Default(), customer.Contacted, map[int]float64{customer.Resource: 1.04, customer.Graded: 2, customer.Contacted: 3}, 1.5)
	want := []Step{
		{"resource", 1, 1, true}, {"graded", 2, 1, true}, {"contacted", 4.5, 5, false}, {"lead", 0, 5, false},
		{"opportunity", 0, 5, false}, {"signed", 0, 5, false}, {"implemented", 0, 0, false},
	}
	for i, s := range steps {
		if s != want[i] {
			t.Errorf("%+v, want %+v", s, want[i])
		}
	}
}

func TestFast(t *testing.T) {
	tests := []struct {
		from, to int
		days     float64
		want     bool
	}{
		{customer.Contacted, customer.Lead, 2.4, true},
		{customer.Contacted, customer.Lead, 2.5, false},
		{customer.Contacted, customer.Opportunity, 4.9, true},
		{customer.Contacted, customer.Opportunity, 5, false},
		{customer.Lead, customer.Contacted, 0, false},
		{customer.Abandoned, customer.Lead, 0, false},
		{customer.Lead, customer.Abandoned, 0, false},
	}
	for _, tt := range tests {
		if got := Fast(Default(), tt.from, tt.to, tt.days); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}

func TestNextOf(t *testing.T) {
	for layer, want := range map[int]int{customer.Resource: customer.Graded, customer.Signed: customer.Implemented,
		customer.Implemented: customer.Abandoned, customer.Abandoned: customer.Abandoned} {
		if got := NextOf(layer); got != want {
			t.Errorf("%d: %d", layer, got)
		}
	}
}
