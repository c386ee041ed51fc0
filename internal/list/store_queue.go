package list

import (
	"fmt"
	"strconv"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// MaxQueue is the number of open customers in scope up to which lists are
// offered in queue order: it cannot walk along an index.
const MaxQueue = 5000

// openRows are the customers a queue is about; the others follow, newest first.
const openRows = "c.layer " + words.InQueueSQL

var (
	rankSQL = fmt.Sprintf(`(%d - c.layer) * %d
	+ CASE WHEN c.next_at < @list_at OR c.first_due_at < @list_at + %d THEN 0 ELSE %d END
	+ CASE WHEN c.fast THEN 0 ELSE %d END
	+ CASE c.grade WHEN 'A' THEN 0 WHEN 'B' THEN 1 WHEN 'C' THEN 2 ELSE 3 END * %d
	+ CASE c.temperature WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END`,
		words.Signed, rankLayer, FirstResponseNotice, rankOnTime, rankSteady, rankGrade)
	waitSQL = "COALESCE(c.last_touch_at, c.assigned_at, c.created_at)"
)

// Queue declares the order of the work queue over customers (alias c, whose
// records carry the columns of Standing). Where more than MaxQueue open
// customers are in scope the sort named instead takes its place.
func Queue(name, instead string) Sort {
	open := segment{where: openRows, whole: true, keys: []key{{sql: rankSQL}, {sql: waitSQL}, {sql: "c.id"}},
		values: func(column func(string) any, at crm.Millis) []any {
			rank, wait := standingOf(column).Rank(at)
			return []any{rank, wait, column("id")}
		}}
	// The same order in one piece: those outside the queue behind all of it.
	merged := segment{whole: true, keys: []key{{sql: inQueue(rankSQL, strconv.Itoa(rankBehind))}, {sql: inQueue(waitSQL, "-c.id")}, {sql: "c.id"}},
		values: func(column func(string) any, at crm.Millis) []any {
			if s := standingOf(column); words.InQueue(s.Layer) {
				return open.values(column, at)
			}
			id, _ := column("id").(int64)
			return []any{int64(rankBehind), -id, id}
		}}
	rest := segment{where: "c.layer " + words.BesideQueueSQL, keys: []key{{sql: "c.id"}}, desc: true, values: columns("id")}
	return Sort{name: name, fixed: true, most: MaxQueue, instead: instead,
		segments: func(bool) []segment { return []segment{open, rest} }, merged: func(bool) segment { return merged }}
}

// inQueue is one thing for customers of the queue and another for the rest.
func inQueue(open, rest string) string {
	return "CASE WHEN " + openRows + " THEN " + open + " ELSE " + rest + " END"
}
