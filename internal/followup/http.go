package followup

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/httpapi"
	"laidan/internal/phone"
	"laidan/internal/words"
)

// Routes are the module's routes with the permission each needs.
func Routes(r *httpapi.Router) {
	httpapi.Post(r, "/customers/{id}/touches", authz.TouchWrite, postTouch)
	httpapi.Patch(r, "/customers/{id}/touches/{touchId}", authz.TouchWrite, patchTouch)
	httpapi.Post(r, "/customers/{id}/touches/{touchId}/comments", authz.CommentWrite, postComment)
	httpapi.Post(r, "/customers/{id}/plans", authz.PlanWrite, postPlan)
	httpapi.Post(r, "/customers/{id}/plans/{planId}/done", authz.PlanWrite, postPlanDone)
	httpapi.Post(r, "/customers/{id}/plans/{planId}/cancel", authz.PlanWrite, postPlanCancel)
	httpapi.Post(r, "/customers/{id}/call", authz.TouchWrite, postCall)
	httpapi.Get(r, "/plans", authz.QueueRead, getPlans)
	httpapi.Get(r, "/queue", authz.QueueRead, getQueue)
	httpapi.Get(r, "/rhythm", authz.CustomerRead, getRhythm)
	httpapi.Get(r, "/summary", authz.QueueRead, getSummary)
}

type touchIn struct {
	ID   crm.CustomerID `path:"id"`
	Body TouchRequest
}

func postTouch(tx *db.Tx, in *touchIn) (LoggedView, error) {
	c, t, err := LogTouch(tx, in.ID, in.Body)
	if err != nil {
		return LoggedView{}, err
	}
	return logged(tx, c, t, len(in.Body.Files) > 0)
}

type correctIn struct {
	ID      crm.CustomerID `path:"id"`
	TouchID crm.TouchID    `path:"touchId"`
	Body    Correction
}

func patchTouch(tx *db.Tx, in *correctIn) (LoggedView, error) {
	c, t, err := CorrectTouch(tx, in.ID, in.TouchID, in.Body)
	if err != nil {
		return LoggedView{}, err
	}
	return logged(tx, c, t, true)
}

// logged shows a touch to its author, who may still correct it.
func logged(tx *db.Tx, c customer.Customer, t Touch, files bool) (LoggedView, error) {
	v := TouchView{ID: t.ID, Channel: words.Channel(t.Channel), Direction: words.Direction(t.Direction), Result: words.Result(t.Result), Seconds: t.Seconds,
		Content: customer.MaskText(tx, t.Content, c.Numbers), Feedback: customer.MaskText(tx, t.Feedback, c.Numbers), At: t.At,
		ContactID: t.Contact, Corrected: t.Corrected, CanCorrect: MayCorrect(t.By, tx.Me(), t.CreatedAt, tx.Now) == nil,
		Comments: []CommentView{}, Files: []FileView{}}
	if !t.By.IsZero() {
		v.By = &PersonRef{t.By, tx.Actor.Name}
	}
	if files {
		var err error
		if v.Files, err = db.All[FileView](tx, filesOfSQL, db.Args{"customer": t.Customer, "touch": t.ID}); err != nil {
			return LoggedView{}, err
		}
		for i := range v.Files {
			v.Files[i].Name = customer.MaskText(tx, v.Files[i].Name, c.Numbers)
		}
	}
	return LoggedView{v, customer.View(tx, c)}, nil
}

type commentIn struct {
	ID      crm.CustomerID `path:"id"`
	TouchID crm.TouchID    `path:"touchId"`
	Body    CommentRequest
}

func postComment(tx *db.Tx, in *commentIn) (CommentView, error) {
	c, err := AddComment(tx, in.ID, in.TouchID, in.Body)
	if err != nil {
		return CommentView{}, err
	}
	return CommentView{c.ID, PersonRef{tx.Me(), tx.Actor.Name}, c.At, c.Content, c.Mentions}, nil
}

type planIn struct {
	ID   crm.CustomerID `path:"id"`
	Body struct {
		NextStep
		Reason string `json:"reason,omitempty" maxLength:"500" doc:"Why an earlier plan is replaced"`
	}
}

func postPlan(tx *db.Tx, in *planIn) (PlannedView, error) {
	c, p, err := SetPlan(tx, in.ID, in.Body.NextStep, in.Body.Reason)
	if err != nil {
		return PlannedView{}, err
	}
	return PlannedView{planView(tx, p, c.Numbers), customer.View(tx, c)}, nil
}

func planView(tx *db.Tx, p Plan, own phone.Numbers) PlanView {
	return PlanView{p.ID, p.At, words.Channel(p.Channel), customer.MaskText(tx, p.Content, own), customer.MaskText(tx, p.Goal, own), p.Promised, p.State}
}

type closePlanIn struct {
	ID     crm.CustomerID `path:"id"`
	PlanID crm.PlanID     `path:"planId"`
	Body   *closeReason
}

type closeReason struct {
	Reason string `json:"reason,omitempty" maxLength:"500"`
}

func postPlanDone(tx *db.Tx, in *closePlanIn) (customer.Record, error) {
	return closePlan(tx, in, planDone)
}

func postPlanCancel(tx *db.Tx, in *closePlanIn) (customer.Record, error) {
	return closePlan(tx, in, planCancelled)
}

func closePlan(tx *db.Tx, in *closePlanIn, state string) (customer.Record, error) {
	reason := ""
	if in.Body != nil {
		reason = in.Body.Reason
	}
	c, err := ClosePlan(tx, in.ID, in.PlanID, state, reason)
	if err != nil {
		return customer.Record{}, err
	}
	return customer.View(tx, c), nil
}

type callIn struct {
	ID   crm.CustomerID `path:"id"`
	Body *callWhom
}

type callWhom struct {
	ChannelID crm.ID[crm.Channel] `json:"channelId,omitempty" doc:"Which number; the primary contact's when left out"`
}

func postCall(tx *db.Tx, in *callIn) (CallView, error) {
	var channel crm.ID[crm.Channel]
	if in.Body != nil {
		channel = in.Body.ChannelID
	}
	s, err := StartCall(tx, in.ID, channel)
	if err != nil {
		return CallView{}, err
	}
	return CallView{s.Tel, s.Number, true, s.Contact, s.At}, nil
}
