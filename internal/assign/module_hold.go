package assign

import (
	"math"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/org"
	"laidan/internal/words"
)

// Earning are a person's figures of give and take over some days.
type Earning struct {
	Earned    int64 // slots: signings and abandonments
	Abandoned int64
	Received  int64
}

// Holding is what one person holds, may hold and has earned this month.
type Holding struct {
	Person               customer.Ref          `json:"person"`
	Quota                int64                 `json:"quota"`
	Used                 int64                 `json:"used"`
	Left                 int64                 `json:"left"`
	SelfFound            int64                 `json:"selfFound" doc:"Beside the quota"`
	ByLayer              map[words.Layer]int64 `json:"byLayer" doc:"Layers 1-5, self-found ones included"`
	Earned               int64                 `json:"earned" doc:"Slots earned this month: one for each signing and each abandonment"`
	Received             int64                 `json:"received"`
	AbandonedPerReceived *float64              `json:"abandonedPerReceived"`
}

type stockRow struct {
	Owner     crm.PersonID `db:"owner_id"`
	Layer     int          `db:"layer"`
	N         int64        `db:"n"`
	SelfFound int64        `db:"self_found"`
}

// Holdings reports the hold of the people whose work the actor sees, or of a
// department.
func Holdings(tx *db.Tx, department crm.DepartmentID) ([]Holding, error) {
	people, err := holders(tx, department)
	if err != nil || len(people) == 0 {
		return []Holding{}, err
	}
	ids := make([]crm.PersonID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	stock, err := db.All[stockRow](tx, stockSQL, db.Args{"people": ids})
	if err != nil {
		return nil, err
	}
	today := tx.Today()
	earned, err := needs(tx).Earnings(tx, ids, today/100*100+1, today)
	if err != nil {
		return nil, err
	}
	out := make([]Holding, len(people))
	place := map[crm.PersonID]*Holding{}
	for i, p := range people {
		e := earned[p.ID]
		out[i] = Holding{Person: customer.Ref{ID: p.ID.String(), Name: p.Name}, Quota: p.Quota, Used: p.Used, Left: max(0, p.Quota-p.Used),
			ByLayer: map[words.Layer]int64{}, Earned: e.Earned, Received: e.Received, AbandonedPerReceived: e.ratio()}
		for l := words.Resource; l <= words.Opportunity; l++ {
			out[i].ByLayer[words.LayerAt(l)] = 0
		}
		place[p.ID] = &out[i]
	}
	for _, s := range stock {
		h := place[s.Owner]
		h.ByLayer[words.LayerAt(s.Layer)] += s.N
		h.SelfFound += s.SelfFound
	}
	return out, nil
}

// ratio is abandoned : received, nil while nothing was received.
func (e Earning) ratio() *float64 {
	if e.Received == 0 {
		return nil
	}
	v := math.Round(float64(e.Abandoned)/float64(e.Received)*100) / 100
	return &v
}

// holders are the sellers of a department, or all the actor sees; who sells is
// always among their own.
func holders(tx *db.Tx, department crm.DepartmentID) ([]candidateRow, error) {
	var departments []crm.DepartmentID
	var err error
	me := tx.Me()
	if department.IsZero() {
		departments, _, err = org.DepartmentsSeen(tx)
	} else {
		departments, err = org.DepartmentsUnder(tx, department)
		me = crm.PersonID{}
	}
	if err != nil {
		return nil, err
	}
	rows, err := db.All[candidateRow](tx, holdersSQL, db.Args{"person": me, "departments": departments})
	sellers := rows[:0]
	for _, r := range rows {
		if r.Seller && (r.Rep || r.Used > 0) {
			sellers = append(sellers, r)
		}
	}
	return sellers, err
}
