package funnel

import (
	"laidan/internal/words"
	"testing"
)

func TestSteps(t *testing.T) {
	steps := Steps(Default(), words.Contacted, map[int]float64{words.Resource: 1.04, words.Graded: 2, words.Contacted: 3}, 1.5)
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
		{words.Contacted, words.Lead, 2.4, true},
		{words.Contacted, words.Lead, 2.5, false},
		{words.Contacted, words.Opportunity, 4.9, true},
		{words.Contacted, words.Opportunity, 5, false},
		{words.Lead, words.Contacted, 0, false},
		{words.Abandoned, words.Lead, 0, false},
		{words.Lead, words.Abandoned, 0, false},
	}
	for _, tt := range tests {
		if got := Fast(Default(), tt.from, tt.to, tt.days); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}

func TestNextOf(t *testing.T) {
	for layer, want := range map[int]int{words.Resource: words.Graded, words.Signed: words.Implemented,
		words.Implemented: words.Abandoned, words.Abandoned: words.Abandoned} {
		if got := NextOf(layer); got != want {
			t.Errorf("%d: %d", layer, got)
		}
	}
}
