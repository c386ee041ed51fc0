package followup

import (
	"slices"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/i18n"
	"laidan/internal/words"
)

// Band is the ideal hold of one or several layers, as colour knows it.
type Band struct {
	Layers    []int
	Ideal     int
	Low, High int
}

// Queue is today's work of a person or a team.
type Queue struct {
	Lines  []QueueLine
	More   bool // a team's queue was cut at the limit
	Done   int
	Due    int
	Finish time.Time // zero: no estimate
	Alarms Alarms
	Bands  []BandCount
}

// QueueLine is one customer to contact, and why now.
type QueueLine struct {
	Customer customer.Customer
	Line
}

// BandCount is a band with what is held.
type BandCount struct {
	Band
	Count int
}

const (
	// maxWork is up to how many open customers are ranked; wider scopes look at
	// what is planned by today only, soonest first.
	maxWork = 5000
	// wideScope is from how many visible people on a scope counts as wide: their
	// open customers would exceed maxWork.
	wideScope = 120
	maxLines  = 200
)

// QueueOf is the queue of one person whom the reader may watch.
func QueueOf(tx *db.Tx, owner crm.PersonID, part customer.Part) (Queue, error) {
	if owner.IsZero() {
		owner = tx.Me()
	}
	if _, err := watched(tx, owner); err != nil {
		return Queue{}, err
	}
	touched := askTouched(tx, []crm.PersonID{owner})
	list, err := db.All[work](tx, ownWorkSQL, db.Args{"owner": owner})
	if err != nil {
		return Queue{}, err
	}
	return build(tx, list, touched, owner, part)
}

// TeamQueue is the same order over everybody the reader sees, to place help.
func TeamQueue(tx *db.Tx, part customer.Part) (Queue, error) {
	text := teamWorkSQL
	switch all := tx.Actor.Scope == crm.ScopeAll; {
	case all:
		text = wideWorkSQL
	case tx.Actor.Visible > wideScope:
		text = wideTeamWorkSQL
	}
	tomorrow := tx.Today().Add(1).Time(tx.Zone())
	list, err := db.All[work](tx, text, db.Args{"most": maxWork, "tomorrow": crm.At(tomorrow)})
	if err != nil {
		return Queue{}, err
	}
	seen := map[crm.PersonID]bool{}
	people := []crm.PersonID{}
	for _, w := range list {
		if !seen[w.Owner] {
			seen[w.Owner] = true
			people = append(people, w.Owner)
		}
	}
	return build(tx, list, askTouched(tx, people), crm.PersonID{}, part)
}

// watched refuses people whose customers the reader does not see, as if they
// did not exist.
func watched(tx *db.Tx, person crm.PersonID) (string, error) {
	if person == tx.Me() {
		return tx.Actor.Name, nil
	}
	p, ok, err := db.Maybe[struct {
		Name       string           `db:"name"`
		Department crm.DepartmentID `db:"department_id"`
		Seen       bool             `db:"seen"`
	}](tx, watchSQL, db.Args{"person": person, "all": authz.SeesEverybody(tx.Actor)})
	if err != nil {
		return "", err
	}
	if !ok || !p.Seen {
		return "", crm.Missing()
	}
	return p.Name, nil
}

func build(tx *db.Tx, list []work, touched *db.Answer[touchedToday], owner crm.PersonID, part customer.Part) (Queue, error) {
	var q Queue
	if customer.Narrowed(tx.Actor) { // neither shown nor counted
		list = slices.DeleteFunc(list, func(w work) bool { return w.Layer < words.Signed })
	}
	facts := make([]Facts, len(list))
	for i, w := range list {
		facts[i] = w.facts(tx)
	}
	open, done := judgeAll(facts, tx.Now, tx.Zone())
	if err := addStrides(tx, open); err != nil {
		return q, err
	}
	Rank(open)
	q.Alarms = Alarm(open, tx.Now, tx.Zone())
	if err := q.progress(tx, open, done, touched); err != nil {
		return q, err
	}
	if len(open) > maxLines {
		open, q.More = open[:maxLines], true
	}
	if err := q.fill(tx, open, part); err != nil {
		return q, err
	}
	var err error
	q.Bands, err = bandCounts(tx, list, owner)
	return q, err
}

func (w work) facts(tx *db.Tx) Facts {
	days, ideal := needs(tx).Pace(tx, w.Layer, w.LayerSince)
	f := Facts{ID: w.ID.Int64(), Layer: w.Layer, LayerDays: days, IdealDays: ideal, Fast: w.Fast, Grade: w.Grade, Temperature: w.Temperature,
		DoNotContact: w.DoNotContact, CreatedAt: w.CreatedAt, AssignedAt: w.AssignedAt, FirstDue: w.FirstDue, LastTouch: w.LastTouch, LastResult: w.LastResult, Plan: w.step()}
	// Words may hold a number that the reader must not see.
	f.Plan.Content = customer.MaskText(tx, f.Plan.Content, w.Numbers)
	f.Plan.Goal = customer.MaskText(tx, f.Plan.Goal, w.Numbers)
	if w.Owner != tx.Me() {
		f.Owner = w.OwnerName
	}
	return f
}

