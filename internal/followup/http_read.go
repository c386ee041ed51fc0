package followup

import (
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/words"
)

type queueIn struct {
	Owner crm.PersonID `query:"owner" doc:"Whose queue; mine when left out"`
	Team  bool         `query:"team" doc:"Everybody I see, in one order"`
	customer.Wanted
}

func getQueue(tx *db.Tx, in *queueIn) (QueueView, error) {
	part, err := in.Part()
	if err != nil {
		return QueueView{}, err
	}
	var q Queue
	if in.Team {
		q, err = TeamQueue(tx, part)
	} else {
		q, err = QueueOf(tx, in.Owner, part)
	}
	if err != nil {
		return QueueView{}, err
	}
	say := reader(tx)
	v := QueueView{make([]QueueItem, 0, len(q.Lines)), QueueState{More: q.More, Done: DoneView{q.Done, q.Due, crm.At(q.Finish)}, Alarms: q.Alarms,
		Bands: make([]BandView, 0, len(q.Bands))}}
	customers := make([]customer.Customer, len(q.Lines))
	for i, l := range q.Lines {
		customers[i] = l.Customer
	}
	records := part.Views(tx, customers)
	for i, l := range q.Lines {
		params := map[string]any(l.Reason.Params)
		if params == nil {
			params = map[string]any{}
		}
		v.Items = append(v.Items, QueueItem{records[i],
			ReasonView{l.Reason.Code, params, say.Say(l.Reason.Phrase), l.Reason.Tone}, l.Kind, l.DueAt, l.Urgent})
	}
	for _, b := range q.Bands {
		bv := BandView{Count: b.Count, Ideal: b.Ideal, Low: b.Low, High: b.High}
		for _, layer := range b.Layers {
			bv.Layers = append(bv.Layers, words.LayerAt(layer))
		}
		bv.Layer = bv.Layers[0]
		v.Bands = append(v.Bands, bv)
	}
	return v, nil
}

type rhythmIn struct {
	Customer    crm.CustomerID `query:"customer" required:"true"`
	Result      string         `query:"result" enum:"connected,no_answer,busy,off,wrong_number,refused,callback,do_not_contact,sent,read,replied,met"`
	Temperature string         `query:"temperature" enum:"hot,warm,cold" doc:"The customer's own when left out"`
}

func getRhythm(tx *db.Tx, in *rhythmIn) (RhythmView, error) {
	p, err := RhythmOf(tx, in.Customer, in.Result, in.Temperature)
	if err != nil {
		return RhythmView{}, err
	}
	say := reader(tx)
	v := RhythmView{Proposals: make([]ProposalView, 0, len(p.Items)), Why: say.Say(p.Why), Choose: p.Choose}
	for _, i := range p.Items {
		v.Proposals = append(v.Proposals, ProposalView{crm.At(i.At), say.Say(i.Label), i.Recommended})
	}
	return v, nil
}

type plansIn struct {
	Owner crm.PersonID `query:"owner" doc:"Whose plans; mine when left out"`
	From  string       `query:"from" doc:"RFC 3339 or a day; open plans of before are left out"`
	To    string       `query:"to" doc:"RFC 3339 or a day, which counts in full"`
}

func getPlans(tx *db.Tx, in *plansIn) (PlansView, error) {
	from, err := instant(in.From, "?from", tx.Zone(), false)
	if err != nil {
		return PlansView{}, err
	}
	to, err := instant(in.To, "?to", tx.Zone(), true)
	if err != nil {
		return PlansView{}, err
	}
	if to.IsZero() {
		to = crm.At(tx.Now.Add(farthest))
	}
	owner := in.Owner
	if owner.IsZero() {
		owner = tx.Me()
	}
	list, err := PlansOf(tx, owner, from, to)
	if err != nil {
		return PlansView{}, err
	}
	return PlansView{list}, nil
}

// instant reads a day or an RFC 3339 instant; "" is none. A day as an end
// counts in full.
func instant(s, pointer string, zone *time.Location, end bool) (crm.Millis, error) {
	if s == "" {
		return 0, nil
	}
	if day, err := crm.ParseDay(s); err == nil {
		if end {
			day = day.Add(1)
		}
		return crm.At(day.Time(zone)), nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return 0, crm.Bad(pointer, "field.instant")
	}
	return crm.At(t), nil
}

type summaryIn struct {
	Owner      crm.PersonID     `query:"owner" doc:"One person; mine when nothing is given and I lead no team"`
	Department crm.DepartmentID `query:"department" doc:"A team"`
	Day        string           `query:"day" doc:"Today when left out"`
}

func getSummary(tx *db.Tx, in *summaryIn) (SummaryView, error) {
	day := tx.Today()
	if in.Day != "" {
		var err error
		if day, err = crm.ParseDay(in.Day); err != nil {
			return SummaryView{}, crm.Bad("?day", "field.day")
		}
	}
	if in.Owner.IsZero() && in.Department.IsZero() {
		in.Owner = tx.Me()
		if s := tx.Actor.Scope; s == crm.ScopeTeam || s == crm.ScopeSubtree {
			in.Owner, in.Department = crm.PersonID{}, tx.Actor.Department
		}
	}
	team := in.Owner.IsZero()
	var s Summary
	var err error
	if team {
		s, err = SummaryOfTeam(tx, in.Department, day)
	} else {
		s, err = SummaryOf(tx, in.Owner, day)
	}
	if err != nil {
		return SummaryView{}, err
	}
	v := SummaryView{Day: s.Day, Name: s.Name, Team: team, People: []SummaryPerson{}, Text: s.Text, Figures: s.Figures}
	for _, p := range s.People {
		v.People = append(v.People, SummaryPerson{PersonRef{p.Person, p.Name}, p.Figures})
	}
	return v, nil
}
