package customer

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
	"laidan/internal/list"
)

// Routes are the module's routes and who may use them.
func Routes(r *httpapi.Router) {
	httpapi.States(r, Record{}, Duplicates{}, MergedInto{}, SavedView{})
	httpapi.Get(r, "/customers", authz.CustomerRead, getCustomers)
	httpapi.Post(r, "/customers", authz.CustomerCreate, postCustomer)
	httpapi.Post(r, "/customers/duplicates", authz.CustomerRead, postDuplicates)
	httpapi.Post(r, "/customers/bulk", authz.CustomerBulk, postBulk)
	httpapi.Post(r, "/bulk-acts", authz.CustomerBulk, postBulkAct)
	httpapi.Get(r, "/bulk-acts/{id}", authz.CustomerBulk, getBulkAct)
	httpapi.Post(r, "/customers/shared-numbers", authz.CustomerMerge, postSharedNumber)
	httpapi.Post(r, "/customers/shared-numbers/unmark", authz.CustomerMerge, postUnshareNumber)
	httpapi.Get(r, "/customers/{id}", authz.CustomerRead, getCustomer)
	httpapi.Patch(r, "/customers/{id}", authz.CustomerEdit, patchCustomer)
	httpapi.Post(r, "/customers/{id}/merge", authz.CustomerMerge, postMerge)
	httpapi.Post(r, "/customers/{id}/archive", authz.CustomerMerge, postArchive)
	httpapi.Post(r, "/customers/{id}/restore", authz.CustomerMerge, postRestore)
	httpapi.Post(r, "/customers/{id}/reveal", authz.CustomerUnmask, postReveal)

	httpapi.Post(r, "/customers/{id}/contacts", authz.CustomerEdit, postContact)
	httpapi.Patch(r, "/customers/{id}/contacts/{contactId}", authz.CustomerEdit, patchContact)
	httpapi.Delete(r, "/customers/{id}/contacts/{contactId}", authz.CustomerEdit, deleteContact)
	httpapi.Put(r, "/customers/{id}/collaborators/{personId}", authz.CollaboratorWrite, putCollaborator)
	httpapi.Delete(r, "/customers/{id}/collaborators/{personId}", authz.CustomerRead, deleteCollaborator)

	httpapi.Get(r, "/views", authz.CustomerRead, getViews)
	httpapi.Get(r, "/views/counts", authz.CustomerRead, getViewCounts)
	httpapi.Post(r, "/views", authz.ViewWrite, postView)
	httpapi.Patch(r, "/views/{id}", authz.ViewWrite, patchView)
	httpapi.Delete(r, "/views/{id}", authz.ViewWrite, deleteView)
	httpapi.Get(r, "/fields", authz.FieldRead, getFields)
	httpapi.Get(r, "/filters", authz.FieldRead, getFilter)
}

type getCustomersIn struct {
	list.Params
	In   string `query:"in" enum:"cold,archived," doc:"Empty: customers with an owner. Pools have routes of their own"`
	View string `query:"view" maxLength:"40" doc:"Id of a saved view: its filter and sort, narrowed by filter"`
	Wanted
}

// Wanted is the part of a list's query that says what of each record is sent.
type Wanted struct {
	Fields []MemberName `query:"fields" maxItems:"200" doc:"Members of the record to send, with commas between; the id is always sent. Empty: all. Fewer members are read and sent faster"`
}

func getCustomers(tx *db.Tx, in *getCustomersIn) (crm.Page[Record], error) {
	q := Query{In: in.In, Params: in.Params, Members: in.Fields}
	if in.View != "" {
		v, err := viewOf(tx, in.View)
		if err != nil {
			return crm.Page[Record]{Items: []Record{}}, err
		}
		q.Filter, q.Sort = both(v.Filter, q.Filter), first(q.Sort, v.Sort)
	}
	return List(tx, q)
}

