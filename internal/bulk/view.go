package bulk

import (
	"maps"

	"laidan/internal/crm"
	"laidan/internal/field"
	"laidan/internal/i18n"
	"laidan/internal/phone"
	"laidan/internal/sheet"
)

// View is an import as it leaves the server.
type View struct {
	ID        crm.ImportID  `json:"id"`
	File      string        `json:"file"`
	State     string        `json:"state" enum:"mapped,running,done,failed,undoing,undone"`
	Message   string        `json:"message,omitempty" doc:"Why it stopped"`
	RowsRead  int           `json:"rowsRead"`
	Total     int           `json:"total"`
	Counts    counts        `json:"counts"`
	By        Ref           `json:"by"`
	CreatedAt crm.Millis    `json:"createdAt"`
	StartedAt crm.Millis    `json:"startedAt" nullable:"true"`
	DoneAt    crm.Millis    `json:"doneAt" nullable:"true"`
	UndoUntil crm.Millis    `json:"undoUntil" nullable:"true" doc:"null: it cannot be undone"`
	Undo      *UndoState    `json:"undo,omitempty"`
	Detected  *Detected     `json:"detected,omitempty"`
	Columns   []FoundColumn `json:"columns,omitempty"`
	Targets   []TargetView  `json:"targets,omitempty"`
	Options   *Options      `json:"options,omitempty"`
	Preview   *Preview      `json:"preview,omitempty"`
	Version   int64         `json:"version"`
}

// Ref names a person.
type Ref struct {
	ID   crm.PersonID `json:"id"`
	Name string       `json:"name"`
}

// TargetView is one thing a column can become, as the person reads it.
type TargetView struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Kind  string `json:"kind" enum:"field,custom,touch,none"`
	Many  bool   `json:"many"`
}

// brief is an import in the history list.
func (i Import) brief(name string) View {
	v := View{ID: i.ID, File: phone.Masker{}.Text(i.FileName), State: i.State, RowsRead: i.RowsRead, Total: i.Total, CreatedAt: i.CreatedAt, StartedAt: i.StartedAt,
		DoneAt: i.DoneAt, By: Ref{i.CreatedBy, name}, Version: i.Version, Counts: counts{i.Created, i.Updated, i.Duplicates, i.Rejected}}
	if i.State == StateDone {
		v.UndoUntil = crm.At(i.undoUntil())
	}
	return v
}

// full is an import with everything its page needs, in the reader's language.
// Cells that are wrong numbers are shown to who brought the file, to nobody else.
func (i Import) full(lang, name string, own bool, fields []field.Def) (View, error) {
	v := i.brief(name)
	s, err := i.stored()
	if err != nil {
		return v, err
	}
	if v.Options, err = i.options(); err != nil {
		return v, err
	}
	if i.Message != "" {
		v.Message = i18n.Say(lang, "error."+i.Message, map[string]any{})
	}
	v.Detected, v.Columns, v.Preview, v.Undo = &s.Analysis.Detected, s.Analysis.Columns, s.Preview, s.Undo
	for i := range v.Columns {
		v.Columns[i].mask()
	}
	v.Targets = targetsIn(lang, fields)
	if !own {
		v.mask()
	}
	s.Preview.say(lang)
	return v, nil
}

// mask hides numbers in every cell that is shown.
func (v *View) mask() {
	for i, c := range v.Columns {
		v.Columns[i].Header = phone.MaskText(c.Header)
	}
	for i, c := range v.Options.Columns { // new fields are called like their columns
		v.Options.Columns[i].Label = phone.MaskText(c.Label)
	}
	if v.Preview == nil {
		return
	}
	for _, groups := range [][]Group{v.Preview.Errors, v.Preview.Notes} {
		for _, g := range groups {
			for i, s := range g.Sample {
				g.Sample[i] = phone.MaskText(s)
			}
			maskParams(g.Params)
		}
	}
	for _, r := range v.Preview.Rows {
		for target, s := range r.Values {
			r.Values[target] = phone.MaskText(s)
		}
		for i, e := range r.Errors {
			r.Errors[i].Text = phone.MaskText(e.Text)
			maskParams(e.Params)
		}
		maskParams(r.Params)
	}
}

func maskParams(p crm.Params) {
	for k, v := range p {
		if s, ok := v.(string); ok {
			p[k] = phone.MaskText(s)
		}
	}
}

// mask hides numbers in what the page shows of a column.
func (f *FoundColumn) mask() {
	for i, s := range f.Sample {
		f.Sample[i] = phone.MaskText(s)
	}
	for i, s := range f.Values {
		f.Values[i] = phone.MaskText(s)
	}
}

func targetsIn(lang string, fields []field.Def) []TargetView {
	var list []TargetView
	for _, t := range sheet.Targets {
		list = append(list, TargetView{t.Key, i18n.Say(lang, "import.target."+t.Key, nil), kindOf(t.Key), t.Many})
	}
	for _, f := range fields {
		list = append(list, TargetView{sheet.ToCustom + ":" + f.Key, f.Label, "custom", true})
	}
	return list
}

func kindOf(target string) string {
	switch target {
	case sheet.ToIgnore:
		return "none"
	case sheet.ToCustom:
		return "custom"
	case sheet.ToResult, sheet.ToTouchAt, sheet.ToSeconds, sheet.ToNote, sheet.ToFeedback, sheet.ToChannel:
		return "touch"
	}
	return "field"
}

// say words the reasons of a dry run for its reader.
func (p *Preview) say(lang string) {
	if p == nil {
		return
	}
	for _, groups := range [][]Group{p.Errors, p.Notes} {
		for i, g := range groups {
			params := crm.Params{"text": ""}
			if len(g.Sample) > 0 {
				params["text"] = g.Sample[0]
			}
			maps.Copy(params, g.Params)
			groups[i].Detail = i18n.Say(lang, "error."+g.Code, params)
		}
	}
	for i, r := range p.Rows {
		if r.Code != "" {
			p.Rows[i].Detail = i18n.Say(lang, "error."+r.Code, r.Params)
		} else if len(r.Errors) > 0 {
			p.Rows[i].Detail = i18n.Say(lang, "error."+r.Errors[0].Code, r.Errors[0].params())
		}
	}
}
