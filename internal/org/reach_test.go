package org

import (
	"slices"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

func TestDepartmentsSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		other := dbtest.Tenant(t, d)
		everything := []crm.DepartmentID{w.Root, w.East1, w.East2}
		tests := []struct {
			who  string
			seen []crm.DepartmentID
			rep1 bool
			rep3 bool
		}{
			{"rep1", nil, true, false},
			{"manager1", []crm.DepartmentID{w.East1}, true, false},
			{"manager2", []crm.DepartmentID{w.East2}, false, true},
			{"director", everything, true, true},
			{"support", everything, false, false},
			{"service", nil, false, false}, // signed customers are everybody's to serve, figures of colleagues are not
			{"finance", nil, false, false},
		}
		for _, tt := range tests {
			w.View(t, tt.who, func(tx *db.Tx) error {
				seen, whole, err := DepartmentsSeen(tx)
				if err != nil || !slices.Equal(seen, tt.seen) || whole != (len(tt.seen) == 3) {
					t.Errorf("%s sees %v, want %v: %v", tt.who, seen, tt.seen, err)
				}
				for who, want := range map[string]bool{"rep1": tt.rep1, "rep3": tt.rep3} {
					if ok, err := SeesPerson(tx, w.As(who).Person); err != nil || ok != want {
						t.Errorf("%s sees %s: %v %v", tt.who, who, ok, err)
					}
				}
				if ok, err := SeesPerson(tx, other.As("rep1").Person); err != nil || ok {
					t.Errorf("%s sees somebody of another organisation: %v", tt.who, err)
				}
				if _, err := DepartmentsUnder(tx, other.East1); crm.KindOf(err) != crm.NotFound {
					t.Errorf("%s: %v", tt.who, err)
				}
				return nil
			})
		}
	})
}
