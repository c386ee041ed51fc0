package customer

import (
	"laidan/internal/expr"
	"laidan/internal/list"
	"laidan/internal/words"
)

// The words of a touch, as customers carry the last one and filters ask for it.
var (
	touchChannels = expr.Keys(words.Channels...)
	touchResults  = expr.Keys(words.Results...)
)

func layerOptions() []expr.Option {
	of := make([]expr.Option, len(words.Layers))
	for n, key := range words.Layers {
		of[n] = expr.Option{Key: string(key), N: int64(n)}
	}
	return append(of[1:len(of):len(of)], of[0])
}

// Fields are what conditions over customers may name, besides custom fields.
var Fields = expr.Fields{
	{Name: "name", Type: expr.Text, SQL: "c.name"},
	{Name: "kind", Type: expr.Choice, SQL: "c.kind", Options: expr.Keys(Company, Person)},
	{Name: "grade", Type: expr.Choice, SQL: "c.grade", Options: expr.Keys(words.Grades...)},
	{Name: "temperature", Type: expr.Choice, SQL: "c.temperature", Options: expr.Keys(words.Temperatures...)},
	{Name: "layer", Type: expr.Layer, SQL: "c.layer", Options: layerOptions()},
	{Name: "layerSince", Type: expr.Instant, SQL: "c.layer_since"},
	{Name: "product", Type: expr.Ref, To: "product", SQL: "c.product_id", Nullable: true},
	{Name: "owner", Type: expr.Ref, To: "person", SQL: "c.owner_id", Nullable: true},
	{Name: "department", Type: expr.Ref, To: "department", SQL: "c.department_id", Nullable: true},
	{Name: "pool", Type: expr.Ref, To: "pool", SQL: "c.pool_id", Nullable: true},
	{Name: "selfFound", Type: expr.Bool, SQL: "c.self_found"},
	{Name: "lastTouchAt", Type: expr.Instant, SQL: "c.last_touch_at", Nullable: true},
	{Name: "lastChannel", Type: expr.Choice, SQL: "c.last_channel", Options: touchChannels},
	{Name: "lastResult", Type: expr.Choice, SQL: "c.last_result", Options: touchResults},
	{Name: "touches", Type: expr.Integer, SQL: "c.touches"},
	{Name: "nextAt", Type: expr.Instant, SQL: "c.next_at", Nullable: true},
	{Name: "nextChannel", Type: expr.Choice, SQL: "c.next_channel", Options: touchChannels},
	{Name: "firstDueAt", Type: expr.Instant, SQL: "c.first_due_at", Nullable: true},
	{Name: "assignedAt", Type: expr.Instant, SQL: "c.assigned_at", Nullable: true},
	{Name: "deal", Type: expr.Money, SQL: "c.deal_amount", Nullable: true},
	{Name: "industry", Type: expr.Text, SQL: "c.industry"},
	{Name: "province", Type: expr.Text, SQL: "c.province"},
	{Name: "city", Type: expr.Text, SQL: "c.city"},
	{Name: "source", Type: expr.Text, SQL: "c.source"},
	{Name: "sourceDetail", Type: expr.Text, SQL: "c.source_detail"},
	{Name: "tags", Type: expr.Tags, SQL: "g.tag",
		Exists: "EXISTS (SELECT 1 FROM customer_tag g WHERE g.tenant_id = @tenant AND g.customer_id = c.id AND %s)"},
	{Name: "goal", Type: expr.Text, SQL: "c.goal"},
	{Name: "need", Type: expr.Text, SQL: "c.need"},
	{Name: "competitor", Type: expr.Text, SQL: "c.competitor"},
	{Name: "preference", Type: expr.Text, SQL: "c.preference"},
	{Name: "remark", Type: expr.Text, SQL: "c.remark"},
	{Name: "address", Type: expr.Text, SQL: "c.address"},
	{Name: "website", Type: expr.Text, SQL: "c.website"},
	{Name: "taxCode", Type: expr.Text, SQL: "c.tax_code"},
	{Name: "contactName", Type: expr.Text, SQL: "c.contact_name"},
	{Name: "contactTitle", Type: expr.Text, SQL: "c.contact_title"},
	{Name: "doNotContact", Type: expr.Bool, SQL: "c.do_not_contact"},
	{Name: "abandonReason", Type: expr.Choice, SQL: "c.abandon_reason", Options: expr.Keys(words.AbandonReasons...)},
	{Name: "coolUntil", Type: expr.Instant, SQL: "c.cool_until", Nullable: true},
	{Name: "createdAt", Type: expr.Instant, SQL: "c.created_at"},
	{Name: "updatedAt", Type: expr.Instant, SQL: "c.updated_at"},
	{Name: "createdBy", Type: expr.Ref, To: "person", SQL: "c.created_by", Nullable: true},
	{Name: "import", Type: expr.Ref, To: "import", SQL: "c.import_id", Nullable: true},
	// A condition on a masked value would tell it digit by digit.
	{Name: "phone", Type: expr.Text, SQL: "c.phone", Sensitive: true},
}

// sorts are the orders of customer lists.
var sorts = []list.Sort{
	list.Queue("queue", "nextAt"),
	list.By("nextAt", list.Column{SQL: "c.next_at", Nulls: list.Last}),
	list.By("lastTouchAt", list.Column{SQL: "c.last_touch_at", Nulls: list.Least}),
	list.By("name", list.Column{SQL: "c.name_key", Text: true}),
	list.By("createdAt", list.Column{SQL: "c.created_at"}),
	list.By("layerSince", list.Column{SQL: "c.layer_since"}),
}
