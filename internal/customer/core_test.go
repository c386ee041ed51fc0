package customer

import (
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

func TestSmoke(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := crm.Actor{Tenant: crm.IDOf[crm.Tenant](1), Person: crm.IDOf[crm.Person](2), Department: crm.IDOf[crm.Department](3)}
		err := d.Update(t.Context(), a, func(tx *db.Tx) error {
			ins := func(s string) {
				if _, err := db.Exec(tx, s); err != nil {
					t.Fatal(s, err)
				}
			}
			ins("INSERT INTO department (tenant_id,id,parent_id,name,name_key,created_at) VALUES (@tenant,1,NULL,'r','r',1)")
			ins("INSERT INTO department (tenant_id,id,parent_id,name,name_key,created_at) VALUES (@tenant,3,1,'x','x',1)")
			ins("INSERT INTO pool (tenant_id,id,name,department_id,created_at) VALUES (@tenant,5,'p',1,1)")
			ins("INSERT INTO customer (tenant_id,id,name,name_key,layer_since,created_at,updated_at,pool_id) VALUES (@tenant,9,'n','n',1,1,1,5)")
			tx.Actor.Perms = map[string]bool{"pool.read": true, "customer.claim": true}
			c, err := ForUpdate(tx, crm.IDOf[crm.Customer](9))
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%+v", View(tx, c))
			if !c.PoolMember {
				t.Fatal("member")
			}
			c, err = HandOver(tx, c, Handover{To: tx.Me(), Kind: "claim", EnforceSlot: true, ClaimLimit: 5})
			if err != nil {
				t.Fatal(err)
			}
			c, err = SetLayer(tx, c, 3, tx.Now, true)
			if err != nil {
				t.Fatal(err)
			}
			if _, err = LockMany(tx, []crm.CustomerID{c.ID}); err != nil {
				t.Fatal(err)
			}
			ins("INSERT INTO person (tenant_id,id,name,name_key,email,department_id,roles,scope,created_at) VALUES (@tenant,7,'P','p','e',3,'rep','own',1)")
			n, err := HandOverAll(tx, tx.Me(), Handover{To: crm.IDOf[crm.Person](7), Kind: "disable"})
			if err != nil || n != 1 {
				t.Fatal(n, err)
			}
			n, err = HandOverAll(tx, crm.IDOf[crm.Person](7), Handover{Pool: crm.IDOf[crm.Pool](5), Kind: "disable"})
			if err != nil || n != 1 {
				t.Fatal(n, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
