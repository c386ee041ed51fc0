package customer

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/expr"
	"laidan/internal/phone"
	"laidan/internal/rights"
)

// Every number that leaves the server in a record is masked (138****4172); one
// audited Reveal shows it in full to those who may. What follows is the one
// place that decides how a reader sees numbers, alone or inside other texts;
// how they are found is the business of phone.Masker.

// fields are the field rights of a reader.
type fields struct {
	// numbers is false for those who see no digit of a number at all.
	numbers bool
}

func fieldsOf(a crm.Actor) fields {
	return fields{numbers: rights.May("mask.role", authz.SeesDigits(a))}
}

// Comparable are the fields that the reader's conditions may name: who sees no
// digit of a number finds none by parts of a text either.
func Comparable(a crm.Actor, all expr.Fields) expr.Fields {
	if fieldsOf(a).numbers {
		return all
	}
	return all.Exact()
}

// phone is a number as the reader sees it.
func (f fields) phone(number string) string {
	if !f.numbers {
		return ""
	}
	if !rights.Must("mask.phone", true) {
		return number
	}
	return phone.Mask(number)
}

// identifier is a WeChat id, an address or a person's name as the reader sees
// it: seven digits in a row are too many there.
func (f fields) identifier(s string, own phone.Numbers) string {
	if !rights.Must("mask.identifier", true) {
		return s
	}
	return phone.Masker{Own: own, Strict: true, Blind: !f.numbers}.Text(s)
}

// text is a text with the numbers in it masked: those of the customer in any
// writing, and everything that looks like a number. Amounts and dates stay:
// words are written to be read.
func (f fields) text(s string, own phone.Numbers) string {
	if !rights.Must("mask.text", true) {
		return s
	}
	return phone.Masker{Own: own, Blind: !f.numbers}.Text(s)
}

// maskText is a text as anybody may see it.
func maskText(s string, own phone.Numbers) string { return phone.Masker{Own: own}.Text(s) }

// own are all numbers of all contacts; those that are ids elsewhere (a WeChat
// id of digits, a QQ address) are among them.
func (p people) own() phone.Numbers {
	var list []string
	for _, ch := range p.channels {
		if ch.isNumber() {
			list = append(list, ch.Norm)
		} else {
			list = append(list, phone.Rows(ch.Norm)...)
		}
	}
	return phone.NumbersOf(list...)
}
