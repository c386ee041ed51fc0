package bulk

import (
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/field"
)

// The states of an import.
const (
	StateMapped  = "mapped" // uploaded, dry run made, nothing written
	StateRunning = "running"
	StateDone    = "done"
	StateFailed  = "failed" // stopped; running it again goes on where it stopped
	StateUndoing = "undoing"
	StateUndone  = "undone"
)

// Import is the row of one import.
type Import struct {
	ID         crm.ImportID `db:"id"`
	BlobID     crm.BlobID   `db:"blob_id"`
	FileName   string       `db:"file_name"`
	State      string       `db:"state"`
	Options    string       `db:"options"`
	Report     string       `db:"report"`
	RowsRead   int          `db:"rows_read"`
	Created    int          `db:"created"`
	Updated    int          `db:"updated"`
	Duplicates int          `db:"duplicates"`
	Rejected   int          `db:"rejected"`
	Total      int          `db:"total"`
	Message    string       `db:"message"`
	Version    int64        `db:"version"`
	CreatedBy  crm.PersonID `db:"created_by"`
	CreatedAt  crm.Millis   `db:"created_at"`
	StartedAt  crm.Millis   `db:"started_at"`
	DoneAt     crm.Millis   `db:"done_at"`
}

const importColumns = `id, blob_id, file_name, state, options, report, rows_read, created, updated, duplicates, rejected, total, message,
	version, created_by, created_at, started_at, done_at`

const (
	getImportSQL  = `SELECT ` + importColumns + ` FROM import WHERE tenant_id = @tenant AND id = @id`
	importSeenSQL = `SELECT 1 FROM visible v WHERE v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = @by`
	// Who works on pools sees all imports; others see their own and those of the
	// people in scope: a list names customers.
	listImportsSQL = `SELECT ` + importColumns + ` FROM import WHERE tenant_id = @tenant AND (@all OR created_by = @me
		OR EXISTS (SELECT 1 FROM visible v WHERE v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = import.created_by))
		AND (CAST(@before AS BIGINT) IS NULL OR id < @before) ORDER BY id DESC LIMIT @limit`
	saveMappedSQL = `UPDATE import SET options = @options, report = @report, total = @total, version = version + 1
		WHERE tenant_id = @tenant AND id = @id AND state = 'mapped'`
	startSQL = `UPDATE import SET state = 'running', options = @options, started_at = COALESCE(started_at, @now), message = '', version = version + 1
		WHERE tenant_id = @tenant AND id = @id AND state IN ('mapped', 'failed')`
	// pageSQL is the guard of a page: of two runs over the same rows one finds
	// rows_read moved on and writes nothing.
	pageSQL = `UPDATE import SET rows_read = @to, created = created + @created, updated = updated + @updated,
		duplicates = duplicates + @duplicates, rejected = rejected + @rejected, version = version + 1
		WHERE tenant_id = @tenant AND id = @id AND state = 'running' AND rows_read = @from`
	finishSQL = `UPDATE import SET state = @state, message = @message, done_at = @now, total = CASE WHEN @state = 'done' THEN rows_read ELSE total END,
		version = version + 1 WHERE tenant_id = @tenant AND id = @id AND state = @from`
	dropImportSQL = `DELETE FROM import WHERE tenant_id = @tenant AND id = @id AND state = 'mapped'`
)

// Imports that still have their file, and those whose time is over: never run,
// or no longer to be undone.
const (
	withFileSQL = `SELECT ` + importColumns + ` FROM import WHERE tenant_id = @tenant AND id > @after
		AND EXISTS (SELECT 1 FROM blob b WHERE b.tenant_id = @tenant AND b.id = import.blob_id) ORDER BY id LIMIT @limit`
	overSQL = `SELECT ` + importColumns + ` FROM import WHERE tenant_id = @tenant AND (state = 'mapped' AND created_at < @before
		OR state IN ('done', 'failed', 'undone') AND COALESCE(done_at, created_at) < @before)
		AND EXISTS (SELECT 1 FROM blob b WHERE b.tenant_id = @tenant AND b.id = import.blob_id) ORDER BY id LIMIT @limit`
	stopSQL = `UPDATE import SET state = 'failed', message = 'import.file_gone', done_at = @now, version = version + 1
		WHERE tenant_id = @tenant AND id IN (@ids) AND state = 'running'`
	dropTriedSQL = `DELETE FROM import WHERE tenant_id = @tenant AND id IN (@ids) AND state = 'mapped'`
)

