package words

import "slices"

// Channel is how a customer is touched.
type Channel string

// The channels a touch or a plan can use.
const (
	Call    = "call"
	WeChat  = "wechat"
	Visit   = "visit"
	SMS     = "sms"
	Email   = "email"
	Meeting = "meeting"
	Other   = "other"
)

// Words lists the channels in the order the composer shows them.
func (Channel) Words() []string {
	return []string{Call, WeChat, Visit, SMS, Email, Meeting, Other}
}

// Channels in the order the composer shows them.
var Channels = Channel("").Words()

// OnSite reports whether people meet through this channel.
func OnSite(channel string) bool { return channel == Visit || channel == Meeting }

// Direction says who began a touch: us or the customer.
type Direction string

// Who begins.
const (
	Out = "out"
	In  = "in"
)

// Words lists the directions.
func (Direction) Words() []string { return []string{Out, In} }

// Result is what came of a touch.
type Result string

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

// Words lists the results in the order of their keys, those of a call first.
func (Result) Words() []string {
	return []string{Connected, NoAnswer, Busy, Off, WrongNumber, Refused, Callback, DoNotContact, Sent, Read, Replied, Met}
}

// Results in the order of their keys, those of a call first.
var Results = Result("").Words()

// ResultsOf lists the results that fit a channel: a call knows no "read"; the
// other channels know all, because a visit too can end in a promise to call.
func ResultsOf(channel string) []string {
	if channel == Call {
		return Results[:8]
	}
	return Results
}

// OfferedResults lists those of the fitting results that the composer shows for
// a channel, in the order of their keys.
func OfferedResults(channel string) []string {
	switch channel {
	case Call:
		return ResultsOf(Call)
	case Visit, Meeting:
		return []string{Met, NoAnswer, Refused, Callback, DoNotContact}
	case Other:
		return []string{Connected, Met, Sent, Replied, NoAnswer, Refused, Callback, DoNotContact}
	}
	return []string{Sent, Read, Replied, Refused, Callback, DoNotContact}
}

// Fits reports whether a result makes sense for a channel.
func Fits(channel, result string) bool { return slices.Contains(ResultsOf(channel), result) }

// Reached reports whether the customer noticed us or answered: such a touch
// counts for "never twice on a day", an unanswered ring does not.
func Reached(result string) bool {
	return !slices.Contains([]string{NoAnswer, Busy, Off, WrongNumber}, result)
}

// SpokenResults are those of a talk. Figures call this "connected".
var SpokenResults = []string{Connected, Refused, Callback, DoNotContact, Replied, Met}

// Spoken reports whether there was a talk.
func Spoken(result string) bool { return slices.Contains(SpokenResults, result) }
