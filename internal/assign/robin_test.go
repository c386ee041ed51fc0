package assign

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"laidan/internal/crm"
)

func person(n int64) Person { return Person{ID: crm.IDOf[crm.Person](n), Name: "业务员"} }

func rep(n, used, last int64) Candidate {
	return Candidate{Person: person(n), Active: true, Rep: true, Quota: 30, Used: used, LastAssigned: last}
}

func TestRoundRobin(t *testing.T) {
	off, boss := rep(1, 0, 0), rep(1, 0, 0)
	off.Active, boss.Rep = false, false
	tests := []struct {
		name   string
		people []Candidate
		banned int64
		want   int64
	}{
		{"who waited longest", []Candidate{rep(1, 0, 20), rep(2, 9, 10)}, 0, 2},
		{"then who has less", []Candidate{rep(1, 9, 10), rep(2, 8, 10)}, 0, 2},
		{"then the older id", []Candidate{rep(2, 8, 10), rep(1, 8, 10)}, 0, 1},
		{"not the full", []Candidate{rep(1, 30, 1), rep(2, 29, 2)}, 0, 2},
		{"not above quota", []Candidate{rep(1, 33, 1)}, 0, 0},
		{"not who just lost the customer", []Candidate{rep(1, 0, 1), rep(2, 0, 2)}, 1, 2},
		{"not the inactive", []Candidate{off, rep(2, 9, 9)}, 0, 2},
		{"not who is no rep", []Candidate{boss, rep(2, 9, 9)}, 0, 2},
		{"nobody", nil, 0, 0},
	}
	for _, tt := range tests {
		i, trace := RoundRobin(tt.people, Barred{Previous: crm.IDOf[crm.Person](tt.banned)})
		got := int64(0)
		if i >= 0 {
			got = tt.people[i].ID.Int64()
		}
		if got != tt.want || trace.Chosen.Int64() != tt.want || len(trace.Candidates)+len(trace.Excluded) != len(tt.people) {
			t.Errorf("%s: %d, want %d: %+v", tt.name, got, tt.want, trace)
		}
	}
}

func TestExcludedSaysWhy(t *testing.T) {
	off, boss := rep(1, 0, 0), rep(2, 0, 0)
	off.Active, boss.Rep = false, false
	_, trace := RoundRobin([]Candidate{off, boss, rep(3, 30, 0), rep(4, 0, 0), rep(5, 0, 0), rep(6, 0, 0)},
		Barred{Previous: crm.IDOf[crm.Person](4), Owner: crm.IDOf[crm.Person](5)})
	var got []string
	for _, e := range trace.Excluded {
		got = append(got, e.Code)
	}
	if !slices.Equal(got, []string{"inactive", "not_rep", "full", "previous_owner", "owner"}) {
		t.Errorf("%v", got)
	}
}

// A hand-out of many is even: nobody gets a second one before everybody who is
// fit has had one; nobody exceeds the quota; every trace replays to its choice.
func TestRoundRobinIsEven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 8).Draw(t, "people")
		people := make([]Candidate, n)
		for i := range people {
			people[i] = rep(int64(i)+1, rapid.Int64Range(0, 35).Draw(t, "used"), rapid.Int64Range(0, 3).Draw(t, "last"))
		}
		got := map[int]int{}
		for turn := range rapid.IntRange(1, 60).Draw(t, "customers") {
			i, trace := RoundRobin(people, Barred{})
			if trace.Replay() != trace.Chosen {
				t.Fatalf("replays to %v: %+v", trace.Replay(), trace)
			}
			if i < 0 {
				for _, p := range people {
					if p.Slots() > 0 {
						t.Fatalf("%v was left out", p)
					}
				}
				return
			}
			if people[i].Slots() == 0 {
				t.Fatalf("%v is full", people[i])
			}
			got[i]++
			for j, p := range people {
				if p.Slots() > 0 && got[i] > got[j]+1 {
					t.Fatalf("%d had %d turns, %d had %d", i, got[i], j, got[j])
				}
			}
			people[i].Used++
			people[i].LastAssigned = int64(100 + turn)
		}
	})
}
