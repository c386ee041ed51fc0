package main

import (
	"slices"
	"strings"
	"testing"

	"laidan/internal/app"
	"laidan/internal/room"
)

func TestAnArrowThatAnotherPathSaysIsLeftOut(t *testing.T) {
	uses := map[string][]string{"bulk": {"org", "followup", "db"}, "followup": {"customer"}, "customer": {"org"}}
	rooms := map[string]bool{"bulk": true, "followup": true, "customer": true, "org": true}
	if got := near("bulk", uses, rooms); !slices.Equal(got, []string{"followup"}) {
		t.Error(got)
	}
	if got := near("customer", uses, rooms); !slices.Equal(got, []string{"org"}) {
		t.Error(got)
	}
}

func TestEveryRoomIsDrawnAndSaysWhatItDoes(t *testing.T) {
	house := (&app.App{}).House()
	text, err := draw(house, "../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range house {
		if !strings.Contains(text, "| "+r.Name+" | ") || strings.Contains(text, "| "+r.Name+" |  |") {
			t.Errorf("%s is not in the table, or nothing is said of it", r.Name)
		}
	}
	if _, err := draw(room.House{}, "nowhere"); err == nil {
		t.Error("no packages, and no word about it")
	}
}
