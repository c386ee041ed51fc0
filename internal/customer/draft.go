package customer

import (
	"encoding/json"
	"errors"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"laidan/internal/crm"
	"laidan/internal/phone"
	"laidan/internal/textkey"
	"laidan/internal/words"
)

// The kinds of a channel.
const (
	ChannelPhone    = "phone"
	ChannelEmail    = "email"
	ChannelWeChat   = "wechat"
	ChannelWhatsApp = "whatsapp"
	ChannelOther    = "other"
)

// Channels are the kinds of a channel in the order of forms.
var Channels = []string{ChannelPhone, ChannelWeChat, ChannelEmail, ChannelWhatsApp, ChannelOther}

// Contact is a person at a customer.
type Contact struct {
	CustomerID crm.CustomerID `db:"customer_id"`
	ID         crm.ContactID  `db:"id"`
	Name       string         `db:"name"`
	Title      string         `db:"title"`
	Primary    bool           `db:"is_primary"`
	Preferred  string         `db:"preferred"`
	Remark     string         `db:"remark"`
	Version    int64          `db:"version"`
	CreatedAt  crm.Millis     `db:"created_at"`
}

// Channel is a way to reach a contact.
type Channel struct {
	CustomerID crm.CustomerID      `db:"customer_id"`
	ID         crm.ID[crm.Channel] `db:"id"`
	ContactID  crm.ContactID       `db:"contact_id"`
	Kind       string              `db:"kind"`
	Value      string              `db:"value"`
	Norm       string              `db:"norm"` // the form in which numbers and addresses are compared
	Ext        string              `db:"ext"`
	Label      string              `db:"label"`
}

// NewContact is a contact as it is given.
type NewContact struct {
	Name      string       `json:"name" maxLength:"100"`
	Title     string       `json:"title,omitempty" maxLength:"100"`
	Primary   bool         `json:"primary,omitempty"`
	Preferred string       `json:"preferred,omitempty" maxLength:"20" doc:"Preferred channel of touches"`
	Remark    string       `json:"remark,omitempty" maxLength:"2000"`
	Channels  []NewChannel `json:"channels,omitempty" maxItems:"20"`
}

// NewChannel is a channel as it is given, in any writing.
type NewChannel struct {
	Kind  string `json:"kind" enum:"phone,email,wechat,whatsapp,other"`
	Value string `json:"value" minLength:"1" maxLength:"200"`
	Label string `json:"label,omitempty" maxLength:"50"`
}

// People are the contacts of a draft and their channels. Until it is written a
// contact's id is its place.
func (d *Draft) People() ([]Contact, []Channel) {
	return slices.Clone(d.contacts), slices.Clone(d.channels)
}

// clean gives a channel its normalised form.
func (n NewChannel) clean(region string) (Channel, error) {
	ch := Channel{Kind: n.Kind, Value: tidy(n.Value), Label: tidy(n.Label)}
	switch n.Kind {
	case ChannelPhone:
		p, err := phone.Parse(n.Value, region)
		if err != nil {
			return ch, err
		}
		ch.Value, ch.Norm, ch.Ext = p.National, p.E164, p.Ext
	case ChannelWhatsApp:
		ch.Norm = strings.ToLower(ch.Value)
		if p, err := phone.Parse(n.Value, region); err == nil {
			ch.Norm = p.E164
		}
	case ChannelEmail:
		a, err := mail.ParseAddress(ch.Value)
		if err != nil || a.Address != ch.Value || strings.ContainsAny(ch.Value, "\" ") {
			return ch, crm.Fail(crm.Invalid, "field.email")
		}
		ch.Norm = strings.ToLower(ch.Value)
	case ChannelWeChat:
		ch.Norm = strings.ToLower(ch.Value)
		if strings.ContainsFunc(ch.Norm, unicode.IsSpace) || utf8.RuneCountInString(ch.Norm) > 64 {
			return ch, crm.Fail(crm.Invalid, "customer.wechat")
		}
	case ChannelOther:
		ch.Norm = strings.ToLower(ch.Value)
	default:
		return ch, crm.Fail(crm.Invalid, "field.choice", "options", strings.Join(Channels, ", "))
	}
	if ch.Norm == "" {
		return ch, crm.Fail(crm.Invalid, "field.required")
	}
	return ch, nil
}

// isNumber reports whether a channel holds a telephone number.
func (ch Channel) isNumber() bool {
	return (ch.Kind == ChannelPhone || ch.Kind == ChannelWhatsApp) && strings.HasPrefix(ch.Norm, "+")
}