// both is the condition that meets two conditions.
func both(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return "(" + a + ") and (" + b + ")"
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

type postCustomerIn struct{ Body New }

func postCustomer(tx *db.Tx, in *postCustomerIn) (Record, error) {
	c, err := Create(tx, in.Body)
	if err != nil {
		return Record{}, err
	}
	return View(tx, c), nil
}

type postDuplicatesIn struct{ Body Question }

func postDuplicates(tx *db.Tx, in *postDuplicatesIn) (Answer, error) {
	return CheckDuplicates(tx, in.Body)
}

type postBulkIn struct{ Body Bulk }

func postBulk(tx *db.Tx, in *postBulkIn) (BulkDone, error) { return RunBulk(tx, in.Body) }

func postBulkAct(tx *db.Tx, in *postBulkIn) (BulkAct, error) { return StartBulk(tx, in.Body) }

type getBulkActIn struct {
	ID crm.ID[BulkAct] `path:"id"`
}

type bulkActOut struct {
	BulkAct
	List []BulkRefused `json:"list" doc:"Those left as they were, the first of them"`
}

func getBulkAct(tx *db.Tx, in *getBulkActIn) (bulkActOut, error) {
	a, refused, err := GetBulk(tx, in.ID)
	return bulkActOut{a, refused}, err
}

// NumberIn names a number: in full, or as a channel of a customer one sees.
type NumberIn struct {
	Phone      string              `json:"phone,omitempty" maxLength:"50" doc:"In full; or name a channel"`
	CustomerID crm.CustomerID      `json:"customerId,omitempty"`
	ChannelID  crm.ID[crm.Channel] `json:"channelId,omitempty" doc:"A number of that customer, which need not be shown for this"`
}

func (n NumberIn) full(tx *db.Tx) (string, error) {
	if n.CustomerID.IsZero() {
		return n.Phone, nil
	}
	c, err := Get(tx, n.CustomerID)
	if err != nil {
		return "", err
	}
	return NumberToShare(tx, c, n.ChannelID)
}

type postSharedNumberIn struct {
	Body struct {
		NumberIn
		Reason string `json:"reason" minLength:"1" maxLength:"300"`
	}
}

func postSharedNumber(tx *db.Tx, in *postSharedNumberIn) (httpapi.None, error) {
	number, err := in.Body.full(tx)
	if err != nil {
		return httpapi.None{}, err
	}
	return httpapi.None{}, ShareNumber(tx, number, in.Body.Reason)
}

type getCustomerIn struct {
	ID       crm.CustomerID `path:"id"`
	Standing bool           `query:"standing" doc:"Also the steps so far and what the next layer asks for"`
}

func getCustomer(tx *db.Tx, in *getCustomerIn) (Full, error) { return Read(tx, in.ID, in.Standing) }

type patchCustomerIn struct {
	ID   crm.CustomerID `path:"id"`
	Body struct {
		Version int64 `json:"version" minimum:"1"`
		Changes
	}
}

func patchCustomer(tx *db.Tx, in *patchCustomerIn) (Record, error) {
	c, err := forAct(tx, in.ID, ActEdit, in.Body.Version)
	if err != nil {
		return Record{}, err
	}
	return viewed(tx)(Update(tx, c, in.Body.Changes))
}

// forAct reads a customer to act on: locked, allowed, and in the state the
// caller saw.
func forAct(tx *db.Tx, id crm.CustomerID, action Act, version int64) (Customer, error) {
	c, err := ForUpdate(tx, id)
	if err == nil {
		err = Allow(tx, c, action)
	}
	if err == nil {
		err = CheckVersion(tx, c, version)
	}
	return c, err
}

// viewed is the answer of an act that ends in a customer.
func viewed(tx *db.Tx) func(c Customer, err error) (Record, error) {
	return func(c Customer, err error) (Record, error) {
		if err != nil {
			return Record{}, err
		}
		return View(tx, c), nil
	}
}

type postMergeIn struct {
	ID   crm.CustomerID `path:"id"`
	Body struct {
		From    crm.CustomerID `json:"from"`
		Version int64          `json:"version,omitempty"`
	}
}

func postMerge(tx *db.Tx, in *postMergeIn) (Record, error) {
	return viewed(tx)(Merge(tx, in.ID, in.Body.From, in.Body.Version))
}

type versionIn struct {
	ID   crm.CustomerID `path:"id"`
	Body struct {
		Version int64 `json:"version" minimum:"1"`
	}
}

func postArchive(tx *db.Tx, in *versionIn) (Record, error) {
	c, err := forAct(tx, in.ID, ActArchive, in.Body.Version)
	if err != nil {
		return Record{}, err
	}
	return viewed(tx)(Archive(tx, c))
}

func postRestore(tx *db.Tx, in *versionIn) (Record, error) {
	c, err := forAct(tx, in.ID, ActRestore, in.Body.Version)
	if err != nil {
		return Record{}, err
	}
	return viewed(tx)(Restore(tx, c))
}

type postRevealIn struct {
	ID   crm.CustomerID `path:"id"`
	Body struct {
		ChannelID crm.ID[crm.Channel] `json:"channelId,omitempty" doc:"Empty: the first number of the primary contact"`
		Field     string              `json:"field,omitempty" maxLength:"60" doc:"Instead: a text with numbers in it, one of hidden"`
	}
}

func postReveal(tx *db.Tx, in *postRevealIn) (Shown, error) {
	c, err := Get(tx, in.ID)
	if err != nil {
		return Shown{}, err
	}
	if in.Body.Field != "" {
		return RevealWords(tx, c, in.Body.Field)
	}
	return Reveal(tx, c, in.Body.ChannelID)
}

type postUnshareNumberIn struct {
	Body NumberIn
}

func postUnshareNumber(tx *db.Tx, in *postUnshareNumberIn) (httpapi.None, error) {
	number, err := in.Body.full(tx)
	if err != nil {
		return httpapi.None{}, err
	}
	return httpapi.None{}, UnshareNumber(tx, number)
}