// importRow is what became of a row that was not simply created.
type importRow struct {
	ImportID crm.ImportID   `db:"import_id"`
	RowNo    int            `db:"row_no"`
	Outcome  Outcome        `db:"outcome"`
	Customer crm.CustomerID `db:"customer_id"`
	Cells    string         `db:"cells"`
	Errors   string         `db:"errors"`
	Before   string         `db:"before"`
}

const rowsSQL = `SELECT import_id, row_no, outcome, customer_id, cells, errors, before FROM import_row
	WHERE tenant_id = @tenant AND import_id = @id AND outcome IN (@outcomes) AND row_no > @after ORDER BY row_no LIMIT @limit`

// Look-ups of a page. One statement per kind of key: the index then is walked
// once per key and not once per key and kind.
const (
	knownKeysSQL = `SELECT kind, norm, customer_id, strong FROM customer_key WHERE tenant_id = @tenant AND kind = @kind AND norm IN (@norms)`
	sharedSQL    = `SELECT norm FROM shared_number WHERE tenant_id = @tenant`
	productsSQL  = `SELECT id, name, code FROM product WHERE tenant_id = @tenant AND active`
	peopleSQL    = `SELECT p.id, p.name, p.email, p.department_id FROM person p WHERE p.tenant_id = @tenant AND p.active AND (@all OR p.id = @me
		OR EXISTS (SELECT 1 FROM visible v WHERE v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = p.id)) ORDER BY p.id`
	mineSQL       = `SELECT v.owner_id FROM visible v WHERE v.tenant_id = @tenant AND v.viewer_id = @me`
	poolNameSQL   = `SELECT name FROM pool WHERE tenant_id = @tenant AND id = @id AND active`
	contactsOfSQL = `SELECT customer_id, id, name, title, is_primary, preferred, remark, version, created_at FROM contact WHERE tenant_id = @tenant AND customer_id IN (@ids) ORDER BY customer_id, id`
	channelsOfSQL = `SELECT customer_id, id, contact_id, kind, value, norm, ext, label FROM channel WHERE tenant_id = @tenant AND customer_id IN (@ids) ORDER BY customer_id, id`
	touchesOfSQL  = `SELECT customer_id, channel, result, at FROM touch WHERE tenant_id = @tenant AND customer_id IN (@ids) AND at IN (@ats)`
	tenantSQL     = `SELECT phone_region FROM tenant WHERE id = @tenant`
)

type personRef struct {
	ID         crm.PersonID     `db:"id"`
	Name       string           `db:"name"`
	Email      string           `db:"email"`
	Department crm.DepartmentID `db:"department_id"`
}

type productRef struct {
	ID   crm.ProductID `db:"id"`
	Name string        `db:"name"`
	Code string        `db:"code"`
}

func getImport(tx *db.Tx, id crm.ImportID) (Import, error) {
	return db.One[Import](tx, getImportSQL, db.Args{"id": id})
}

// knownKeys reads who has the keys of a page: one statement per kind.
func knownKeys(tx *db.Tx, items []*Item, into *keyBook) error {
	norms := map[string][]string{}
	for _, it := range items {
		if it.Draft == nil {
			continue
		}
		for _, k := range it.Draft.Keys {
			if name := keyName(k); !into.asked[name] {
				into.asked[name] = true
				norms[k.Kind] = append(norms[k.Kind], k.Norm)
			}
		}
	}
	for kind, list := range norms {
		err := db.Each(tx, knownKeysSQL, func(k customer.Key) error {
			if !into.mute(k) {
				into.put(keyName(k), holder{ID: k.CustomerID, Strong: k.Strong})
			}
			return nil
		}, db.Args{"kind": kind, "norms": list})
		if err != nil {
			return err
		}
	}
	return nil
}

