package list

import (
	"maps"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/expr"
	"laidan/internal/textkey"
)

// MaxHits bounds a search in a large scope: of a word that is in more documents
// than this, only the newest are looked at.
const MaxHits = 500

// query is a list about to be read.
type query struct {
	statement
	filter string   // canonical
	sort   string   // asked for, or the list's own
	cut    bool     // the search had more hits than were looked at
	near   []string // the words of such a search, as conditions on the document "near.doc"
	words  string   // organisation and words, as sparse knows them
}

// open checks what the caller asked for.
func open(tx *db.Tx, s Spec, p Params) (query, error) {
	cond, err := expr.Compile(p.Filter, s.Fields)
	if err != nil {
		return query{}, refuse("?filter", err)
	}
	q := query{statement: statement{spec: s, args: db.Args{}}, filter: cond.String(), sort: p.Sort}
	maps.Copy(q.args, s.Args)
	if !cond.IsZero() {
		text, args := cond.SQL(expr.EnvOf(tx.Actor, tx.Now))
		maps.Copy(q.args, args)
		q.terms = append(q.terms, text)
	}
	return q, q.search(tx, p.Q)
}

// search narrows to the records that hold all words of q. In a small scope those
// are all that the text index knows within it, and what was shared with the
// actor beside it. In a large one the newest hits are looked at. Where even a
// small scope has too many hits, its records are looked at one by one.
func (q *query) search(tx *db.Tx, text string) error {
	terms := textkey.Terms(text)
	if len(terms) == 0 || q.spec.Search == "" {
		return nil
	}
	wide := q.spec.Scope.Wide()
	if wide && q.sort == "" {
		q.sort = q.spec.Found
	}
	hits, err := db.SearchIDs(tx, terms, q.spec.Within, MaxHits+1)
	if err != nil {
		return err
	}
	var words []string
	for i, t := range terms {
		q.args["list_q"+strconv.Itoa(i)] = "% " + t + " %"
		words = append(words, termSQL(q.spec.Search, i))
	}
	if len(hits) > MaxHits && !wide {
		q.terms = append(q.terms, words...)
		return nil
	}
	if q.cut = len(hits) > MaxHits; q.cut {
		hits = hits[:MaxHits]
		if len(q.terms) == 0 {
			q.words = tx.Tenant().String() + " " + strings.Join(terms, " ")
			for i := range terms {
				q.near = append(q.near, termSQL("near.doc", i))
			}
		}
	}
	q.args["list_hits"] = hits
	q.found = q.foundArms(words)
	return nil
}

// Run reads one page.
func Run[T any](tx *db.Tx, s Spec, p Params) (page crm.Page[T], err error) {
	page.Items = []T{}
	q, err := open(tx, s, p)
	if err != nil {
		return page, err
	}
	w, err := q.walkFrom(tx, p)
	if err != nil {
		return page, err
	}
	limit := p.limit()
	// One row more than the page tells whether there is a next one.
	for w.at < len(w.segments) && len(page.Items) <= limit {
		q.args["list_limit"] = limit + 1 - len(page.Items)
		rows, err := read[T](tx, &q, w.segments[w.at], w.after)
		if err != nil {
			return page, err
		}
		for range rows {
			w.origin = append(w.origin, w.at)
		}
		if len(page.Items) == 0 {
			page.Items = rows // mostly all of the page: records are long
		} else {
			page.Items = append(page.Items, rows...)
		}
		w.at, w.after = w.at+1, false
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		if page.Next, err = nextCursor(q, w, p.Q, page.Items[limit-1], w.origin[limit-1]); err != nil {
			return page, err
		}
	}
	if p.Total {
		if p.Cursor == "" && page.Next == "" { // all of it is on this page
			page.Total = &crm.Total{Count: len(page.Items), More: q.cut}
			return page, nil
		}
		total, err := q.total(tx)
		if err != nil {
			return page, err
		}
		page.Total = &total
	}
	return page, nil
}

// nearRows is how many rows along a sort are looked at for a common word.
const nearRows = 400

// read reads the rows of a segment. A word with too many hits is so common that
// the first rows of the sort mostly hold enough of them: that is both quicker
// and better than the newest hits, which need not be those first in the sort.
func read[T any](tx *db.Tx, q *query, seg segment, after bool) ([]T, error) {
	if len(q.near) > 0 && !seg.whole && !sparse.has(q.words) {
		q.args["list_near"] = nearRows
		rows, err := db.All[T](tx, q.nearPage(seg, after), q.args)
		if err != nil || len(rows) == q.args["list_limit"] {
			return rows, err
		}
		sparse.add(q.words)
	}
	return db.All[T](tx, q.page(seg, after, false), q.args)
}

// walk is the way through the segments of a sort.
type walk struct {
	sort     string
	segments []segment
	at       int
	after    bool // begin after the place in args
	now      crm.Millis
	origin   []int // the segment of each row read
}

