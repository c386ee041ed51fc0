package sheet

// What a column can become. Touch targets make one contact history entry per
// row; Next makes the next step.
const (
	ToIgnore       = "ignore"
	ToCustom       = "custom" // a new custom field; "custom:size" is an existing one
	ToName         = "name"
	ToKind         = "kind"
	ToExternal     = "externalId"
	ToContact      = "contact"
	ToFirstName    = "contact.firstName"
	ToLastName     = "contact.lastName"
	ToTitle        = "contact.title"
	ToPhone        = "phone"
	ToMobile       = "phone.mobile"
	ToCompanyPhone = "phone.company"
	ToHomePhone    = "phone.home"
	ToOtherPhone   = "phone.other"
	ToEmail        = "email"
	ToOtherEmail   = "email.other"
	ToWechat       = "wechat"
	ToWhatsApp     = "whatsapp"
	ToOtherChannel = "channel.other"
	ToGrade        = "grade"
	ToTemperature  = "temperature"
	ToLayer        = "layer"
	ToOwner        = "owner"
	ToProduct      = "product"
	ToGoal         = "goal"
	ToNeed         = "need"
	ToSource       = "source"
	ToSourceDetail = "sourceDetail"
	ToIndustry     = "industry"
	ToRegion       = "region" // province and city in one cell
	ToProvince     = "province"
	ToCity         = "city"
	ToCountry      = "country" // settles the phone region; kept as a custom field
	ToAddress      = "address"
	ToWebsite      = "website"
	ToTaxCode      = "taxCode"
	ToPreference   = "preference"
	ToRemark       = "remark"
	ToTags         = "tags"
	ToDoNotContact = "doNotContact"
	ToCreated      = "createdAt"
	ToNext         = "next.at"
	ToResult       = "touch.result"
	ToTouchAt      = "touch.at"
	ToSeconds      = "touch.seconds"
	ToNote         = "touch.note"
	ToFeedback     = "touch.feedback"
	ToChannel      = "touch.channel"
)

// toAnyName is a header that says only "name": of the company where no other
// column is, else of the contact.
const toAnyName = "name?"

// Target describes one thing a column can become.
type Target struct {
	Key string
	// Many: several columns may have it (their values join).
	Many bool
}

// Targets are all of them, in the order a person is offered them.
var Targets = []Target{
	{Key: ToName}, {Key: ToContact}, {Key: ToFirstName}, {Key: ToLastName}, {Key: ToTitle},
	{Key: ToPhone, Many: true}, {Key: ToMobile, Many: true}, {Key: ToCompanyPhone, Many: true}, {Key: ToHomePhone, Many: true}, {Key: ToOtherPhone, Many: true},
	{Key: ToWechat}, {Key: ToEmail}, {Key: ToOtherEmail, Many: true}, {Key: ToWhatsApp}, {Key: ToOtherChannel, Many: true},
	{Key: ToKind}, {Key: ToGrade}, {Key: ToTemperature}, {Key: ToLayer}, {Key: ToOwner},
	{Key: ToProduct}, {Key: ToGoal}, {Key: ToNeed, Many: true}, {Key: ToSource}, {Key: ToSourceDetail},
	{Key: ToIndustry}, {Key: ToRegion}, {Key: ToProvince}, {Key: ToCity}, {Key: ToCountry}, {Key: ToAddress, Many: true},
	{Key: ToWebsite}, {Key: ToTaxCode}, {Key: ToPreference}, {Key: ToRemark, Many: true}, {Key: ToTags, Many: true},
	{Key: ToDoNotContact}, {Key: ToCreated}, {Key: ToNext}, {Key: ToExternal},
	{Key: ToResult}, {Key: ToTouchAt}, {Key: ToSeconds}, {Key: ToNote, Many: true}, {Key: ToFeedback, Many: true}, {Key: ToChannel},
	{Key: ToCustom, Many: true}, {Key: ToIgnore, Many: true},
}

var manyTargets = func() map[string]bool {
	m := map[string]bool{}
	for _, t := range Targets {
		m[t.Key] = t.Many
	}
	return m
}()

// IsTarget reports whether a key names a target.
func IsTarget(key string) bool {
	_, ok := manyTargets[key]
	return ok
}

// IsMany reports whether several columns may have a target.
func IsMany(key string) bool { return manyTargets[key] }
