package customer

import (
	"slices"
	"strings"

	"laidan/internal/field"
	"laidan/internal/phone"
	"laidan/internal/textkey"
)

// covered hides the numbers of all contacts in a customer's texts and answers
// the full wording of what it hid. words is what was hidden before: a text is
// hidden anew from its full wording, so that a number that came later goes and
// one that is nobody's any more comes back.
func covered(c Customer, words []Words, own phone.Numbers) (Customer, []Words) {
	full := map[string]string{}
	for _, w := range words {
		full[w.Field] = w.Text
	}
	c.Row = Changes{}.apply(c.Row, full)
	if name := maskText(c.Name, own); name != c.Name {
		c.Name, c.NameKey = name, textkey.SortKey(name)
	}
	var hidden []Words
	c.Row, hidden = hideWords(c.Row, own)
	tags := c.TagList()
	for i, t := range tags {
		tags[i] = maskText(t, own)
	}
	slices.Sort(tags)
	c.Tags = tagsJSON(slices.Compact(tags))
	values := c.CustomValues()
	for k := range values {
		if text, ok := full[field.Prefix+k]; ok {
			values[k] = text
		}
	}
	values, more := hideCustom(values, own)
	for i := range more {
		more[i].CustomerID = c.ID
	}
	c.Custom = customJSON(values)
	c.Numbers = own
	return c, append(hidden, more...)
}

// sameTexts reports whether covering left a customer's texts as they were.
func sameTexts(a, b Customer) bool {
	return a.Tags == b.Tags && a.Custom == b.Custom && a.Name == b.Name && a.Texts == b.Texts
}

// sameWords compares full wordings, whatever their order.
func sameWords(a, b []Words) bool {
	byField := func(x, y Words) int { return strings.Compare(x.Field, y.Field) }
	return slices.Equal(slices.SortedFunc(slices.Values(a), byField), slices.SortedFunc(slices.Values(b), byField))
}