// walkFrom begins at the cursor, or at the start of the sort that was asked for.
func (q *query) walkFrom(tx *db.Tx, p Params) (walk, error) {
	w := walk{now: tx.NowMillis()}
	sort, desc, err := choose(q.spec, q.sort)
	if err != nil {
		return w, err
	}
	if p.Cursor != "" {
		return q.resume(p, sort, desc)
	}
	if ok, err := sort.fits(tx); err != nil {
		return w, err
	} else if !ok {
		if sort, desc, err = choose(q.spec, sort.instead); err != nil {
			return w, err
		}
	}
	w.begin(sort, desc, q.found != nil && !q.cut)
	q.args["list_at"] = w.now
	return w, nil
}

// begin is the way through a sort; few rows that a search found are read in one
// go, or each part of the sort would look all of them up again.
func (w *walk) begin(s Sort, desc, few bool) {
	w.sort, w.segments, w.at = s.name, s.segments(desc), 0
	if few && s.merged != nil {
		w.at = len(w.segments)
		w.segments = append(w.segments, s.merged(desc))
	}
	if desc {
		w.sort = "-" + s.name
	}
}

// resume goes on after a cursor. Where a sort was replaced on the first page,
// the cursor names the one that took its place.
func (q *query) resume(p Params, sort Sort, desc bool) (walk, error) {
	c, err := decodeCursor(p.Cursor)
	if err != nil {
		return walk{}, err
	}
	w := walk{now: c.At}
	few := c.Segment >= len(sort.segments(desc)) // as the first page was read
	w.begin(sort, desc, few)
	if c.Sort != w.sort && sort.most > 0 && c.Sort == sort.instead {
		if sort, desc, err = choose(q.spec, sort.instead); err != nil {
			return w, err
		}
		w.begin(sort, desc, few)
	}
	if c.Sort != w.sort || c.Asked != asked(q.spec.Name, q.filter, p.Q) {
		return w, errCursor()
	}
	keys, err := c.fit(w.segments)
	if err != nil {
		return w, err
	}
	for i, v := range keys {
		q.args["list_k"+strconv.Itoa(i)] = v
	}
	q.args["list_at"] = c.At
	w.at, w.after = c.Segment, true
	return w, nil
}

func nextCursor[T any](q query, w walk, text string, last T, segment int) (string, error) {
	row := reflect.ValueOf(&last).Elem()
	read := func(column string) any { return columnOf(row, column) }
	return cursor{Sort: w.sort, Segment: segment, Keys: w.segments[segment].values(read, w.now), At: w.now,
		Asked: asked(q.spec.Name, q.filter, text)}.encode()
}

// Count counts a list, exactly up to MaxCount.
func Count(tx *db.Tx, s Spec, p Params) (crm.Total, error) {
	q, err := open(tx, s, p)
	if err != nil {
		return crm.Total{}, err
	}
	return q.total(tx)
}

func (q *query) total(tx *db.Tx) (crm.Total, error) {
	q.args["list_max"] = MaxCount + 1
	n, err := db.One[int](tx, q.count(), q.args)
	return crm.Total{Count: min(n, MaxCount), More: n > MaxCount || q.cut}, err
}

// everything is more rows than any list has.
const everything = 1 << 50

// Each streams a whole list in its sort, for exports. fn must not run
// statements in the same transaction.
func Each[T any](tx *db.Tx, s Spec, p Params, fn func(T) error) error {
	p.Cursor = ""
	q, err := open(tx, s, p)
	if err != nil {
		return err
	}
	w, err := q.walkFrom(tx, p)
	if err != nil {
		return err
	}
	q.args["list_limit"] = int64(everything)
	for _, seg := range w.segments[w.at:] {
		if err := db.Each(tx, q.page(seg, false, true), fn, q.args); err != nil {
			return err
		}
	}
	return nil
}

// IDs are the ids of up to most rows of a list, by id, and whether there are
// more: what a bulk act on a filter works on.
func IDs(tx *db.Tx, s Spec, p Params, most int) (ids []int64, more bool, err error) {
	q, err := open(tx, s, p)
	if err != nil {
		return nil, false, err
	}
	q.args["list_limit"] = most + 1
	ids, err = db.All[int64](tx, q.ids(segment{keys: []key{{sql: s.Alias + ".id"}}}, false, true), q.args)
	if len(ids) > most {
		return ids[:most], true, err
	}
	return ids, false, err
}

var paths sync.Map // reflect.Type -> map[string][]int

// columnOf reads the column of a record by its db tag, as the database holds it.
func columnOf(row reflect.Value, column string) any {
	t := row.Type()
	if t.Kind() != reflect.Struct {
		panic("list: a record is a struct with db tags, not " + t.String())
	}
	v, ok := paths.Load(t)
	if !ok {
		m := map[string][]int{}
		for _, f := range reflect.VisibleFields(t) {
			if name := f.Tag.Get("db"); name != "" {
				m[name] = f.Index
			}
		}
		v, _ = paths.LoadOrStore(t, m)
	}
	path, ok := v.(map[string][]int)[column]
	if !ok {
		panic("list: " + t.String() + " has no column " + column + ", which the sort goes by")
	}
	return plain(row.FieldByIndex(path))
}

func plain(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return plain(v.Elem())
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int32, reflect.Int64:
		return v.Int()
	}
	if id, ok := reflect.TypeAssert[interface{ Int64() int64 }](v); ok {
		return id.Int64()
	}
	panic("list: cannot sort by a " + v.Type().String())
}
