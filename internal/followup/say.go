package followup

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"laidan/internal/crm"
)

// Reader is who reads a sentence: the language by its catalogue, and the clock
// against which today and yesterday are told.
type Reader struct {
	Text func(key string, params map[string]any) string
	Now  time.Time
	Zone *time.Location
}

// Say words a phrase for a reader.
func (r Reader) Say(p Phrase) string {
	params := make(map[string]any, len(p.Params))
	for name, value := range p.Params {
		params[name] = r.value(value)
	}
	return tighten(r.Text(p.Code, params))
}

// Lines says several phrases, one a line.
func (r Reader) Lines(phrases []Phrase) string {
	lines := make([]string, 0, len(phrases))
	for _, p := range phrases {
		lines = append(lines, r.Say(p))
	}
	return strings.Join(lines, "\n")
}

// edge marks where a value was put into a sentence; tighten removes it.
const edge = "\x00"

func (r Reader) value(v any) any {
	switch x := v.(type) {
	case Word:
		return edge + r.Text(string(x), nil) + edge
	case Minutes:
		return edge + r.span(int(x)) + edge
	case Count:
		return edge + r.Text(x.Unit, map[string]any{"count": x.N}) + edge
	case Moment:
		return edge + r.moment(x.Millis, true) + edge
	case Hour:
		return edge + r.moment(x.Millis, false) + edge
	case Date:
		return edge + r.date(x.Day) + edge
	case string:
		return edge + x + edge
	case float64:
		return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
	}
	return v
}

// span is a length of time in at most two units.
func (r Reader) span(minutes int) string {
	minutes = max(minutes, 0)
	switch hours := minutes / 60; {
	case minutes < 60:
		return r.Text("span.minutes", map[string]any{"minutes": minutes})
	case hours >= 24:
		return r.Text("span.days", map[string]any{"count": hours / 24})
	case minutes%60 == 0:
		return r.Text("span.hours", map[string]any{"hours": hours})
	default:
		return r.Text("span.hours_minutes", map[string]any{"hours": hours, "minutes": minutes % 60})
	}
}

func (r Reader) moment(at crm.Millis, today bool) string {
	c := clock{r.Now, r.Zone}
	hour := at.Time().In(r.Zone).Format("15:04")
	params := map[string]any{"time": hour}
	switch c.since(at) {
	case 0:
		if !today {
			return hour
		}
		return r.Text("moment.today", params)
	case 1:
		return r.Text("moment.yesterday", params)
	case -1:
		return r.Text("moment.tomorrow", params)
	}
	params["date"] = r.date(c.of(at))
	return r.Text("moment.date", params)
}

// date leaves the year out when it is the reader's own.
func (r Reader) date(day crm.Day) string {
	year, month := int(day)/10000, int(day)/100%100
	params := map[string]any{"month": r.Text("month."+strconv.Itoa(month), nil), "day": int(day) % 100}
	if year == r.Now.In(r.Zone).Year() {
		return r.Text("date.day", params)
	}
	params["year"] = year
	return r.Text("date.year", params)
}

// tighten keeps the rule "one space between Chinese and digits, none between
// Chinese words" where a value meets its sentence: 答应 10:00 回电, but 答应昨天
// 15:00 回电. The words of a value itself stay as their author wrote them.
func tighten(s string) string {
	if !strings.Contains(s, edge) {
		return s
	}
	runes := []rune(s)
	out := make([]rune, 0, len(runes))
	for i, c := range runes {
		if c == 0 {
			continue
		}
		if c == ' ' && atEdge(runes, i) && wide(before(runes, i)) && wide(after(runes, i)) {
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

func atEdge(s []rune, i int) bool {
	return i > 0 && s[i-1] == 0 || i+1 < len(s) && s[i+1] == 0
}

func before(s []rune, i int) rune {
	for i--; i >= 0; i-- {
		if s[i] != 0 {
			return s[i]
		}
	}
	return 0
}

func after(s []rune, i int) rune {
	for i++; i < len(s); i++ {
		if s[i] != 0 {
			return s[i]
		}
	}
	return 0
}

// wide reports Chinese characters and their punctuation.
func wide(c rune) bool {
	return unicode.Is(unicode.Han, c) || c >= 0x3000 && c <= 0x303f || c >= 0xff00 && c <= 0xffef
}
