package bulk

import (
	"strings"
	"unicode"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/phone"
	"laidan/internal/sheet"
)

// person settles the customer's name and its contact with all channels.
func (b *builder) person(it *Item) {
	n := &it.New
	name, nameCol := b.one(it, sheet.ToName)
	contact := customer.NewContact{Primary: true}
	contact.Name, contact.Title = b.contactName(it)
	n.Name, n.Kind, it.Named = name, b.o.Kind, name != ""
	switch {
	case name != "":
	case contact.Name != "":
		n.Name, n.Kind = contact.Name, customer.Person
	default:
		if n.Name = b.name.of(it.Row.Cells); n.Name == "" {
			it.fail(nameCol, sheet.ToName, "import.no_name", "")
		}
	}
	if s, col := b.one(it, sheet.ToKind); s != "" {
		kind, ok := sheet.Kind(s)
		if !ok {
			b.bad(it, col, sheet.ToKind, "import.kind", s)
		} else {
			n.Kind = kind
		}
	}
	region := b.region(it)
	b.numbers(it, &contact, region)
	b.addresses(it, &contact)
	if contact.Name == "" && n.Kind == customer.Person {
		contact.Name = n.Name
	}
	if contact.Name != "" || contact.Title != "" || len(contact.Channels) > 0 {
		n.Contacts = []customer.NewContact{contact}
	}
}

// contactName reads the contact's name and title: from one cell, from first and
// last name, and 卢城 设备科长 from one cell that holds both.
func (b *builder) contactName(it *Item) (name, title string) {
	title, _ = b.one(it, sheet.ToTitle)
	name, _ = b.one(it, sheet.ToContact)
	if name == "" {
		first, _ := b.one(it, sheet.ToFirstName)
		last, _ := b.one(it, sheet.ToLastName)
		name = strings.TrimSpace(first + " " + last)
		if hasHan(name) {
			name = last + first
		}
	}
	if title == "" && len(b.cols[sheet.ToTitle]) == 0 {
		if parts := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '/' || r == '　' }); len(parts) == 2 && hasHan(parts[0]) && hasHan(parts[1]) && len(parts[0]) <= 12 {
			name, title = parts[0], parts[1]
		}
	}
	return name, title
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// countries by the names lists use; others fall back to the import's region.
var countries = map[string]string{
	"中国": "CN", "china": "CN", "cn": "CN", "prc": "CN", "中国大陆": "CN", "美国": "US", "usa": "US", "us": "US", "united states": "US", "united states of america": "US",
	"英国": "GB", "uk": "GB", "united kingdom": "GB", "gb": "GB", "香港": "HK", "中国香港": "HK", "hong kong": "HK", "hk": "HK", "台湾": "TW", "中国台湾": "TW", "taiwan": "TW", "tw": "TW",
	"澳门": "MO", "macau": "MO", "新加坡": "SG", "singapore": "SG", "sg": "SG", "日本": "JP", "japan": "JP", "jp": "JP", "韩国": "KR", "south korea": "KR", "korea": "KR", "kr": "KR",
	"印度": "IN", "india": "IN", "in": "IN", "德国": "DE", "germany": "DE", "de": "DE", "法国": "FR", "france": "FR", "fr": "FR", "加拿大": "CA", "canada": "CA", "ca": "CA",
	"澳大利亚": "AU", "australia": "AU", "au": "AU", "马来西亚": "MY", "malaysia": "MY", "my": "MY", "泰国": "TH", "thailand": "TH", "越南": "VN", "vietnam": "VN", "印度尼西亚": "ID", "indonesia": "ID",
	"菲律宾": "PH", "philippines": "PH", "巴西": "BR", "brazil": "BR", "俄罗斯": "RU", "russia": "RU", "意大利": "IT", "italy": "IT", "西班牙": "ES", "spain": "ES", "荷兰": "NL", "netherlands": "NL",
	"阿联酋": "AE", "united arab emirates": "AE", "uae": "AE", "沙特阿拉伯": "SA", "saudi arabia": "SA",
}

