package followup

import (
	"slices"

	"laidan/internal/words"
)

// The channels a touch or a plan can use.
const (
	Call    = "call"
	Visit   = "visit"
	WeChat  = "wechat"
	SMS     = "sms"
	Email   = "email"
	Meeting = "meeting"
	Other   = "other"
)

// Channels in the order the composer shows them.
var Channels = words.Channel("").Words()

// The results of a touch. The first eight are those of a call, on keys 1-8.
const (
	Connected    = "connected"
	NoAnswer     = "no_answer"
	Busy         = "busy"
	Off          = "off"
	WrongNumber  = "wrong_number"
	Refused      = "refused"
	Callback     = "callback"
	DoNotContact = "do_not_contact"
	Sent         = "sent"
	Read         = "read"
	Replied      = "replied"
	Met          = "met"
)

// Results in the order of their keys, then those of the other channels.
var Results = words.Result("").Words()

// Out and In say who began a touch: us or the customer.
const (
	Out = "out"
	In  = "in"
)

// ResultsOf lists the results that fit a channel: a call knows no "read"; the
// other channels know all, because a visit too can end in a promise to call.
func ResultsOf(channel string) []string {
	if channel == Call {
		return Results[:8]
	}
	return Results
}

// Fits reports whether a result makes sense for a channel.
func Fits(channel, result string) bool { return slices.Contains(ResultsOf(channel), result) }

// Reached reports whether the customer noticed us or answered: such a touch
// counts for "never twice on a day", an unanswered ring does not.
func Reached(result string) bool {
	return !slices.Contains([]string{NoAnswer, Busy, Off, WrongNumber}, result)
}

// Spoken reports whether there was a talk. Figures call this "connected".
func Spoken(result string) bool {
	return slices.Contains([]string{Connected, Refused, Callback, DoNotContact, Replied, Met}, result)
}

// The temperatures of a customer, hottest first.
const (
	Hot  = "hot"
	Warm = "warm"
	Cold = "cold"
)

// Temperatures, hottest first: the order of the queue.
var Temperatures = words.Temperature("").Words()
