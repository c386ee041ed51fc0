package bulk

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// template composes a text from a row's cells: "{job} {orig_row}".
type template struct {
	texts   []string // one more than columns
	columns []int
}

// columnNamed finds a column by its name, else by its name without regard to
// case and spaces; -1 if there is none.
func columnNamed(name string, header []string) int {
	for i, h := range header {
		if h == name {
			return i
		}
	}
	for i, h := range header {
		if h != "" && strings.EqualFold(strings.TrimSpace(h), strings.TrimSpace(name)) {
			return i
		}
	}
	return -1
}

// parseTemplate reads a template; a name that is no column stays as it is.
func parseTemplate(s string, header []string) *template {
	if s == "" {
		return nil
	}
	t := &template{}
	text := ""
	for s != "" {
		before, rest, ok := strings.Cut(s, "{")
		text += before
		if !ok {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		col := columnNamed(name, header)
		if !closed || col < 0 {
			text += "{"
			s = rest
			continue
		}
		t.texts, t.columns = append(t.texts, text), append(t.columns, col)
		text, s = "", after
	}
	t.texts = append(t.texts, text)
	return t
}

// unknownNames is the first name in braces that is no column, "" if all are.
func unknownNames(s string, header []string) string {
	for {
		_, rest, ok := strings.Cut(s, "{")
		if !ok {
			return ""
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed || columnNamed(name, header) < 0 {
			return name
		}
		s = after
	}
}

// of is the text for a row, "" when every cell it names is empty.
func (t *template) of(cells []string) string {
	if t == nil {
		return ""
	}
	var b strings.Builder
	filled := len(t.columns) == 0
	for i, c := range t.columns {
		b.WriteString(t.texts[i])
		if c < len(cells) && cells[c] != "" {
			b.WriteString(cells[c])
			filled = true
		}
	}
	b.WriteString(t.texts[len(t.columns)])
	if !filled {
		return ""
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
