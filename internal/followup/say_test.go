package followup

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/i18n"
	"laidan/internal/words"
)

// TestQueueTexts holds every sentence of the golden queue in both languages.
func TestQueueTexts(t *testing.T) {
	open, _, _, names := judgeGolden()
	var b strings.Builder
	for _, l := range open {
		fmt.Fprintf(&b, "%s\n  %s\n  %s\n", names[l.ID], sayer("zh-CN", morningOf14).Say(l.Reason.Phrase), sayer("en", morningOf14).Say(l.Reason.Phrase))
	}
	checkGolden(t, "texts.golden", b.String())
}

// TestChipTexts holds the labels beside the next step.
func TestChipTexts(t *testing.T) {
	var b strings.Builder
	for _, temperature := range words.Temperatures {
		for _, result := range []string{words.Connected, words.NoAnswer, words.Callback, words.Refused, words.DoNotContact, words.WrongNumber} {
			p := Propose(Outlook{Temperature: temperature, Result: result, Now: morningOf14, Zone: shanghai, Workday: workdays()})
			for _, lang := range i18n.Languages {
				say := sayer(lang, morningOf14)
				chips := []string{}
				for _, i := range p.Items {
					chips = append(chips, say.Say(i.Label))
				}
				fmt.Fprintf(&b, "%s %s: %s (%s)\n", temperature, result, strings.Join(chips, " / "), say.Say(p.Why))
			}
		}
	}
	checkGolden(t, "chips.golden", b.String())
}

func TestSpansAndMoments(t *testing.T) {
	zh, en := sayer("zh-CN", morningOf14), sayer("en", morningOf14)
	for _, c := range []struct {
		value  any
		zh, en string
	}{
		{Minutes(0), "0 分钟", "0 min"}, {Minutes(59), "59 分钟", "59 min"}, {Minutes(60), "1 小时", "1 h"}, {Minutes(200), "3 小时 20 分", "3 h 20 min"},
		{Minutes(1440), "1 天", "1 day"}, {Minutes(5000), "3 天", "3 days"},
		{Moment{at("10-14 08:55")}, "今天 08:55", "today 08:55"}, {Hour{at("10-14 08:55")}, "08:55", "08:55"},
		{Moment{at("10-13 14:02")}, "昨天 14:02", "yesterday 14:02"}, {Moment{at("10-15 00:00")}, "明天 00:00", "tomorrow 00:00"},
		{Hour{at("10-09 14:02")}, "10月9日 14:02", "9 Oct 14:02"}, {Date{20251231}, "2025年12月31日", "31 Dec 2025"},
	} {
		p := Phrase{"{{v}}", crm.Params{"v": c.value}}
		plain := func(r Reader) string {
			text := r.Text
			r.Text = func(key string, params map[string]any) string {
				if key == "{{v}}" {
					return fmt.Sprint(params["v"])
				}
				return text(key, params)
			}
			return r.Say(p)
		}
		if a, b := plain(zh), plain(en); a != c.zh || b != c.en {
			t.Errorf("%v: %q %q", c.value, a, b)
		}
	}
}

// TestTighten: the words of people keep their spaces, sentences keep ours.
func TestTighten(t *testing.T) {
	for in, want := range map[string]string{
		"答应 " + edge + "昨天 15:00" + edge + " " + edge + "回电" + edge: "答应昨天 15:00 回电",
		"答应 " + edge + "10:00" + edge + " " + edge + "说 报价" + edge:  "答应 10:00 说 报价",
		"分给 " + edge + "许婷希" + edge + "，":                           "分给许婷希，",
		"分给 " + edge + "Ann" + edge + " 了":                          "分给 Ann 了",
		"plain text":                                                "plain text",
	} {
		if got := tighten(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestCatalogue: every key this module speaks with has a sentence in both languages.
func TestCatalogue(t *testing.T) {
	keys := []string{"call.somebody", reasonDoNotContact, reasonOwnerLeft, reasonTemperature, reasonLayer}
	for _, c := range words.Channels {
		keys = append(keys, "channel."+c, "plan.do."+c)
	}
	for _, r := range words.Results {
		keys = append(keys, "result."+r)
	}
	keys = append(keys, layerKeys[:]...)
	for _, code := range []string{"call.do_not_contact", "call.quiet_hours", "call.limit", "call.limit_daily", "call.no_phone", "call.masked",
		"touch.twice_today", "touch.result_channel", "touch.future", "touch.contact", "touch.file", "touch.not_author", "touch.too_late",
		"touch.nothing_changed", "comment.cannot_see", "plan.too_far", "plan.closed", "plan.do_not_contact", "field.choice", "field.required",
		"field.instant", "field.day", "org.person_unknown"} {
		keys = append(keys, "error."+code)
	}
	hanSpace := regexp.MustCompile(`\p{Han} \p{Han}`)
	for _, lang := range i18n.Languages {
		for _, key := range keys {
			if !i18n.Has(lang, key) {
				t.Errorf("%s has no %s", lang, key)
			}
		}
	}
	for key, text := range i18n.Keys("zh-CN") {
		if strings.HasPrefix(key, "queue.") && hanSpace.MatchString(text) {
			t.Errorf("%s: a space between Chinese words: %s", key, text)
		}
	}
}
