package bulk

import (
	"slices"
	"strconv"
	"strings"

	"laidan/internal/field"
	"laidan/internal/sheet"
)

// columnFields are the custom fields of a file's columns. A field that exists
// is found by its name; each is used once. In a dry run a new field has no id
// yet and its key is made up.
func columnFields(o *Options, a *analysis, have []field.Def) map[int]field.Def {
	out := map[int]field.Def{}
	used := map[string]bool{}
	take := func(i int, f field.Def) {
		f.Options = withValues(f, a.Columns[i].Values)
		out[i], used[f.Key] = f, true
	}
	for i, c := range o.Columns {
		if key, ok := c.custom(); ok {
			if k := slices.IndexFunc(have, func(f field.Def) bool { return f.Key == key }); k >= 0 {
				take(i, have[k])
			}
		}
	}
	labels := map[string]bool{}
	for i, c := range o.Columns {
		if c.Target != sheet.ToCustom && c.Target != sheet.ToCountry {
			continue
		}
		f := field.Def{Key: "c" + strconv.Itoa(i), Label: c.Label, Kind: c.Kind, Active: true}
		if f.Label == "" {
			f.Label = labelOf(a.Columns[i])
		}
		if f.Kind == "" {
			f.Kind = a.Columns[i].Kind
		}
		if k := fieldFor(f.Label, have, used); k != "" { // made by an earlier import
			f = have[slices.IndexFunc(have, func(f field.Def) bool { return f.Key == k })]
		} else {
			f = possible(f, a.Columns[i].Values, labels)
		}
		take(i, f)
	}
	return out
}

// possible makes a new field one that can be: with a label of its own, and text
// where its values make no choices.
func possible(f field.Def, values []string, labels map[string]bool) field.Def {
	for n, base := 2, f.Label; labels[strings.ToLower(f.Label)]; n++ {
		f.Label = cut(base, field.MaxLabel-4) + " " + strconv.Itoa(n)
	}
	labels[strings.ToLower(f.Label)] = true
	f.Options = withValues(f, values)
	if _, err := f.Clean(); err != nil {
		f.Kind, f.Options = field.Text, nil
	}
	return f
}

// withValues are a choice field's options with those of the file added: an
// import brings new choices along.
func withValues(f field.Def, values []string) []string {
	if f.Kind != field.Choice {
		return nil
	}
	list := slices.Clone(f.Options)
	for _, v := range values {
		if v = oneLine(v); !slices.Contains(list, v) && !sheet.Missing(v) && len(list) < field.MaxOptions {
			list = append(list, v)
		}
	}
	return list
}
