package words_test

import (
	"testing"

	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/words"
)

// Each condition in SQL says of every layer what its function says, on both databases.
func TestLayersInSQL(t *testing.T) {
	is := func(layer int) func(int) bool { return func(depth int) bool { return depth == layer } }
	pairs := map[string]func(int) bool{
		words.InHoldSQL: words.InHold, words.InQueueSQL: words.InQueue, words.AfterSaleSQL: words.AfterSale,
		words.BesideQueueSQL: func(depth int) bool { return !words.InQueue(depth) },
		words.IsAbandonedSQL: is(words.Abandoned), words.IsSignedSQL: is(words.Signed), words.IsLastOpenSQL: is(words.Opportunity),
		words.InFunnelSQL: func(depth int) bool { return depth != words.Abandoned },
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		w.View(t, "admin", func(tx *db.Tx) error {
			for sql, fn := range pairs {
				for depth := range words.Layers {
					got, err := db.One[bool](tx, "SELECT CAST(@depth AS BIGINT) "+sql+" WHERE CAST(@tenant AS BIGINT) <> 0", db.Args{"depth": depth})
					if err != nil {
						return err
					}
					if got != fn(depth) {
						t.Errorf("layer %d %s: %v", depth, sql, got)
					}
				}
			}
			return nil
		})
	})
}

func TestLayerKeys(t *testing.T) {
	for depth, key := range words.Layers {
		if got, ok := words.DepthOf(key); !ok || got != depth || words.LayerAt(depth) != key {
			t.Errorf("%d %s", depth, key)
		}
	}
	if words.LayerAt(-1) != "" || words.LayerAt(len(words.Layers)) != "" {
		t.Error("a layer that does not exist has a key")
	}
	if _, ok := words.DepthOf("sold"); ok {
		t.Error("an unknown key has a depth")
	}
}
