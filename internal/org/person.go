package org

import (
	"encoding/json"
	"net/mail"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"laidan/internal/crm"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Skills are what a person is good at; hand-out rules match customers with them.
type Skills struct {
	Industries []string `json:"industries,omitempty" maxItems:"50"`
	Regions    []string `json:"regions,omitempty" maxItems:"50"`
	Products   []string `json:"products,omitempty" maxItems:"50" doc:"Ids of products"`
	Languages  []string `json:"languages,omitempty" maxItems:"50"`
}

func (s Skills) text() string {
	b, err := json.Marshal(s)
	if err != nil { // strings always marshal
		return "{}"
	}
	return string(b)
}

// EmailKey is the form under which a log-in is found: without case and blanks.
func EmailKey(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// CheckEmail reports why a text is no e-mail address, or nil.
func CheckEmail(pointer, email string) error {
	e := strings.TrimSpace(email)
	a, err := mail.ParseAddress(e)
	_, domain, _ := strings.Cut(e, "@")
	if err != nil || a.Address != e || len(e) > 254 || domain == "" || strings.ContainsAny(e, "\" \t") {
		return crm.Bad(pointer, "org.email")
	}
	return nil
}

// CleanName trims a name and refuses one that is empty, too long or holds
// control characters, which could forge lines in logs and files.
func CleanName(pointer, name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return "", crm.Bad(pointer, "field.required")
	case utf8.RuneCountInString(name) > 100:
		return "", crm.Bad(pointer, "field.too_long", "max", 100)
	case strings.ContainsFunc(name, unicode.IsControl):
		return "", crm.Bad(pointer, "org.name_control")
	}
	return name, nil
}

// maxQuota keeps a slip of the finger from opening the gates.
const maxQuota = 10000

// DefaultQuota is how many customers a person may hold unless told otherwise.
const DefaultQuota = 30

// CheckQuota refuses a quota out of range.
func CheckQuota(pointer string, quota int) error {
	if quota < 0 || quota > maxQuota {
		return crm.Bad(pointer, "org.quota", "max", maxQuota)
	}
	return nil
}
