package funnel

import (
	"errors"
	"slices"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/words"
)

func TestDefaultTemplate(t *testing.T) {
	d := Default()
	if err := d.Validate(); err != nil {
		t.Fatal(err)
	}
	if d.Total != 30 || d.IdealBetween(words.Resource, words.Signed) != 17 || d.IdealBetween(words.Resource, words.Implemented) != 22 {
		t.Errorf("total %d, to signed %v, to implemented %v", d.Total, d.IdealBetween(words.Resource, words.Signed), d.IdealBetween(words.Resource, words.Implemented))
	}
	var rates []float64
	for l := words.Resource; l <= words.Implemented; l++ {
		rates = append(rates, d.IdealRate(l))
	}
	if !slices.Equal(rates, []float64{100, 90, 50, 30, 10, 100, 0}) {
		t.Errorf("rates %v", rates)
	}
	if d.IdealDays(words.Abandoned) != 0 || d.IdealDays(8) != 0 || d.IdealRate(8) != 0 {
		t.Error("a layer without an ideal has one")
	}
}

func TestBands(t *testing.T) {
	tests := []struct {
		layer  int
		people int64
		ideal  int64
		want   Band
	}{
		{words.Resource, 1, 10, Band{7, 10}},
		{words.Graded, 1, 10, Band{7, 10}},
		{words.Contacted, 1, 13, Band{9, 13}},
		{words.Lead, 1, 7, Band{5, 7}},
		{words.Opportunity, 1, 2, Band{1, 2}},
		{words.Graded, 7, 70, Band{49, 70}},
		{words.Contacted, 7, 91, Band{64, 91}},
		{words.Lead, 7, 49, Band{34, 49}},
		{words.Opportunity, 7, 14, Band{10, 14}},
		{words.Contacted, 0, 0, Band{0, 0}},
	}
	for _, tt := range tests {
		h, ok := Default().HoldOf(tt.layer)
		if !ok || h.For(tt.people) != tt.ideal || h.Band(tt.people) != tt.want {
			t.Errorf("%s of %d people: %d %v, want %d %v", words.LayerAt(tt.layer), tt.people, h.For(tt.people), h.Band(tt.people), tt.ideal, tt.want)
		}
	}
	if _, ok := Default().HoldOf(words.Signed); ok {
		t.Error("signed is capped")
	}
}

func TestTemplateRoundTrip(t *testing.T) {
	d := Default()
	d.Layers[2].Name, d.Holds[1].Low = "初谈", 60
	back, err := ParseTemplate(d.JSON())
	if err != nil || back.JSON() != d.JSON() {
		t.Errorf("%v %s", err, back.JSON())
	}
	if d, err := ParseTemplate("{}"); err != nil || d.JSON() != Default().JSON() {
		t.Errorf("an empty template is not the default: %v", err)
	}
	for _, bad := range []string{"", "[]", `{"layers":[]}`} {
		if _, err := ParseTemplate(bad); err == nil {
			t.Errorf("%q passes for a template", bad)
		}
	}
}

func TestValidateTemplate(t *testing.T) {
	tests := []struct {
		name    string
		spoil   func(*Template)
		pointer string
		code    string
	}{
		{"no days", func(d *Template) { d.Layers[0].Days = 0 }, "/layers/0/days", "template.days"},
		{"days of the last", func(d *Template) { d.Layers[6].Days = 3 }, "/layers/6/days", "template.days"},
		{"rate over 100", func(d *Template) { d.Layers[3].Rate = 101 }, "/layers/3/rate", "template.rate"},
		{"order", func(d *Template) { d.Layers[1], d.Layers[2] = d.Layers[2], d.Layers[1] }, "/layers/1/layer", "template.layer_order"},
		{"one layer short", func(d *Template) { d.Layers = d.Layers[:6] }, "/layers", "template.layers"},
		{"one layer more", func(d *Template) { d.Layers = append(d.Layers, LayerIdeal{}) }, "/layers", "template.layers"},
		{"hold of signed", func(d *Template) { d.Holds[3].Layers = []words.Layer{"signed"} }, "/holds/3/layers", "template.hold_layer"},
		{"hold shared by others", func(d *Template) { d.Holds[2].Layers = []words.Layer{"lead", "opportunity"} }, "/holds/2/layers", "template.hold_shared"},
		{"hold of nothing", func(d *Template) { d.Holds[3].Layers = nil }, "/holds/3/layers", "field.required"},
		{"hold twice", func(d *Template) { d.Holds[3].Layers = []words.Layer{"lead"} }, "/holds/3/layers", "template.hold_twice"},
		{"band upside down", func(d *Template) { d.Holds[0].Low = 120 }, "/holds/0/low", "template.band"},
		{"ideal 0", func(d *Template) { d.Holds[0].Ideal = 0 }, "/holds/0/ideal", "template.ideal"},
		{"total 0", func(d *Template) { d.Total = 0 }, "/total", "template.total"},
		{"no cooling", func(d *Template) { d.CoolingDays = 0 }, "/coolingDays", "template.cooling_days"},
	}
	for _, tt := range tests {
		d := Default()
		tt.spoil(&d)
		var e *crm.Error
		if !errors.As(d.Validate(), &e) || !slices.ContainsFunc(e.Fields, func(f crm.FieldError) bool {
			return f.Pointer == tt.pointer && f.Code == tt.code
		}) {
			t.Errorf("%s: %v", tt.name, d.Validate())
		}
	}
}

func TestKeys(t *testing.T) {
	for l := words.Abandoned; l <= words.Implemented; l++ {
		if n, ok := words.DepthOf(words.LayerAt(l)); !ok || n != l {
			t.Errorf("%d %q %d", l, words.LayerAt(l), n)
		}
	}
	if _, ok := words.DepthOf("won"); ok {
		t.Error("won is a layer")
	}
}