func judgeAll(facts []Facts, now time.Time, zone *time.Location) (open, done []Line) {
	for _, f := range facts {
		line, in := Judge(f, now, zone)
		switch {
		case in && line.Done:
			done = append(done, line)
		case in:
			open = append(open, line)
		}
	}
	return open, done
}

// addStrides reads how fast movers came where they are, only for those whose
// line would otherwise show a mere rhythm.
func addStrides(tx *db.Tx, open []Line) error {
	ids := []crm.CustomerID{}
	for _, l := range open {
		if l.facts.Fast && (l.Kind == KindRhythm || l.Kind == KindNoPlan) {
			ids = append(ids, crm.IDOf[crm.Customer](l.ID))
		}
	}
	if len(ids) == 0 {
		return nil
	}
	moves, err := db.All[leap](tx, stridesSQL, db.Args{"customers": ids})
	if err != nil {
		return err
	}
	by := map[int64][]leap{}
	for _, m := range moves {
		by[m.Customer.Int64()] = append(by[m.Customer.Int64()], m)
	}
	ideal := func(layer int) float64 { return needs(tx).IdealDays(tx, layer) }
	for i, l := range open {
		if s := Strides(by[l.ID], ideal); s.Layers > 0 && (l.Kind == KindRhythm || l.Kind == KindNoPlan) {
			l.facts.Stride = s
			open[i], _ = Judge(l.facts, tx.Now, tx.Zone())
		}
	}
	return nil
}

// askTouched asks whom people contacted today.
func askTouched(tx *db.Tx, people []crm.PersonID) *db.Answer[touchedToday] {
	if customer.Narrowed(tx.Actor) { // how much others did with customers one does not see is not told
		people = []crm.PersonID{tx.Me()}
	}
	return db.Ask[touchedToday](tx, doneSQL, db.Args{"people": people})
}

// progress counts what is done and estimates when the rest is. Who was touched
// today and left the queue for good (abandoned, handed over) counts as done.
func (q *Queue) progress(tx *db.Tx, open, done []Line, asked *db.Answer[touchedToday]) error {
	touched, err := asked.All()
	if err != nil {
		return err
	}
	finished := map[int64]bool{}
	var first crm.Millis
	for _, t := range touched {
		finished[t.Customer.Int64()] = true
		if first.IsZero() || t.First < first {
			first = t.First
		}
	}
	for _, l := range done {
		finished[l.ID] = true
	}
	for _, l := range open {
		delete(finished, l.ID)
	}
	q.Done, q.Due = len(finished), len(finished)+len(open)
	q.Finish = FinishAt(q.Done, len(open), first.Time(), tx.Now, tx.Zone())
	return nil
}

// fill reads the customers of the lines, as the reader may see them.
func (q *Queue) fill(tx *db.Tx, open []Line, part customer.Part) error {
	if len(open) == 0 {
		return nil
	}
	ids := make([]crm.CustomerID, len(open))
	for i, l := range open {
		ids[i] = crm.IDOf[crm.Customer](l.ID)
	}
	list, err := part.Many(tx, ids)
	if err != nil {
		return err
	}
	by := make(map[int64]customer.Customer, len(list))
	for _, c := range list {
		by[c.ID.Int64()] = c
	}
	for _, l := range open {
		if c, ok := by[l.ID]; ok {
			q.Lines = append(q.Lines, QueueLine{c, l})
		}
	}
	return nil
}

// bandCounts counts what the slots count: self-found customers are extra.
func bandCounts(tx *db.Tx, list []work, owner crm.PersonID) ([]BandCount, error) {
	var held [8]int
	for _, w := range list {
		if !w.SelfFound {
			held[w.Layer]++
		}
	}
	bands, err := needs(tx).Bands(tx, owner)
	if err != nil {
		return nil, err
	}
	out := make([]BandCount, 0, len(bands))
	for _, b := range bands {
		count := 0
		for _, layer := range b.Layers {
			count += held[layer]
		}
		out = append(out, BandCount{b, count})
	}
	return out, nil
}

// reader words sentences for the person acting.
func reader(tx *db.Tx) Reader {
	lang := tx.Actor.Language
	return Reader{Text: func(key string, params map[string]any) string { return i18n.Say(lang, key, params) }, Now: tx.Now, Zone: tx.Zone()}
}
