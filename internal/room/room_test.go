package room_test

import (
	"errors"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/room"
	"laidan/internal/room/roomtest"
)

type needs struct {
	Pace  func(tx *db.Tx) int
	Bands func(tx *db.Tx) ([]int, error)
}

func TestEveryQuestionHasAnAnswer(t *testing.T) {
	d := dbtest.SQLite(t)
	house := room.House{{Name: "deal"}, {Name: "customer", Needs: needs{Pace: func(*db.Tx) int { return 1 }}}}
	if err := house.Bind(d); err == nil || !strings.Contains(err.Error(), "customer") || !strings.Contains(err.Error(), "Bands") {
		t.Errorf("%v", err)
	}
}

// Two installations in one process each have their own answers.
func TestAnswersBelongToOneInstallation(t *testing.T) {
	for n := range 2 {
		d := dbtest.SQLite(t)
		house := room.House{{Name: "customer", Needs: needs{Pace: func(*db.Tx) int { return n }, Bands: func(*db.Tx) ([]int, error) { return nil, nil }}}}
		if err := house.Bind(d); err != nil {
			t.Fatal(err)
		}
		defer look(t, d, func(tx *db.Tx) {
			if got := room.Ask[needs](tx).Pace(tx); got != n {
				t.Errorf("installation %d answers %d", n, got)
			}
		})
	}
}

func TestFoundRunsEveryRoomAndStopsAtAnError(t *testing.T) {
	d := dbtest.SQLite(t)
	var ran []string
	found := func(name string, err error) room.Room {
		return room.Room{Name: name, Found: func(*db.Tx) error { ran = append(ran, name); return err }}
	}
	failed := errors.New("no pool")
	if err := (room.House{found("funnel", nil), {Name: "deal"}, found("assign", failed), found("last", nil)}).Bind(d); err != nil {
		t.Fatal(err)
	}
	look(t, d, func(tx *db.Tx) {
		if err := room.Found(tx); !errors.Is(err, failed) || strings.Join(ran, " ") != "funnel assign" {
			t.Errorf("%v %v", ran, err)
		}
	})
}

func TestUnboundNeedsArePanics(t *testing.T) {
	d := dbtest.SQLite(t)
	look(t, d, func(tx *db.Tx) {
		defer func() {
			if r := recover(); r == nil || !strings.Contains(r.(string), "needs") {
				t.Errorf("%v", r)
			}
		}()
		room.Ask[needs](tx)
	})
}

func TestQuietAnswers(t *testing.T) {
	d := dbtest.SQLite(t)
	roomtest.Bind(d, needs{Pace: func(*db.Tx) int { return 7 }})
	look(t, d, func(tx *db.Tx) {
		n := room.Ask[needs](tx)
		bands, err := n.Bands(tx)
		if n.Pace(tx) != 7 || bands != nil || err != nil {
			t.Errorf("%d %v %v", n.Pace(tx), bands, err)
		}
	})
}

func look(t *testing.T, d *db.DB, fn func(tx *db.Tx)) {
	t.Helper()
	if err := d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) error { fn(tx); return nil }); err != nil {
		t.Error(err)
	}
}
