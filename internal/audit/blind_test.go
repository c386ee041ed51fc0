package audit

import (
	"strings"
	"testing"

	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/event"
)

// Who sees no digit of a number sees none in the log either, not even the last
// ones of a number in the name of a view.
func TestSentencesShowAdministratorsNoDigits(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		w.Update(t, "rep1", func(tx *db.Tx) error {
			return event.Record(tx, event.Fact{Kind: "customer.ViewSaved", Subject: 1, Data: map[string]any{"name": "老客户 13812345678", "shared": true}})
		})
		for who, want := range map[string]string{"admin": "老客户 ***********", "director": "老客户 138****5678"} {
			page := list(t, d, w.As(who), Query{Limit: 10, Kind: "customer.ViewSaved"})
			if len(page.Items) != 1 || !strings.Contains(page.Items[0].Text, want) {
				t.Errorf("%s reads %+v", who, page.Items)
			}
		}
	})
}
