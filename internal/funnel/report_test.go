package funnel

import (
	"testing"

	"laidan/internal/words"
)

func TestAssemble(t *testing.T) {
	tallies := []Tally{
		{words.Resource, Sums{Stock: 30, Received: 40, SelfFound: 2, Forward: 97, Abandoned: 3, Days: 87.3}},
		{words.Graded, Sums{Stock: 33}},
		{words.Contacted, Sums{Stock: 96}},
		{words.Lead, Sums{Stock: 33, Forward: 33, Abandoned: 123}},
		{words.Opportunity, Sums{Stock: 10, Forward: 7, Abandoned: 20}},
		{words.Signed, Sums{Stock: 6, Entered: 8}},
		{words.Abandoned, Sums{Entered: 20}},
	}
	again := []Again{
		{Layer: words.Lead, Forward: 1, Abandoned: 2},
		{Layer: words.Opportunity, Forward: 2, Days: 1},
	}
	r := Assemble(Default(), Period{From: 20261001, To: 20261031}, 7, tallies, again)
	if r.Combined == nil || r.Combined.Count != 63 || r.Combined.Band != (Band{49, 70}) || r.Combined.State != In || r.Combined.Ideal != 70 {
		t.Errorf("combined %+v", r.Combined)
	}
	for i, want := range []words.BandState{NoBand, NoBand, Over, Under, In, NoBand, NoBand} {
		if f := r.Layers[i]; f.State != want {
			t.Errorf("%s is %s, want %s", f.Layer, f.State, want)
		}
	}
	if c := r.Layers[2]; c.Ideal != 91 || *c.Band != (Band{64, 91}) {
		t.Errorf("contacted %+v", c)
	}
	if rate := r.Layers[0].Rate; rate.Value != 97 || rate.N != 100 || !rate.Below || r.Layers[0].Days.Value != 0.9 {
		t.Errorf("resource %+v", rate)
	}
	if rate := r.Layers[3].Rate; rate.Forward != 32 || rate.Abandoned != 121 {
		t.Errorf("lead %+v", rate)
	}
	if rate := r.Layers[4].Rate; rate.Forward != 5 || rate.Judged || rate.Below {
		t.Errorf("opportunity %+v", rate)
	}
	if r.Layers[6].Rate != nil || r.Layers[2].Rate != nil || r.Layers[2].Days != nil {
		t.Error("a rate of nobody")
	}
	if r.Signed != 6 || r.Abandoned != 18 || r.Slots.Earned != 24 || *r.Slots.AbandonedPerReceived != 0.45 || r.SelfFound != 2 {
		t.Errorf("%+v %+v", r, r.Slots)
	}
}

func TestAssembleNobody(t *testing.T) {
	r := Assemble(Default(), Period{}, 0, nil, nil)
	for _, f := range r.Layers {
		if f.State != NoBand || f.Band != nil {
			t.Errorf("%+v", f)
		}
	}
	if len(r.Layers) != 7 || r.Combined.State != NoBand || r.Slots.AbandonedPerReceived != nil {
		t.Errorf("%+v", r)
	}
}