const (
	askedSQL = `SELECT id, person_id, at, numbers, paid FROM import_asked
		WHERE tenant_id = @tenant AND person_id = @me AND at > @from AND id > @last ORDER BY id`
	// Of two people one asks and the other agrees: a grant of one's own is none.
	grantedSQL     = `SELECT id FROM export_grant WHERE tenant_id = @tenant AND person_id = @me AND until > @now AND created_by <> @me LIMIT 1`
	forgetAskedSQL = `DELETE FROM import_asked WHERE tenant_id = @tenant AND at <= @before`
	// broughtSQL: what the person's own files made.
	broughtSQL    = `SELECT id FROM customer WHERE tenant_id = @tenant AND id IN (@ids) AND created_by = @me AND import_id IS NOT NULL`
	saveReportSQL = `UPDATE import SET report = @report WHERE tenant_id = @tenant AND id = @id`
)

// Undo. worked: any act on the customer after it was made; acts of the import
// itself (an update by a later row) do not count.
const (
	undoSQL = `UPDATE import SET state = 'undoing', done_at = COALESCE(done_at, @now), version = version + 1
		WHERE tenant_id = @tenant AND id = @id AND state = @from`
	createdSQL = `SELECT c.id, c.kind, c.name, c.layer, c.owner_id, c.department_id, c.pool_id, c.self_found, c.archived, c.assigned_at, c.created_at,
		CASE WHEN c.archived OR c.merged_into IS NOT NULL
			OR EXISTS (SELECT 1 FROM fact f WHERE f.tenant_id = @tenant AND f.customer_id = c.id AND f.kind <> 'customer.Created'
				AND (f.at > COALESCE(CAST(@end AS BIGINT), 0) OR NOT EXISTS (SELECT 1 FROM import_row r WHERE r.tenant_id = @tenant
					AND r.import_id = @id AND r.customer_id = c.id AND r.outcome = 'updated')))
			OR EXISTS (SELECT 1 FROM touch t WHERE t.tenant_id = @tenant AND t.customer_id = c.id AND (t.import_id IS NULL OR t.import_id <> @id))
			OR EXISTS (SELECT 1 FROM customer m WHERE m.tenant_id = @tenant AND m.merged_into = c.id)
			OR EXISTS (SELECT 1 FROM deal d WHERE d.tenant_id = @tenant AND d.customer_id = c.id)
		THEN TRUE ELSE FALSE END AS worked
		FROM customer c WHERE c.tenant_id = @tenant AND c.import_id = @id ORDER BY c.id LIMIT @limit`
	// arrivedSQL: when and into which department a customer came, by its first fact.
	arrivedSQL = `SELECT customer_id, at, payload FROM fact WHERE tenant_id = @tenant AND kind = 'customer.Created' AND customer_id IN (@ids)`
	updatesSQL = `SELECT import_id, row_no, outcome, customer_id, cells, errors, before FROM import_row
		WHERE tenant_id = @tenant AND import_id = @id AND outcome = 'updated' AND before <> '' ORDER BY row_no DESC LIMIT @limit`
	restoredSQL   = `UPDATE import_row SET before = '' WHERE tenant_id = @tenant AND import_id = @import_id AND row_no = @row_no`
	channelAtSQL  = `SELECT customer_id, id, contact_id, kind, value, norm, ext, label FROM channel WHERE tenant_id = @tenant AND customer_id = @customer`
	contactsAtSQL = `SELECT customer_id, id, name, title, is_primary, preferred, remark, version, created_at FROM contact WHERE tenant_id = @tenant AND customer_id = @customer`
)

type fieldID = crm.ID[crm.Field]

// dropFields removes the custom fields an import made, unless somebody uses them.
func dropFields(tx *db.Tx, made []string) error {
	var ids []fieldID
	for _, s := range made {
		if id, err := crm.ParseID[crm.Field](s); err == nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return field.DropUnused(tx, ids)
}

const (
	personNameSQL = `SELECT name FROM person WHERE tenant_id = @tenant AND id = @id`
	namesSQL      = `SELECT id, name, email, department_id FROM person WHERE tenant_id = @tenant AND id IN (@ids)`
)
