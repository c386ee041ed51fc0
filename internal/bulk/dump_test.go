package bulk

import (
	"fmt"
	"sort"
	"strings"

	"laidan/internal/db"
)

// columnsOf are the columns of the dumped tables, by what the schema says.
var columnsOf = map[string]string{
	"customer": `id, kind, name, name_key, search, grade, temperature, product_id, goal, need, source, source_detail, industry, province, city, address, website, tax_code,
		preference, remark, tags, custom, contact_name, contact_title, phone, layer, owner_id, department_id, pool_id, abandon_reason, last_touch_at, last_channel, last_result, touches, next_at, import_id`,
	"contact": "customer_id, id, name, title, preferred, remark", "channel": "customer_id, kind, norm, value, ext, label", "customer_key": "kind, norm, customer_id",
	"customer_tag": "tag, customer_id", "custom_value": "customer_id, field_id, text_value", "customer_words": "customer_id, field, text", "touch": "customer_id, id, result",
	"plan": "customer_id, id, at", "receipt": "customer_id, id, kind", "field_def": "id, key, label", "hold": "person_id, quota, used", "collaborator": "customer_id, person_id",
	"funnel_day": "scope_id, day, layer, stock, self_found, entered, received, forward, abandoned",
	"layer_exit": "customer_id, layer", "move": "customer_id, id",
}

// dump is a table's content as text, in one order.
func dump(tx *db.Tx, table string) (string, error) {
	var parts []string
	for _, c := range strings.Split(columnsOf[table], ",") {
		parts = append(parts, "COALESCE(CAST("+strings.TrimSpace(c)+" AS TEXT), '-')")
	}
	text := "SELECT " + strings.Join(parts, " || '|' || ") + " FROM " + table + " WHERE tenant_id = @tenant"
	if table == "funnel_day" { // a row of zeros says what no row says
		text += " AND (stock <> 0 OR self_found <> 0 OR entered <> 0 OR received <> 0 OR forward <> 0 OR abandoned <> 0)"
	}
	rows, err := db.All[string](tx, text)
	sort.Strings(rows)
	return fmt.Sprintln(len(rows)) + strings.Join(rows, "\n"), err
}
