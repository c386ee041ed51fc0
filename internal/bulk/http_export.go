package bulk

import (
	"net/http"
	"strings"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
)

func zoneOf(a crm.Actor) *time.Location {
	if a.Zone == nil {
		return time.UTC
	}
	return a.Zone
}

func exportRoutes(r *httpapi.Router) {
	httpapi.Raw(r, http.MethodGet, "/export", authz.CustomerExport, httpapi.RawDoc{Summary: "Customers of a list as a file: ?filter=&q=&sort=&in=&pool=&format=csv|xlsx; or chosen ones: ?ids=1,2",
		Produces: "application/octet-stream", Query: []string{"filter", "q", "sort", "in", "pool", "format", "ids"}}, getExport)
	// Exporters and administrators; GrantExport looks closer.
	httpapi.Post(r, "/people/{id}/export-grant", authz.PeopleRead, postGrant, httpapi.BrowserOnly)
}

type grantIn struct {
	ID   crm.PersonID `path:"id"`
	Body struct {
		Reason string `json:"reason" maxLength:"500" doc:"Why they may export more than 5,000 customers within a day"`
	}
}

func postGrant(tx *db.Tx, in *grantIn) (Grant, error) { return GrantExport(tx, in.ID, in.Body.Reason) }

func getExport(q *httpapi.Request) error {
	v := q.R.URL.Query()
	e := ExportRequest{Filter: v.Get("filter"), Q: v.Get("q"), Sort: v.Get("sort"), In: v.Get("in")}
	if e.Sort == "" {
		e.Sort = "createdAt"
	}
	if id := v.Get("pool"); id != "" {
		var err error
		if e.Pool, err = crm.ParseID[crm.Pool](id); err != nil {
			return crm.Missing()
		}
		e.In = "pool"
	}
	mime := "text/csv; charset=utf-8"
	if chosen := v.Get("ids"); chosen != "" {
		for text := range strings.SplitSeq(chosen, ",") {
			id, err := crm.ParseID[crm.Customer](text)
			if err != nil {
				return crm.Missing()
			}
			e.IDs = append(e.IDs, id)
		}
	}
	switch v.Get("format") {
	case "", "csv":
	case "xlsx":
		e.XLSX, mime = true, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	default:
		return crm.Bad("?format", "field.choice", "options", "csv, xlsx")
	}
	ext := ".csv"
	if e.XLSX {
		ext = ".xlsx"
	}
	q.Actor.Language = q.Language()
	name := "customers-" + q.DB().Now().In(zoneOf(q.Actor)).Format("20060102-1504") + ext
	out := &lateHeader{w: q.W, name: name, mime: mime}
	_, err := Export(q.R.Context(), q.DB(), q.Actor, e, out)
	return out.end(err)
}
