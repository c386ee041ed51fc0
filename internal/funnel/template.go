package funnel

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// Template is the text of one funnel: every number in it may be changed by the
// organisation.
type Template struct {
	// Layers are the seven layers in order, resource first.
	Layers []LayerIdeal `json:"layers" minItems:"7" maxItems:"7"`
	// Holds say how many customers of which layers one rep ideally has.
	Holds []Hold `json:"holds" maxItems:"5"`
	// Total is the quota a new person starts with: a hard cap over layers 1-5.
	Total int64 `json:"total"`
	// CoolingDays is how long an abandoned customer is offered to nobody.
	CoolingDays int `json:"coolingDays"`
}

// LayerIdeal is what is ideal for one layer. Days and Rate describe the move
// out of it into the next one; the last layer has neither.
type LayerIdeal struct {
	Layer words.Layer `json:"layer"`
	Days  float64     `json:"days" doc:"Ideal working days until the next layer; 0 for the last"`
	Rate  float64     `json:"rate" doc:"Ideal share in percent that moves on; 0 for the last"`
	// Name and Standard replace the catalogue's words when they are not empty.
	Name     string `json:"name,omitempty" maxLength:"40"`
	Standard string `json:"standard,omitempty" maxLength:"400"`
}

// Hold is the ideal stock of one rep in one layer, or in several together, and
// the band around it in percent of the ideal. A band only colours.
type Hold struct {
	Layers []words.Layer `json:"layers"`
	Ideal  int64         `json:"ideal"`
	Low    int64         `json:"low" doc:"Percent of the ideal"`
	High   int64         `json:"high" doc:"Percent of the ideal"`
}

// Band is a hold's range in customers.
type Band struct {
	Low  int64 `json:"low"`
	High int64 `json:"high"`
}

// Default is the template an organisation starts with. Its holds add up to 32
// while the total is 30: both come from the method's source and are shipped as
// they are.
func Default() Template {
	days := [...]float64{1, 1, 5, 5, 5, 5, 0}
	rates := [...]float64{100, 90, 50, 30, 10, 100, 0}
	t := Template{Total: 30, CoolingDays: 90, Holds: []Hold{
		{Layers: []words.Layer{"resource", "graded"}, Ideal: 10, Low: 70, High: 100},
		{Layers: []words.Layer{"contacted"}, Ideal: 13, Low: 70, High: 100},
		{Layers: []words.Layer{"lead"}, Ideal: 7, Low: 70, High: 100},
		{Layers: []words.Layer{"opportunity"}, Ideal: 2, Low: 70, High: 100},
	}}
	for i := range days {
		t.Layers = append(t.Layers, LayerIdeal{Layer: words.Layers[i+1], Days: days[i], Rate: rates[i]})
	}
	return t
}

// ParseTemplate reads a stored template and refuses one that is not whole. The
// empty object stands for the default.
func ParseTemplate(text string) (Template, error) {
	var t Template
	if text == "{}" {
		return Default(), nil
	}
	if err := json.Unmarshal([]byte(text), &t); err != nil {
		return t, fmt.Errorf("funnel template: %w", err)
	}
	if err := t.Validate(); err != nil {
		return t, fmt.Errorf("funnel template: %w", err)
	}
	return t, nil
}

// JSON is the template as it is stored.
func (t Template) JSON() string {
	b, err := json.Marshal(t)
	if err != nil {
		panic(err) // numbers and strings only: NaN is refused by Validate
	}
	return string(b)
}

// IdealDays is how many working days a customer ideally stays in a layer; 0
// where nothing is stated.
func (t Template) IdealDays(layer int) float64 {
	if layer < words.Resource || layer > len(t.Layers) {
		return 0
	}
	return t.Layers[layer-1].Days
}

// IdealRate is the ideal share in percent that moves on from a layer.
func (t Template) IdealRate(layer int) float64 {
	if layer < words.Resource || layer > len(t.Layers) {
		return 0
	}
	return t.Layers[layer-1].Rate
}

// IdealBetween is the ideal number of working days from one layer to a later
// one.
func (t Template) IdealBetween(from, to int) float64 {
	sum := 0.0
	for l := from; l < to; l++ {
		sum += t.IdealDays(l)
	}
	return sum
}

// HoldOf finds the hold a layer belongs to.
func (t Template) HoldOf(layer int) (Hold, bool) {
	for _, h := range t.Holds {
		if slices.Contains(h.Layers, words.Layers[layer]) {
			return h, true
		}
	}
	return Hold{}, false
}

// For is the ideal stock of a number of people.
func (h Hold) For(people int64) int64 { return h.Ideal * people }

// Band is the range for a number of people. It is rounded once, for all of
// them: 7 people with an ideal of 13 have 64-91, not 7 x 9.
func (h Hold) Band(people int64) Band {
	part := func(percent int64) int64 {
		return int64(math.Round(float64(h.Ideal*people*percent) / 100))
	}
	return Band{Low: part(h.Low), High: part(h.High)}
}

// Validate says what is wrong with a template, with a pointer to each place.
func (t Template) Validate() error {
	var c crm.Checks
	c.That(len(t.Layers) == len(words.Layers)-1, "/layers", "template.layers")
	for i, l := range t.Layers {
		at := fmt.Sprintf("/layers/%d", i)
		last := i == len(words.Layers)-2
		c.That(i+1 < len(words.Layers) && l.Layer == words.Layers[i+1], at+"/layer", "template.layer_order")
		c.That(last && l.Days == 0 || !last && l.Days > 0 && l.Days <= 365, at+"/days", "template.days")
		c.That(last && l.Rate == 0 || !last && l.Rate > 0 && l.Rate <= 100, at+"/rate", "template.rate")
	}
	t.checkHolds(&c)
	c.That(t.Total >= 1 && t.Total <= 10000, "/total", "template.total")
	c.That(t.CoolingDays >= 1 && t.CoolingDays <= 3650, "/coolingDays", "template.cooling_days")
	return c.Err()
}

func (t Template) checkHolds(c *crm.Checks) {
	taken := map[words.Layer]bool{}
	for i, h := range t.Holds {
		at := fmt.Sprintf("/holds/%d", i)
		c.That(len(h.Layers) > 0, at+"/layers", "field.required")
		// The report shows one shared band, and only these two share a meaning:
		// not yet spoken to.
		c.That(len(h.Layers) < 2 || slices.Equal(h.Layers, words.Layers[1:3]), at+"/layers", "template.hold_shared")
		for _, key := range h.Layers {
			n, ok := words.DepthOf(key)
			c.That(ok && n >= words.Resource && n <= words.Opportunity, at+"/layers", "template.hold_layer")
			c.That(!taken[key], at+"/layers", "template.hold_twice")
			taken[key] = true
		}
		c.That(h.Ideal >= 1 && h.Ideal <= 10000, at+"/ideal", "template.ideal")
		c.That(h.Low >= 0 && h.Low <= h.High && h.High <= 300, at+"/low", "template.band")
	}
}
