package bulk

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/field"
	"laidan/internal/i18n"
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
	var cols []exportColumn
	for _, f := range customer.Exported {
		cols = append(cols, exportColumn{i18n.Say(lang, f.Export, nil), func(r customer.Record) string { return exportText(lang, zone, f, &r) }})
	}
	for _, f := range fields {
		cols = append(cols, exportColumn{f.Label, func(r customer.Record) string { return text(r.Custom[f.Key]) }})
	}
	return cols
}

// exportText is what a cell says of a field.
func exportText(lang string, zone *time.Location, f *customer.Field, r *customer.Record) string {
	switch v := f.Value(r).(type) {
	case crm.Millis:
		if v.IsZero() {
			return ""
		}
		return v.Time().In(zone).Format("2006-01-02 15:04")
	case *customer.Ref:
		if v == nil {
			return ""
		}
		return v.Name
	case *crm.Money:
		return money(v)
	case []string:
		return strings.Join(v, "，")
	case int64:
		return strconv.FormatInt(v, 10)
	case string:
		return v
	default: // a word, whatever its list
		key := fmt.Sprint(v)
		if group := cmp.Or(f.Exported, f.Words); group != "" && key != "" {
			return i18n.Say(lang, group+key, nil)
		}
		return key
	}
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
