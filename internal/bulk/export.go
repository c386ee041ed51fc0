package bulk

import (
	"strconv"
	"strings"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/field"
	"laidan/internal/i18n"
	"laidan/internal/sheet"
)

// exportColumn is one column of an export: what a reader may see of a record,
// as text. Numbers in a Record are masked already.
type exportColumn struct {
	label string
	of    func(r customer.Record) string
}

// exportColumns are the columns in the reader's language; the names are those
// the importer knows, so that an export can be brought back in.
func exportColumns(lang string, zone *time.Location, fields []field.Def) []exportColumn {
	label := func(target string) string { return i18n.Say(lang, "import.target."+target, nil) }
	day := func(m crm.Millis) string {
		if m.IsZero() {
			return ""
		}
		return m.Time().In(zone).Format("2006-01-02 15:04")
	}
	word := func(group, key string) string {
		if key == "" {
			return ""
		}
		return i18n.Say(lang, group+"."+key, nil)
	}
	ref := func(r *customer.Ref) string {
		if r == nil {
			return ""
		}
		return r.Name
	}
	cols := []exportColumn{
		{i18n.Say(lang, "import.column.id", nil), func(r customer.Record) string { return r.ID }},
		{label(sheet.ToName), func(r customer.Record) string { return r.Name }},
		{label(sheet.ToKind), func(r customer.Record) string { return word("import.kind", string(r.Kind)) }},
		{label(sheet.ToContact), func(r customer.Record) string { return r.ContactName }},
		{label(sheet.ToTitle), func(r customer.Record) string { return r.ContactTitle }},
		{label(sheet.ToPhone), func(r customer.Record) string { return r.Phone }},
		{label(sheet.ToGrade), func(r customer.Record) string { return string(r.Grade) }},
		{label(sheet.ToTemperature), func(r customer.Record) string { return word("temperature", string(r.Temperature)) }},
		{label(sheet.ToLayer), func(r customer.Record) string { return word("layer", string(r.Layer)) }},
		{i18n.Say(lang, "import.column.layerSince", nil), func(r customer.Record) string { return day(r.LayerSince) }},
		{label(sheet.ToOwner), func(r customer.Record) string { return ref(r.Owner) }},
		{i18n.Say(lang, "import.column.pool", nil), func(r customer.Record) string { return ref(r.Pool) }},
		{label(sheet.ToProduct), func(r customer.Record) string { return ref(r.Product) }},
		{label(sheet.ToGoal), func(r customer.Record) string { return r.Goal }},
		{label(sheet.ToNeed), func(r customer.Record) string { return r.Need }},
		{label(sheet.ToSource), func(r customer.Record) string { return r.Source }},
		{label(sheet.ToSourceDetail), func(r customer.Record) string { return r.SourceDetail }},
		{label(sheet.ToIndustry), func(r customer.Record) string { return r.Industry }},
		{label(sheet.ToProvince), func(r customer.Record) string { return r.Province }},
		{label(sheet.ToCity), func(r customer.Record) string { return r.City }},
		{label(sheet.ToAddress), func(r customer.Record) string { return r.Address }},
		{label(sheet.ToWebsite), func(r customer.Record) string { return r.Website }},
		{label(sheet.ToTaxCode), func(r customer.Record) string { return r.TaxCode }},
		{label(sheet.ToTags), func(r customer.Record) string { return strings.Join(r.Tags, "，") }},
		{label(sheet.ToPreference), func(r customer.Record) string { return r.Preference }},
		{label(sheet.ToRemark), func(r customer.Record) string { return r.Remark }},
		{i18n.Say(lang, "import.column.deal", nil), func(r customer.Record) string { return money(r.Deal) }},
		{i18n.Say(lang, "import.column.lastTouch", nil), func(r customer.Record) string { return day(r.LastTouchAt) }},
		{i18n.Say(lang, "import.column.touches", nil), func(r customer.Record) string { return strconv.FormatInt(r.Touches, 10) }},
		{label(sheet.ToNext), func(r customer.Record) string { return day(r.NextAt) }},
		{label(sheet.ToCreated), func(r customer.Record) string { return day(r.CreatedAt) }},
	}
	for _, f := range fields {
		cols = append(cols, exportColumn{f.Label, func(r customer.Record) string { return text(r.Custom[f.Key]) }})
	}
	return cols
}

// money is an amount in units of its currency.
func money(m *crm.Money) string {
	if m == nil {
		return ""
	}
	sign, n := "", m.Amount
	if n < 0 {
		sign, n = "-", -n
	}
	return sign + strconv.FormatInt(n/100, 10) + "." + strconv.FormatInt(100+n%100, 10)[1:] + " " + m.Currency
}

func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
