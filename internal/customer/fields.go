package customer

import (
	"laidan/internal/crm"
	"laidan/internal/expr"
	"laidan/internal/list"
	"laidan/internal/words"
)

// TextsOf are the texts that people write about a customer. T is a text in
// records and a pointer in edits. A new text is a line here and a line in Fields
// (CONTRIBUTING.md, "Add a stored field of customers").
type TextsOf[T string | *string] struct {
	Goal         T `db:"goal" json:"goal,omitempty"`
	Need         T `db:"need" json:"need,omitempty"`
	Source       T `db:"source" json:"source,omitempty"`
	SourceDetail T `db:"source_detail" json:"sourceDetail,omitempty"`
	Industry     T `db:"industry" json:"industry,omitempty"`
	Province     T `db:"province" json:"province,omitempty"`
	City         T `db:"city" json:"city,omitempty"`
	Address      T `db:"address" json:"address,omitempty"`
	Website      T `db:"website" json:"website,omitempty"`
	TaxCode      T `db:"tax_code" json:"taxCode,omitempty"`
	Preference   T `db:"preference" json:"preference,omitempty"`
	Remark       T `db:"remark" json:"remark,omitempty"`
	Competitor   T `db:"competitor" json:"competitor,omitempty"`
}

type (
	// Texts are those of a record, a row or a new customer.
	Texts = TextsOf[string]
	// TextChanges are those of an edit.
	TextChanges = TextsOf[*string]
)

// Limits are how long the texts may be, by their names in JSON. What embeds
// TextsOf has them in its contract.
func (TextsOf[T]) Limits() map[string]int { return textLimits() }

