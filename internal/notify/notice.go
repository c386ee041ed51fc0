package notify

import (
	"encoding/json"
	"time"

	"laidan/internal/crm"
	"laidan/internal/followup"
)

// The kinds of a notice.
const (
	Assigned     = "assigned"      // customers were given to me
	Taken        = "taken"         // a customer of mine went to somebody else
	MovedKind    = "moved"         // somebody else moved my customer
	CommentKind  = "comment"       // somebody commented on my touch
	Mention      = "mention"       // somebody mentioned me
	ImportDone   = "import_done"   // my import is done
	ImportFailed = "import_failed" // my import stopped
	PlanDue      = "plan_due"      // a plan is due within ten minutes
	First80      = "first_80"      // four fifths of a first response's time are gone
	First100     = "first_100"     // a first response is late
)

// Params fill a notice's sentence. They are stored; the names of customers are
// not, so that a notice shows the name as it is, masked for its reader.
type Params struct {
	By       string       `json:"by,omitempty"`
	Owner    string       `json:"owner,omitempty"` // set for a manager
	From     string       `json:"from,omitempty"`  // layer keys
	To       string       `json:"to,omitempty"`
	Text     string       `json:"text,omitempty"`
	At       crm.Millis   `json:"at,omitempty"`
	Channel  string       `json:"channel,omitempty"`
	File     string       `json:"file,omitempty"`
	Created  int64        `json:"created,omitempty"`
	Updated  int64        `json:"updated,omitempty"`
	Rejected int64        `json:"rejected,omitempty"`
	Facts    []crm.FactID `json:"facts,omitempty"` // of an assignment: one for each customer
}

func (p Params) text() (string, error) {
	b, err := json.Marshal(p)
	return string(b), err
}

// Sentence words a notice about a customer called name.
func Sentence(kind string, p Params, name string) followup.Phrase {
	params := crm.Params{"customer": name}
	code := "notice." + kind
	switch kind {
	case Assigned:
		switch n := len(p.Facts); {
		case n > 1 && p.By == "":
			code, params["count"] = "notice.assigned_many_auto", n
		case n > 1:
			code, params["count"] = "notice.assigned_many", n
		case p.By == "":
			code = "notice.assigned_auto"
		}
	case Taken, CommentKind, Mention:
	case MovedKind:
		params["from"], params["to"] = followup.Word("layer."+p.From), followup.Word("layer."+p.To)
	case ImportDone, ImportFailed:
		params = crm.Params{"file": p.File, "created": p.Created, "updated": p.Updated, "rejected": p.Rejected}
	case PlanDue:
		params["at"] = followup.Hour{Millis: p.At}
		params["what"] = any(followup.Word("plan.do." + p.Channel))
		if p.Text != "" {
			params["what"] = p.Text
		}
		return followup.Phrase{Code: code, Params: params}
	case First80, First100:
		params["at"] = followup.Hour{Millis: p.At}
		if p.Owner != "" {
			code, params["owner"] = code+"_manager", p.Owner
		}
		return followup.Phrase{Code: code, Params: params}
	}
	if p.By != "" {
		params["by"] = p.By
	}
	if p.Text != "" {
		params["text"] = p.Text
	}
	return followup.Phrase{Code: code, Params: params}
}

// Stage tells how far an open first response is: First80, First100 or "".
func Stage(assigned, due crm.Millis, now time.Time) string {
	switch left := due.Time().Sub(now); {
	case left <= 0:
		return First100
	case left <= due.Time().Sub(assigned.Time())/5:
		return First80
	}
	return ""
}
