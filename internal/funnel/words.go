package funnel

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"laidan/internal/crm"
)

// words are an item's params as its sentence prints them.
func (it Item) words(lang string, zone *time.Location) crm.Params {
	out := crm.Params{}
	for k, v := range it.Params {
		switch v := v.(type) {
		case crm.Money:
			out[k] = moneyText(v)
		case crm.Millis:
			if !v.IsZero() {
				out[k] = instantText(v.Time().In(zone), lang)
			}
		case crm.Day:
			if v != 0 {
				out[k] = dayText(v.Time(time.UTC), lang)
			}
		default:
			out[k] = v
		}
	}
	return out
}

// symbols are the currency signs every reader knows; the others are named.
var symbols = map[string]string{"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}

// moneyText prints ¥86,000 or ¥86,000.50 or 86,000 THB.
func moneyText(m crm.Money) string {
	whole := strconv.FormatInt(m.Amount/100, 10)
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if cents := m.Amount % 100; cents != 0 {
		fmt.Fprintf(&b, ".%02d", cents)
	}
	if s, ok := symbols[m.Currency]; ok {
		return s + b.String()
	}
	return b.String() + " " + m.Currency
}

func dayText(t time.Time, lang string) string {
	if lang == "en" {
		return t.Format("2 Jan")
	}
	return t.Format("1月2日")
}

func instantText(t time.Time, lang string) string { return dayText(t, lang) + t.Format(" 15:04") }