// Fields are all facts of a customer, in the order in which filters offer and
// exports write them: one line each, from which everything else is made. Every
// column of the table customer has one (TestEveryColumnHasALine).
var Fields = []Field{
	{Name: "id", Column: "id", Use: always, Export: "import.column.id", Member: text(func(r *Record) string { return r.ID })},
	{Name: "name", Column: "name", Type: expr.Text, Limit: 200, Use: edit | fill | plain | pii, Import: "name", Export: "import.target.name", Sort: &list.Column{SQL: "c.name_key", Text: true},
		Slot: at(func(r *Row) *string { return &r.Name }, func(c *Changes) **string { return &c.Name }), Member: text(func(r *Record) string { return r.Name })},
	{Column: "name_key", Use: always | pii},
	{Name: "kind", Column: "kind", Type: expr.Choice, Options: expr.Keys(Company, Person), Words: "customer.kind.", Use: edit, Export: "import.target.kind", Exported: "import.kind.",
		Slot: at(func(r *Row) *string { return &r.Kind }, func(c *Changes) **string { return &c.Kind }), Member: text(func(r *Record) words.CustomerKind { return r.Kind })},
	{Name: "contactName", Column: "contact_name", Type: expr.Text, Use: pii, Export: "import.target.contact",
		Member: text(func(r *Record) string { return r.ContactName })},
	{Name: "contactTitle", Column: "contact_title", Type: expr.Text, Export: "import.target.contact.title",
		Member: text(func(r *Record) string { return r.ContactTitle })},
	// A condition on a masked value would tell it digit by digit.
	{Name: "phone", Column: "phone", Type: expr.Text, Sensitive: true, Use: always | pii, Export: "import.target.phone",
		Member: text(func(r *Record) string { return r.Phone })},
	{Name: "phoneMasked", Member: truth(func(r *Record) bool { return r.PhoneMasked })},
	{Column: "numbers", Use: always | pii},
	{Name: "grade", Column: "grade", Type: expr.Choice, Options: expr.Keys(words.Grades...), Use: edit | fill | always, Import: "grade", Export: "import.target.grade",
		Slot: at(func(r *Row) *string { return &r.Grade }, func(c *Changes) **string { return &c.Grade }), Member: text(func(r *Record) words.Grade { return r.Grade })},
	{Name: "temperature", Column: "temperature", Type: expr.Choice, Options: expr.Keys(words.Temperatures...), Words: "temperature.", Use: edit | always, Import: "temperature", Export: "import.target.temperature",
		Slot: at(func(r *Row) *string { return &r.Temperature }, func(c *Changes) **string { return &c.Temperature }), Member: text(func(r *Record) words.Temperature { return r.Temperature })},

	// Standing.
	{Name: "layer", Column: "layer", Type: expr.Layer, Options: layerOptions(), Words: "layer.", Use: always | settle, Export: "import.target.layer",
		Member: text(func(r *Record) words.Layer { return r.Layer })},
	{Name: "layerSince", Column: "layer_since", Type: expr.Instant, Use: always | settle, Sort: &list.Column{SQL: "c.layer_since"}, Export: "import.column.layerSince",
		Member: instant(func(r *Record) crm.Millis { return r.LayerSince })},
	{Name: "daysInLayer", Use: paced, Member: number(func(r *Record) float64 { return r.DaysInLayer })},
	{Name: "idealDays", Use: paced, Member: number(func(r *Record) float64 { return r.IdealDays })},
	{Column: "fast", Use: always | settle},
	{Column: "imported_standing", Use: settle},
	{Name: "owner", Column: "owner_id", Type: expr.Ref, To: "person", Null: true, Use: settle, Reads: []string{"ow.name AS owner_name"}, Export: "import.target.owner",
		Member: named(func(r *Record) *Ref { return r.Owner })},
	{Name: "department", Column: "department_id", Type: expr.Ref, To: "department", Null: true, Use: settle, Reads: []string{"de.name AS department_name"},
		Member: named(func(r *Record) *Ref { return r.Department })},
	{Name: "pool", Column: "pool_id", Type: expr.Ref, To: "pool", Null: true, Use: settle, Reads: []string{"po.name AS pool_name"}, Export: "import.column.pool",
		Member: named(func(r *Record) *Ref { return r.Pool })},
	{Name: "selfFound", Column: "self_found", Type: expr.Bool, Use: settle, Member: truth(func(r *Record) bool { return r.SelfFound })},
	{Column: "released_by", Null: true},
	{Column: "released_at", Null: true},

	// What people write.
	{Name: "product", Column: "product_id", Type: expr.Ref, To: "product", Null: true, Use: edit | settle, Reads: []string{"pr.name AS product_name"}, Import: "product", Export: "import.target.product",
		Slot:  at(func(r *Row) *crm.ProductID { return &r.ProductID }, func(c *Changes) **crm.ProductID { return &c.ProductID }),
		Shown: func(c *Customer) any { return c.ProductName }, Member: named(func(r *Record) *Ref { return r.Product })},
	own("goal", "goal", 500, fact|lines, func(t *Texts) *string { return &t.Goal }),
	own("need", "need", 2000, fact|lines, func(t *Texts) *string { return &t.Need }).joined("；"),
	own("source", "source", 100, fact, func(t *Texts) *string { return &t.Source }),
	own("sourceDetail", "source_detail", 200, fact, func(t *Texts) *string { return &t.SourceDetail }),
	own("industry", "industry", 100, fact, func(t *Texts) *string { return &t.Industry }),
	own("province", "province", 50, fact, func(t *Texts) *string { return &t.Province }),
	own("city", "city", 50, fact, func(t *Texts) *string { return &t.City }),
	own("address", "address", 500, fact|pii, func(t *Texts) *string { return &t.Address }).joined(" "),
	own("website", "website", 300, fact, func(t *Texts) *string { return &t.Website }),
	own("taxCode", "tax_code", 30, fact|plain, func(t *Texts) *string { return &t.TaxCode }),
	{Name: "tags", Column: "tags", Type: expr.Tags, Rows: "EXISTS (SELECT 1 FROM customer_tag g WHERE g.tenant_id = @tenant AND g.customer_id = c.id AND %s)", RowColumn: "g.tag", Use: edit | settle,
		Import: "tags", Export: "import.target.tags", Slot: tagSlot{}, Shown: func(c *Customer) any { return c.TagList() }, Member: texts(func(r *Record) []string { return r.Tags })},
	{Name: "custom", Column: "custom", Use: edit | settle | pii, Member: custom(func(r *Record) map[string]any { return r.Custom })},
	own("preference", "preference", 1000, fact|lines|pii, func(t *Texts) *string { return &t.Preference }),
	own("remark", "remark", 5000, fact|lines|pii, func(t *Texts) *string { return &t.Remark }).joined("\n"),
	own("competitor", "competitor", 200, edit|fill, func(t *Texts) *string { return &t.Competitor }),
	{Name: "doNotContact", Column: "do_not_contact", Type: expr.Bool, Use: edit | settle, Import: "doNotContact",
		Slot: at(func(r *Row) *bool { return &r.DoNotContact }, func(c *Changes) **bool { return &c.DoNotContact }), Member: truth(func(r *Record) bool { return r.DoNotContact })},

	// The day's work.
	{Name: "deal", Column: "deal_amount", Type: expr.Money, Null: true, Use: settle, Reads: []string{"c.deal_currency"}, Export: "import.column.deal",
		Member: money(func(r *Record) *crm.Money { return r.Deal })},
	{Column: "deal_currency", Use: settle},
	{Name: "lastTouchAt", Column: "last_touch_at", Type: expr.Instant, Null: true, Use: always | settle, Sort: &list.Column{SQL: "c.last_touch_at", Nulls: list.Least}, Export: "import.column.lastTouch",
		Member: instant(func(r *Record) crm.Millis { return r.LastTouchAt })},
	{Name: "lastChannel", Column: "last_channel", Type: expr.Choice, Options: touchChannels, Words: "channel.", Use: settle,
		Member: text(func(r *Record) words.Channel { return r.LastChannel })},
	{Name: "lastResult", Column: "last_result", Type: expr.Choice, Options: touchResults, Words: "result.", Use: settle,
		Member: text(func(r *Record) words.Result { return r.LastResult })},
	{Name: "touches", Column: "touches", Type: expr.Integer, Use: settle, Export: "import.column.touches",
		Member: count(func(r *Record) int64 { return r.Touches })},
	{Name: "nextAt", Column: "next_at", Type: expr.Instant, Null: true, Use: always | settle, Sort: &list.Column{SQL: "c.next_at", Nulls: list.Last}, Export: "import.target.next.at",
		Member: instant(func(r *Record) crm.Millis { return r.NextAt })},
	{Name: "nextChannel", Column: "next_channel", Type: expr.Choice, Options: touchChannels, Words: "channel.", Use: settle,
		Member: text(func(r *Record) words.Channel { return r.NextChannel })},
	{Name: "nextGoal", Column: "next_goal", Use: settle | pii, Member: text(func(r *Record) string { return r.NextGoal })},
	{Name: "firstDueAt", Column: "first_due_at", Type: expr.Instant, Null: true, Use: always | settle,
		Member: instant(func(r *Record) crm.Millis { return r.FirstDueAt })},
	{Name: "assignedAt", Column: "assigned_at", Type: expr.Instant, Null: true, Use: always | settle,
		Member: instant(func(r *Record) crm.Millis { return r.AssignedAt })},
	{Name: "abandonReason", Column: "abandon_reason", Type: expr.Choice, Options: expr.Keys(words.AbandonReasons...), Words: "abandon.", Use: settle,
		Member: text(func(r *Record) string { return r.AbandonReason })},
	{Name: "coolUntil", Column: "cool_until", Type: expr.Instant, Null: true, Use: settle,
		Member: instant(func(r *Record) crm.Millis { return r.CoolUntil })},

	// The record.
	{Name: "createdAt", Column: "created_at", Type: expr.Instant, Use: always | settle, Sort: &list.Column{SQL: "c.created_at"}, Export: "import.target.createdAt",
		Member: instant(func(r *Record) crm.Millis { return r.CreatedAt })},
	{Name: "updatedAt", Column: "updated_at", Type: expr.Instant, Member: instant(func(r *Record) crm.Millis { return r.UpdatedAt })},
	{Name: "createdBy", Column: "created_by", Type: expr.Ref, To: "person", Null: true},
	{Name: "import", Column: "import_id", Type: expr.Ref, To: "import", Null: true},
	{Name: "archived", Column: "archived", Member: truth(func(r *Record) bool { return r.Archived })},
	{Column: "merged_into", Null: true},
	{Name: "version", Column: "version", Member: count(func(r *Record) int64 { return r.Version })},
	{Name: "actions", Use: judged, Member: texts(func(r *Record) []Act { return r.Actions })},
}
