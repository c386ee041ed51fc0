package db_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// Documents are written, replaced and dropped, alone and in batches, and on
// SQLite move into the index at any moment: a search always answers what a look
// at all documents answers.
func TestSearchAgreesWithItsDocuments(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		rng := rand.New(rand.NewPCG(5, 11))
		words := []string{"澜禾", "禾精", "lhjm", "#4172", "_o7", "_o9"}
		docs := map[int64]string{}
		doc := func() string {
			list := slices.Clone(words)
			rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			return strings.Join(list[:1+rng.IntN(len(list))], " ")
		}
		for round := range 120 {
			must(t, d.Update(context.Background(), actor, func(tx *db.Tx) error {
				switch id := int64(1 + rng.IntN(90)); rng.IntN(8) {
				case 0:
					delete(docs, id)
					return db.DropSearch(tx, id)
				case 1: // so many that they do not wait
					var list []db.SearchDoc
					for i := range int64(40) {
						docs[id+i] = doc()
						list = append(list, db.SearchDoc{ID: id + i, Doc: docs[id+i]})
					}
					return db.PutSearchMany(tx, list)
				default:
					docs[id] = doc()
					return db.PutSearch(tx, id, docs[id])
				}
			}))
			if rng.IntN(4) == 0 && !d.Postgres() {
				must(t, d.Settle(t.Context()))
			}
			terms, among, limit := words[:1+rng.IntN(2)], words[4:4+rng.IntN(3)], 1+rng.IntN(60)
			want := []int64{}
			for id, text := range docs {
				has := func(w string) bool { return slices.Contains(strings.Fields(text), w) }
				if !slices.ContainsFunc(terms, func(w string) bool { return !has(w) }) && (len(among) == 0 || slices.ContainsFunc(among, has)) {
					want = append(want, id)
				}
			}
			slices.Sort(want)
			slices.Reverse(want)
			want = want[:min(len(want), limit)]
			must(t, d.View(t.Context(), actor, func(tx *db.Tx) error {
				ids, err := db.SearchIDs(tx, terms, among, limit)
				if err != nil || fmt.Sprint(ids) != fmt.Sprint(want) {
					t.Fatalf("round %d, %v among %v, at most %d: %v %v, want %v", round, terms, among, limit, ids, err, want)
				}
				return nil
			}))
		}
	})
}
