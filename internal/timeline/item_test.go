package timeline

import (
	"encoding/json"
	"slices"
	"testing"

	"laidan/internal/room"
)

func TestItemHasItsPartUnderItsType(t *testing.T) {
	b, err := json.Marshal(Item{ID: "7", Type: "deal", Part: &struct {
		Name string `json:"name"`
	}{"仓储管理"}})
	if want := `{"id":"7","type":"deal","at":null,"by":null,"deal":{"name":"仓储管理"}}`; err != nil || string(b) != want {
		t.Errorf("%s %v", b, err)
	}
}

func TestPlaces(t *testing.T) {
	for _, p := range []place{{1, 2}, {1 << 45, 1<<62 + 5}} {
		if got, err := decode(p.encode()); got != p || err != nil {
			t.Errorf("%v %v", got, err)
		}
	}
	for _, bad := range []string{"x", "e30", "AAAA"} {
		if _, err := decode(bad); err == nil {
			t.Errorf("%q is a place", bad)
		}
	}
}

// Each tab counts the rows of the arms that stand on it.
func TestCounts(t *testing.T) {
	var c Counts
	for _, tab := range []string{TabAll, TabDeal} {
		c.add(tab, 3)
	}
	c.add(TabMove, 5) // has no number of its own
	c.add(TabTouch, 1)
	c.add(TabFile, 2)
	c.add(TabChange, 4)
	if c != (Counts{All: 3, Touch: 1, Deal: 3, File: 2, Change: 4}) {
		t.Errorf("%+v", c)
	}
}

func TestArmsOfATab(t *testing.T) {
	arms := []room.Arm{{Type: "touch", Tabs: []string{"", "touch"}}, {Type: "change", Tabs: []string{"change"}}}
	var types []string
	for _, a := range arms {
		if on(a, TabAll) {
			types = append(types, a.Type)
		}
	}
	if !slices.Equal(types, []string{"touch"}) {
		t.Errorf("%v", types)
	}
}
