package customer

import (
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/expr"
	"laidan/internal/i18n"
	"laidan/internal/list"
	"laidan/internal/rights"
)

// SavedViews are the tabs of a list: those of the product, the actor's own and
// those that colleagues share with their department.
func SavedViews(tx *db.Tx, name string) ([]SavedView, error) {
	views := []SavedView{}
	if name == "customers" {
		for _, v := range systemViews {
			v.Name, v.System, v.Columns, v.Version = i18n.Say(tx.Actor.Language, "view."+v.ID, nil), true, []string{}, 1
			views = append(views, v.read())
		}
	}
	rows, err := db.All[viewRow](tx, viewsSQL, db.Args{"list": name, "department": tx.Actor.Department})
	for _, r := range rows {
		views = append(views, r.view(tx.Me()))
	}
	return views, err
}

// CountViews counts the customers of every view, exactly up to 1,000. A view
// whose filter is no longer valid is left out.
func CountViews(tx *db.Tx) (map[string]crm.Total, error) {
	views, err := SavedViews(tx, "customers")
	counts := map[string]crm.Total{}
	if err != nil {
		return counts, err
	}
	for _, v := range views {
		n, err := Count(tx, Query{Params: list.Params{Filter: v.Filter}})
		if crm.KindOf(err) == crm.Invalid {
			continue
		}
		if err != nil {
			return counts, err
		}
		counts[v.ID] = n
	}
	return counts, nil
}

// CreateView saves a view for the actor.
func CreateView(tx *db.Tx, name string, c ViewChange) (SavedView, error) {
	r := viewRow{ID: db.NewID[crm.View](tx), List: name, Owner: tx.Me(), Department: tx.Actor.Department, Columns: "[]", Version: 1, CreatedAt: tx.NowMillis()}
	r, err := checkedView(tx, r, c)
	if err != nil {
		return SavedView{}, err
	}
	n, err := db.One[int](tx, countViewsSQL, db.Args{"list": name})
	if err != nil {
		return SavedView{}, err
	}
	if n >= maxViews {
		return SavedView{}, crm.Fail(crm.Refused, "view.too_many", "max", maxViews)
	}
	if err := db.InsertMany(tx, "saved_view", []viewRow{r}); err != nil {
		return SavedView{}, err
	}
	return r.view(tx.Me()), viewFact(tx, "customer.ViewSaved", r)
}

// UpdateView changes a view of the actor's own.
func UpdateView(tx *db.Tx, id crm.ID[crm.View], c ViewChange) (SavedView, error) {
	r, err := ownView(tx, id)
	if err != nil {
		return SavedView{}, err
	}
	if c.Version != r.Version {
		e := crm.Fail(crm.Conflict, "conflict")
		e.State = r.view(tx.Me())
		return SavedView{}, e
	}
	next, err := checkedView(tx, r, c)
	if err != nil || next == r {
		return r.view(tx.Me()), err
	}
	n, err := db.Exec(tx, saveViewSQL, next)
	if err != nil {
		return SavedView{}, err
	}
	if n == 0 {
		return SavedView{}, crm.Fail(crm.Conflict, "conflict")
	}
	next.Version++
	return next.view(tx.Me()), viewFact(tx, "customer.ViewSaved", next)
}

// DeleteView takes a view of the actor's own away.
func DeleteView(tx *db.Tx, id crm.ID[crm.View]) error {
	r, err := ownView(tx, id)
	if err != nil {
		return err
	}
	if err := db.Write(tx, dropViewSQL, r); err != nil {
		return err
	}
	return viewFact(tx, "customer.ViewDeleted", r)
}

// savedView reads a view that the actor sees.
func savedView(tx *db.Tx, text string) (SavedView, error) {
	id, err := crm.ParseID[crm.View](text)
	if err != nil {
		return SavedView{}, crm.Bad("?view", "view.unknown")
	}
	r, ok, err := db.Maybe[viewRow](tx, viewSQL, db.Args{"id": id, "department": tx.Actor.Department})
	if err == nil && !ok {
		err = crm.Bad("?view", "view.unknown")
	}
	return r.view(tx.Me()), err
}

// ownView reads a view to change. Somebody else's shared view may be seen but
// not changed.
func ownView(tx *db.Tx, id crm.ID[crm.View]) (viewRow, error) {
	r, ok, err := db.Maybe[viewRow](tx, viewSQL, db.Args{"id": id, "department": tx.Actor.Department})
	switch {
	case err != nil:
		return r, err
	case !ok:
		return r, crm.Missing()
	case !rights.May("view.own", r.Owner == tx.Me()):
		return r, crm.Fail(crm.Forbidden, "view.not_yours", "name", maskText(r.Name, ""))
	}
	return r, nil
}

// checkedView applies an edit and refuses a filter or sort that would not run.
func checkedView(tx *db.Tx, r viewRow, c ViewChange) (viewRow, error) {
	r, err := r.apply(c)
	if err != nil || r.List != "customers" {
		return r, err
	}
	fields, err := fieldsFor(tx, r.Filter)
	if err != nil {
		return r, err
	}
	if _, err := expr.Compile(r.Filter, fields); err != nil {
		return r, crm.Bad("/filter", crm.CodeOf(err), pairs(err)...)
	}
	name := strings.TrimPrefix(r.Sort, "-")
	if name != "" && !slices.ContainsFunc(sorts, func(s list.Sort) bool { return s.Name() == name }) {
		return r, crm.Bad("/sort", "list.sort", "sort", r.Sort)
	}
	return r, nil
}

func viewFact(tx *db.Tx, kind string, r viewRow) error {
	return event.Record(tx, event.Fact{Kind: kind, Subject: r.ID.Int64(), Data: map[string]any{"name": r.Name, "filter": maskText(r.Filter, ""), "shared": r.Shared}})
}