// region is the country of the row's numbers.
func (b *builder) region(it *Item) string {
	if c, _ := b.one(it, sheet.ToCountry); c != "" {
		if r := countries[strings.ToLower(c)]; r != "" {
			return r
		}
	}
	return b.o.Region
}

// phoneTargets in the order in which they become the primary number: a mobile
// before what may be a switchboard.
var phoneTargets = []string{sheet.ToMobile, sheet.ToPhone, sheet.ToCompanyPhone, sheet.ToHomePhone, sheet.ToOtherPhone}

func (b *builder) numbers(it *Item, contact *customer.NewContact, region string) {
	for _, target := range phoneTargets {
		for _, col := range b.cols[target] {
			cell := it.Row.Cells[col]
			if sheet.Missing(cell) || strings.Trim(cell, "0+- ") == "" {
				continue
			}
			for _, r := range phone.Split(b.o.value(target, cell), region) {
				if r.Err != nil {
					b.bad(it, col, target, crm.CodeOf(r.Err), cell)
					continue
				}
				contact.Channels = append(contact.Channels, customer.NewChannel{Kind: customer.ChannelPhone, Value: written(r.Number), Label: b.label(target, col, r.Label)})
			}
		}
	}
	if len(contact.Channels) > 20 {
		contact.Channels = contact.Channels[:20]
		it.note(-1, sheet.ToPhone, "import.many_numbers", "")
	}
}

// written is a number with its country, so that it is read the same again.
func written(n phone.Number) string {
	if n.Ext != "" {
		return n.E164 + " ext. " + n.Ext
	}
	return n.E164
}

// label says which number it is; the main ones need none.
func (b *builder) label(target string, col int, beside string) string {
	switch {
	case beside != "":
		return cut(beside, 50)
	case target == sheet.ToMobile || target == sheet.ToPhone:
		return ""
	}
	return cut(b.header[col], 50)
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// samePhone are the words people write instead of a WeChat id.
var samePhone = map[string]bool{"同手机": true, "同手机号": true, "手机同号": true, "同电话": true, "同上": true, "手机号": true, "微信同号": true, "same": true}

// addresses are WeChat, e-mail and the other channels.
func (b *builder) addresses(it *Item, contact *customer.NewContact) {
	add := func(kind, value, label string) {
		contact.Channels = append(contact.Channels, customer.NewChannel{Kind: kind, Value: value, Label: label})
	}
	if s, col := b.one(it, sheet.ToWechat); s != "" {
		if samePhone[strings.ToLower(s)] {
			s = ""
			if len(contact.Channels) > 0 {
				s = strings.TrimPrefix(contact.Channels[0].Value, "+86")
			}
		}
		switch {
		case s == "":
		case strings.ContainsFunc(s, unicode.IsSpace) || len([]rune(s)) > 64:
			b.bad(it, col, sheet.ToWechat, "customer.wechat", s)
		default:
			add(customer.ChannelWeChat, s, "")
		}
	}
	for _, target := range []string{sheet.ToEmail, sheet.ToOtherEmail} {
		for _, col := range b.cols[target] {
			for _, s := range strings.FieldsFunc(it.Row.Cells[col], func(r rune) bool { return strings.ContainsRune(",;、；，\n |", r) }) {
				s = strings.TrimPrefix(b.o.value(target, s), "mailto:")
				switch {
				case sheet.Missing(s):
				case !sheet.EmailLike(s):
					b.bad(it, col, target, "field.email", s)
				default:
					add(customer.ChannelEmail, s, "")
				}
			}
		}
	}
	if s, _ := b.one(it, sheet.ToWhatsApp); s != "" {
		add(customer.ChannelWhatsApp, cut(s, 200), "")
	}
	for _, col := range b.cols[sheet.ToOtherChannel] {
		if s := it.Row.Cells[col]; !sheet.Missing(s) {
			add(customer.ChannelOther, cut(s, 200), cut(b.header[col], 50))
		}
	}
}
