package customer

import (
	"strings"

	"laidan/internal/crm"
	"laidan/internal/phone"
)

// Words are the full wording of a text that holds telephone numbers. The row
// keeps the masked form: what no statement can read, no filter, sort, export or
// report can tell. Reveal reads the words.
type Words struct {
	CustomerID crm.CustomerID `db:"customer_id"`
	Field      string         `db:"field"`
	Text       string         `db:"text"`
}

// taxFree refuses a tax code that spells a number of the customer: lists filter
// by it and look it up, so nothing in it may be hidden.
func taxFree(code string, own phone.Numbers) error {
	if (phone.Masker{Own: own}).Holds(code) {
		return crm.Bad("/taxCode", "customer.tax_is_number")
	}
	return nil
}

// hideWords masks the numbers in a row's texts and answers what it took away.
func hideWords(r Row, own phone.Numbers) (Row, []Words) {
	var words []Words
	for _, f := range hiding {
		p := f.Text(&r.Texts)
		if masked := maskText(*p, own); masked != *p {
			words = append(words, Words{r.ID, f.Name, *p})
			*p = masked
		}
	}
	return r, words
}

// reword puts the numbers back into an edited text, where their masked forms
// still stand: whoever saves a form saves what it showed.
func reword(edited, full string, own phone.Numbers) string {
	for _, f := range (phone.Masker{Own: own}).Find(full) {
		edited = strings.ReplaceAll(edited, f.Masked, f.Text)
	}
	return edited
}
