package org

import (
	"errors"
	"testing"

	"laidan/internal/crm"
)

func TestSettings(t *testing.T) {
	s := Settings{Name: "来单"}.Defaults()
	if s != (Settings{"来单", "Asia/Shanghai", "zh-CN", "CNY", "CN"}) {
		t.Fatalf("defaults: %+v", s)
	}
	if err := s.Check(""); err != nil {
		t.Fatal(err)
	}
	bad := Settings{"x", "Mars/Base", "fr", "yuan", "china"}
	var e *crm.Error
	if !errors.As(bad.Check("/o"), &e) || len(e.Fields) != 4 || e.Fields[0].Pointer != "/o/zone" {
		t.Fatalf("got %+v", e)
	}
}

func TestZone(t *testing.T) {
	for _, name := range []string{"", "Local", "../../etc/passwd", "Nowhere"} {
		if _, err := Zone(name); err == nil {
			t.Errorf("%q passes", name)
		}
	}
	for range 2 {
		z, err := Zone("America/New_York")
		if err != nil || z.String() != "America/New_York" {
			t.Errorf("%v %v", z, err)
		}
	}
}
