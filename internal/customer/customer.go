package customer

import (
	"encoding/json"

	"laidan/internal/crm"
	"laidan/internal/phone"
	"laidan/internal/words"
)

// Row is the table customer, column by column.
type Row struct {
	ID          crm.CustomerID `db:"id" json:"id"`
	Kind        string         `db:"kind" json:"kind"`
	Name        string         `db:"name" json:"name"`
	NameKey     string         `db:"name_key" json:"-"`
	Search      string         `db:"search" json:"-"` // read by searches only
	Grade       string         `db:"grade" json:"grade"`
	Temperature string         `db:"temperature" json:"temperature"`
	ProductID   crm.ProductID  `db:"product_id" json:"productId"`
	Texts
	Tags          string        `db:"tags" json:"-"`   // JSON array
	Custom        string        `db:"custom" json:"-"` // JSON object
	DoNotContact  bool          `db:"do_not_contact" json:"doNotContact"`
	ContactName   string        `db:"contact_name" json:"contactName"`
	ContactTitle  string        `db:"contact_title" json:"contactTitle"`
	Phone         string        `db:"phone" json:"-"`   // as written, of the primary contact
	Numbers       phone.Numbers `db:"numbers" json:"-"` // of all contacts: what is hidden in texts
	Layer         int           `db:"layer" json:"layer"`
	LayerSince    crm.Millis    `db:"layer_since" json:"layerSince"`
	ImportedStand bool          `db:"imported_standing" json:"importedStanding"`

	OwnerID      crm.PersonID     `db:"owner_id" json:"ownerId"`
	DepartmentID crm.DepartmentID `db:"department_id" json:"departmentId"`
	PoolID       crm.PoolID       `db:"pool_id" json:"poolId"`
	SelfFound    bool             `db:"self_found" json:"selfFound"`
	AssignedAt   crm.Millis       `db:"assigned_at" json:"assignedAt"`
	// ReleasedBy is the owner before the customer last left somebody.
	ReleasedBy crm.PersonID `db:"released_by" json:"releasedBy"`
	ReleasedAt crm.Millis   `db:"released_at" json:"releasedAt"`

	AbandonReason string     `db:"abandon_reason" json:"abandonReason"`
	CoolUntil     crm.Millis `db:"cool_until" json:"coolUntil"`

	FirstDueAt  crm.Millis `db:"first_due_at" json:"firstDueAt"`
	LastTouchAt crm.Millis `db:"last_touch_at" json:"lastTouchAt"`
	LastChannel string     `db:"last_channel" json:"lastChannel"`
	LastResult  string     `db:"last_result" json:"lastResult"`
	Touches     int64      `db:"touches" json:"touches"`
	NextAt      crm.Millis `db:"next_at" json:"nextAt"`
	NextChannel string     `db:"next_channel" json:"nextChannel"`
	NextGoal    string     `db:"next_goal" json:"nextGoal"`
	Fast        bool       `db:"fast" json:"fast"`

	DealAmount   *int64 `db:"deal_amount" json:"dealAmount"`
	DealCurrency string `db:"deal_currency" json:"dealCurrency"`

	Archived   bool           `db:"archived" json:"archived"`
	MergedInto crm.CustomerID `db:"merged_into" json:"mergedInto"`
	ImportID   crm.ImportID   `db:"import_id" json:"importId"`
	Version    int64          `db:"version" json:"version"`
	CreatedBy  crm.PersonID   `db:"created_by" json:"createdBy"`
	CreatedAt  crm.Millis     `db:"created_at" json:"createdAt"`
	UpdatedAt  crm.Millis     `db:"updated_at" json:"updatedAt"`
}

// Customer is the row with the names it refers to and with what decides about
// the reader's access, all read in one statement.
type Customer struct {
	Row
	Names
	sight
}

// Names belong to the ids in a row.
type Names struct {
	OwnerName      string `db:"owner_name" json:"-"`
	ProductName    string `db:"product_name" json:"-"`
	DepartmentName string `db:"department_name" json:"-"`
	PoolName       string `db:"pool_name" json:"-"`
}

// Holds reports whether the customer counts for its owner's quota.
func (r Row) Holds() bool {
	return !r.OwnerID.IsZero() && !r.SelfFound && !r.Archived && words.InHold(r.Layer)
}

// InPool reports whether the customer lies in a pool.
func (r Row) InPool() bool { return !r.PoolID.IsZero() }

// Cold reports whether the customer lies in the cold store.
func (r Row) Cold() bool { return r.OwnerID.IsZero() && r.PoolID.IsZero() }

// TagList are the tags.
func (r Row) TagList() []string {
	tags := []string{}
	if r.Tags != "" && r.Tags != "[]" {
		_ = json.Unmarshal([]byte(r.Tags), &tags) // written by this package
	}
	return tags
}

// CustomValues are the custom fields by key.
func (r Row) CustomValues() map[string]any {
	values := map[string]any{}
	_ = json.Unmarshal([]byte(r.Custom), &values) // written by field
	return values
}