// clean checks a contact and normalises its channels; one number given twice
// is kept once. Ids are given later.
func (n NewContact) clean(at, region string) (Contact, []Channel, error) {
	var c crm.Checks
	out := Contact{Name: tidy(n.Name), Title: tidy(n.Title), Primary: n.Primary, Preferred: n.Preferred,
		Remark: strings.TrimSpace(n.Remark), Version: 1}
	limit(&c, at+"/name", out.Name, 100)
	limit(&c, at+"/title", out.Title, 100)
	limit(&c, at+"/remark", out.Remark, 2000)
	c.That(len(n.Channels) <= 20, at+"/channels", "field.too_many", "max", 20)
	channels := []Channel{}
	for i, given := range n.Channels {
		ch, err := given.clean(region)
		if err != nil {
			c.That(false, at+"/channels/"+strconv.Itoa(i)+"/value", crm.CodeOf(err), pairs(err)...)
			continue
		}
		if !slices.ContainsFunc(channels, func(o Channel) bool { return o.Kind == ch.Kind && o.Norm == ch.Norm }) {
			channels = append(channels, ch)
		}
	}
	if err := c.Err(); err != nil {
		return out, nil, err
	}
	out.Name, channels = liftNumbers(out.Name, channels, region)
	if out.Name == "" && len(channels) == 0 {
		return out, nil, crm.Bad(at+"/name", "field.required")
	}
	return out, channels, nil
}

// liftNumbers takes the numbers out of a name: each becomes a channel, so that
// nothing is lost, and the name keeps the masked form, so that no filter, sort
// or search over names tells a number.
func liftNumbers(name string, channels []Channel, region string) (string, []Channel) {
	own := people{channels: channels}.own()
	for _, f := range (phone.Masker{Own: own}).Find(name) {
		ch, err := NewChannel{Kind: ChannelPhone, Value: f.Digits}.clean(region)
		if err == nil && !slices.ContainsFunc(channels, func(o Channel) bool { return o.Norm == ch.Norm }) {
			channels = append(channels, ch)
		}
	}
	return maskText(name, own), channels
}

// pairs are an error's parameters as crm.Bad takes them.
func pairs(err error) []any {
	e, ok := errors.AsType[*crm.Error](err)
	if !ok {
		return nil
	}
	var out []any
	for k, v := range e.Params {
		out = append(out, k, v)
	}
	return out
}

// tidy is a one-line text without outer, double and odd blanks.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

func limit(c *crm.Checks, at, s string, most int) {
	c.That(utf8.RuneCountInString(s) <= most, at, "field.too_long", "max", most)
}

// clean trims a row's texts and says what is wrong with it.
func (r Row) clean() (Row, error) {
	var c crm.Checks
	for _, f := range textFields {
		p := f.At(&r)
		if f.Lines() {
			*p = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(*p, ""), "\x00", ""))
		} else {
			*p = tidy(*p)
		}
		limit(&c, "/"+f.Name, *p, f.Limit)
	}
	r.TaxCode = taxNorm(r.TaxCode)
	c.That(r.Name != "", "/name", "field.required")
	c.That(r.Kind == Company || r.Kind == Person, "/kind", "field.choice", "options", Company+", "+Person)
	c.That(r.Grade == "" || slices.Contains(words.Grades, r.Grade), "/grade", "field.choice", "options", strings.Join(words.Grades, ", "))
	c.That(slices.Contains(words.Temperatures, r.Temperature), "/temperature", "field.choice", "options", strings.Join(words.Temperatures, ", "))
	c.That(isWebsite(r.Website), "/website", "customer.website")
	c.That(r.TaxCode == "" || isTaxCode(r.TaxCode), "/taxCode", "customer.tax_code")
	c.That(!isResidentID(r.TaxCode), "/taxCode", "customer.tax_is_id")
	c.That(!phone.Masker{}.Holds(r.TaxCode), "/taxCode", "customer.tax_is_number")
	r.NameKey = textkey.SortKey(r.Name)
	return r, c.Err()
}

// isWebsite accepts host names and http addresses; anything else, such as
// javascript:, must never become a link.
func isWebsite(s string) bool {
	if s == "" {
		return true
	}
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	if u.Scheme == "" || !strings.Contains(s, "://") {
		u, err = url.Parse("http://" + s)
	}
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && strings.Contains(u.Host, ".") && u.User == nil
}

func taxNorm(s string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "—", "").Replace(s))
}

func isTaxCode(s string) bool {
	return len(s) >= 6 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.") == ""
}

// isResidentID recognises the number of a Chinese identity card by its birthday
// and check digit.
func isResidentID(s string) bool {
	if len(s) != 18 || strings.Trim(s[:17], "0123456789") != "" {
		return false
	}
	if born, err := time.Parse("20060102", s[6:14]); err != nil || born.Year() < 1900 || born.Year() > 2100 {
		return false
	}
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(s[i]-'0') * weight
	}
	return s[17] == "10X98765432"[sum%11]
}

// The most tags a customer can have, and the longest.
const (
	maxTags   = 30
	maxTagLen = 30
)

// cleanTags trims tags, drops repeats and sorts them.
func cleanTags(at string, given []string, own phone.Numbers) ([]string, error) {
	out := []string{}
	for i, t := range given {
		t = maskText(strings.TrimPrefix(tidy(t), "#"), own) // tags are shown and asked for as they are
		if utf8.RuneCountInString(t) > maxTagLen {
			return nil, crm.Bad(at+"/"+strconv.Itoa(i), "field.too_long", "max", maxTagLen)
		}
		if t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	if len(out) > maxTags {
		return nil, crm.Bad(at, "field.too_many", "max", maxTags)
	}
	slices.Sort(out)
	return out, nil
}

func tagsJSON(tags []string) string {
	b, _ := json.Marshal(tags) // strings always encode
	return string(b)
}
