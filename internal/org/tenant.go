package org

import (
	"regexp"
	"slices"
	"sync"
	"time"
	_ "time/tzdata" // zones must not depend on the machine

	"laidan/internal/crm"
	"laidan/internal/i18n"
)

// Settings are what an organisation decides for all its people.
type Settings struct {
	Name        string `db:"name" json:"name"`
	Zone        string `db:"zone" json:"zone" doc:"IANA time zone; working days and reports follow it"`
	Language    string `db:"language" json:"language"`
	Currency    string `db:"currency" json:"currency" doc:"ISO 4217"`
	PhoneRegion string `db:"phone_region" json:"phoneRegion" doc:"ISO 3166 country of numbers written without a country code"`
}

// Defaults fills what is empty.
func (s Settings) Defaults() Settings {
	for _, f := range []struct {
		field *string
		value string
	}{{&s.Zone, "Asia/Shanghai"}, {&s.Language, "zh-CN"}, {&s.Currency, "CNY"}, {&s.PhoneRegion, "CN"}} {
		if *f.field == "" {
			*f.field = f.value
		}
	}
	return s
}

var (
	currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)
	regionForm   = regexp.MustCompile(`^[A-Z]{2}$`)
)

// Check reports everything that is wrong with the settings, or nil. Prefix is
// where they stand in the request ("" or "/organisation").
func (s Settings) Check(prefix string) error {
	var c crm.Checks
	_, zoneErr := Zone(s.Zone)
	c.That(zoneErr == nil, prefix+"/zone", "org.zone")
	c.That(slices.Contains(i18n.Languages, s.Language), prefix+"/language", "org.language")
	c.That(currencyForm.MatchString(s.Currency), prefix+"/currency", "org.currency")
	c.That(regionForm.MatchString(s.PhoneRegion), prefix+"/phoneRegion", "org.region")
	return c.Err()
}

var zones sync.Map // name -> *time.Location

// Zone finds a time zone by its IANA name. The machine's own zone and UTC under
// the empty name are refused: an organisation names its zone.
func Zone(name string) (*time.Location, error) {
	if z, ok := zones.Load(name); ok {
		return z.(*time.Location), nil
	}
	if name == "" || name == "Local" {
		return nil, crm.Bad("/zone", "org.zone")
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		return nil, crm.Bad("/zone", "org.zone")
	}
	zones.Store(name, z)
	return z, nil
}
