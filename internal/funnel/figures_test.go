package funnel

import (
	"testing"

	"laidan/internal/words"
)

func TestRateOf(t *testing.T) {
	tests := []struct {
		name               string
		forward, abandoned int64
		ideal              float64
		value              float64
		judged, below      bool
	}{
		{"all moved on", 40, 0, 100, 100, true, false},
		{"21 of 100 against 30", 21, 79, 30, 21, true, true},
		{"29 are too few to judge", 0, 29, 30, 0, false, false},
		{"30 are enough", 0, 30, 30, 0, true, true},
		{"exactly ideal", 30, 70, 30, 30, true, false},
		{"rounds up to the ideal but is below", 29996, 70004, 30, 30, true, true},
	}
	for _, tt := range tests {
		r := RateOf(tt.forward, tt.abandoned, tt.ideal)
		if r == nil || r.Value != tt.value || r.Judged != tt.judged || r.Below != tt.below || r.N != tt.forward+tt.abandoned {
			t.Errorf("%s: %+v", tt.name, r)
		}
	}
	if RateOf(0, 0, 30) != nil {
		t.Error("a rate of nobody")
	}
}

func TestDaysOf(t *testing.T) {
	tests := []struct {
		sum            float64
		n              int64
		value          float64
		judged, longer bool
	}{
		{61, 10, 6.1, false, false},
		{183, 30, 6.1, true, true},
		{150, 30, 5, true, false},
		{-0.0000001, 30, 0, true, false},
	}
	for _, tt := range tests {
		d := DaysOf(tt.sum, tt.n, 5)
		if d.Value != tt.value || d.Judged != tt.judged || d.Longer != tt.longer {
			t.Errorf("%v / %d: %+v", tt.sum, tt.n, d)
		}
	}
	if DaysOf(3, 0, 5) != nil {
		t.Error("days of nobody")
	}
}

func TestStateOf(t *testing.T) {
	for count, want := range map[int64]words.BandState{6: Under, 7: In, 10: In, 11: Over} {
		if got := StateOf(count, Band{7, 10}); got != want {
			t.Errorf("%d: %s, want %s", count, got, want)
		}
	}
}

func TestRatio(t *testing.T) {
	if Ratio(3, 0) != nil || *Ratio(3, 4) != 0.75 || *Ratio(1, 3) != 0.33 {
		t.Error("ratio")
	}
}
