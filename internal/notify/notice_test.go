package notify

import (
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/followup"
	"laidan/internal/i18n"
)

var shanghai = func() *time.Location {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return zone
}()

func at(s string) crm.Millis {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-"+s, shanghai)
	if err != nil {
		panic(err)
	}
	return crm.At(t)
}

// TestSentences holds what each kind says in both languages.
func TestSentences(t *testing.T) {
	two := []crm.FactID{crm.IDOf[crm.Fact](1), crm.IDOf[crm.Fact](2)}
	for _, c := range []struct {
		kind   string
		params Params
		zh, en string
	}{
		{Assigned, Params{By: "顾隽灿", Facts: two[:1]}, "顾隽灿把霖川冷链分给你", "顾隽灿 assigned 霖川冷链 to you"},
		{Assigned, Params{}, "霖川冷链分给你了", "霖川冷链 was assigned to you"},
		{Assigned, Params{By: "顾隽灿", Facts: two}, "顾隽灿分给你 2 位客户", "顾隽灿 assigned 2 customers to you"},
		{Assigned, Params{Facts: two}, "新分给你 2 位客户", "2 customers were assigned to you"},
		{Taken, Params{By: "顾隽灿"}, "顾隽灿把霖川冷链从你名下转走了", "顾隽灿 moved 霖川冷链 away from you"},
		{MovedKind, Params{By: "顾隽灿", From: "lead", To: "contacted"}, "顾隽灿把霖川冷链从有线索移到已接触", "顾隽灿 moved 霖川冷链 from Lead to Contacted"},
		{CommentKind, Params{By: "顾隽灿", Text: "做得好"}, "顾隽灿评论了你对霖川冷链的跟进：做得好", "顾隽灿 commented on your touch with 霖川冷链: 做得好"},
		{Mention, Params{By: "顾隽灿", Text: "看看"}, "顾隽灿在霖川冷链的跟进里提到你：看看", "顾隽灿 mentioned you at 霖川冷链: 看看"},
		{ImportDone, Params{File: "名单.xlsx", Created: 120, Updated: 3, Rejected: 4}, "导入名单.xlsx 完成：新建 120 位，更新 3 位，未导入 4 行",
			"Import of 名单.xlsx is done: 120 created, 3 updated, 4 rows not imported"},
		{ImportFailed, Params{File: "a.csv", Created: 7}, "导入 a.csv 中断，已导入的 7 位都在", "Import of a.csv stopped; the 7 imported so far are kept"},
		{PlanDue, Params{At: at("10-14 10:50"), Channel: "call", Text: "回电说报价"}, "10:50 回电说报价：霖川冷链", "10:50 回电说报价: 霖川冷链"},
		{PlanDue, Params{At: at("10-14 10:50"), Channel: "visit"}, "10:50 上门拜访：霖川冷链", "10:50 Visit: 霖川冷链"},
		{First80, Params{At: at("10-14 14:02")}, "霖川冷链首响 14:02 到期，还没联系", "霖川冷链: first response due 14:02, not contacted yet"},
		{First100, Params{At: at("10-13 14:02"), Owner: "许婷希"}, "许婷希的霖川冷链首响昨天 14:02 到期，已超时", "许婷希, 霖川冷链: first response was due yesterday 14:02, late"},
	} {
		for lang, want := range map[string]string{"zh-CN": c.zh, "en": c.en} {
			r := followup.Reader{Text: func(key string, params map[string]any) string { return i18n.Say(lang, key, params) },
				Now: at("10-14 10:42").Time(), Zone: shanghai}
			if got := r.Say(Sentence(c.kind, c.params, "霖川冷链")); got != want {
				t.Errorf("%s: %q, want %q", c.kind, got, want)
			}
		}
	}
}

func TestStage(t *testing.T) {
	assigned, due := at("10-13 14:00"), at("10-14 14:00")
	for now, want := range map[string]string{
		"10-13 15:00": "", "10-14 09:11": "", "10-14 09:12": First80, "10-14 13:59": First80, "10-14 14:00": First100, "10-15 14:00": First100,
	} {
		if got := Stage(assigned, due, at(now).Time()); got != want {
			t.Errorf("%s: %q, want %q", now, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	long := make([]rune, 200)
	for i := range long {
		long[i] = '字'
	}
	if got := []rune(clip(string(long))); len(got) != 81 || got[80] != '…' {
		t.Errorf("%d characters", len(got))
	}
	if clip("短") != "短" {
		t.Error("a short text stays")
	}
}
