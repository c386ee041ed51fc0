package followup

import (
	"time"

	"github.com/nyaruka/phonenumbers"
)

// calleeZone is the time zone behind a number in E.164 form, where its prefix
// tells exactly one; else home. A country with several zones and no area in the
// number is not known.
func calleeZone(e164 string, home *time.Location) *time.Location {
	names, err := phonenumbers.GetTimezonesForPrefix(e164)
	if err != nil || len(names) != 1 {
		return home
	}
	zone, err := time.LoadLocation(names[0])
	if err != nil || names[0] == "Etc/Unknown" {
		return home
	}
	return zone
}
