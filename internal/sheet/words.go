package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"laidan/internal/words"
)

// fold makes two writings of one word equal: case, width, spaces, brackets with
// an explanation inside ("A（重点客户）" is "a").
func fold(s string) string {
	s = strings.ToLower(asciiForms(strings.TrimSpace(s)))
	if i := strings.IndexByte(s, '('); i > 0 {
		s = s[:i]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '_' || r == '.' || r == '\'' {
			return -1
		}
		return r
	}, s)
}

func table(lines map[string]string) map[string]string {
	out := map[string]string{}
	for key, words := range lines {
		for w := range strings.SplitSeq(words, "|") {
			out[fold(w)] = key
		}
	}
	return out
}

var grades = table(map[string]string{
	"A": "A|A级|A类|A+|高|高级|很高|重要|重要客户|重点|重点客户|战略客户|战略|核心|核心客户|VIP|大客户|关键客户|优质|优质客户|一级|high|key|strategic|important|top|major|vip customer",
	"B": "B|B级|B类|B+|中|中级|中等|一般|一般客户|普通|普通客户|普通会员|二级|medium|mid|normal|regular|average|standard",
	"C": "C|C级|C类|低|低级|较低|非优先|非优先客户|次要|次要客户|小客户|潜在客户|三级|low|minor|small",
})

var temperatures = table(map[string]string{
	"hot":  "hot|热|热线索|很热|高意向|强烈|强烈意愿|强烈意向|紧急|迫切|urgent|very interested",
	"warm": "warm|温|温线索|中意向|一般意向|初步意向|有意向|interested|might be",
	"cold": "cold|冷|冷线索|低意向|无意向|不急|未知|not interested|not sure",
})

var layers = table(map[string]string{
	"resource":    "resource|客户资源|资源|新资源|新线索|新客户|未联系|未跟进|未处理|待跟进|new|open|not contacted|raw",
	"graded":      "graded|已分级|已评级|已筛选|qualified|assessed",
	"contacted":   "contacted|已接触|已联系|初步接触|初步沟通|已沟通|attempted to contact|working",
	"lead":        "lead|有线索|线索|跟进中|感兴趣|有兴趣|意向客户|interested|nurturing|prospect",
	"opportunity": "opportunity|意向|意向(商机)|意向商机|商机|方案报价|报价|谈判|谈判中|needs analysis|proposal|negotiation|prospecting|in process",
	"signed":      "signed|签约|已签约|签单|成交|已成交|赢单|won|closed won|customer|converted",
	"implemented": "implemented|已实施|实施|已交付|交付|已验收|验收|老客户|delivered|onboarded|live",
	"abandoned":   "abandoned|放弃|已放弃|无效|无效客户|流失|已流失|输单|丢单|战败|死单|junk|junk lead|lost|closed lost|dead|recycled|disqualified|lost lead",
})

var results = table(map[string]string{
	"connected":      "connected|接通|已接通|通话|已通话|正常接听|answered|answer|spoke|talked|reached|success|成功|yes|y|是|有意向|感兴趣|interested|contacted|completed|held",
	"no_answer":      "no answer|no_answer|ringing|rings|无人接听|未接|未接通|没接|没人接|无应答|响铃未接|not answered|unanswered|no reply|noanswer|voicemail|left voicemail|left message|missed|not picking|dnp|rnr",
	"busy":           "busy|忙线|占线|正在通话|通话中|忙|line busy|engaged",
	"off":            "off|switched off|关机|已关机|停机|已停机|不在服务区|无法接通|暂时无法接通|power off|out of service|out of reach|not reachable|unreachable|欠费停机",
	"wrong_number":   "wrong_number|wrong number|wrong number given|空号|错号|号码错误|invalid number|number not provided|不是本人|打错|invalid|bad number|disconnected",
	"refused":        "refused|拒绝|明确拒绝|拒接|挂断|挂机|对方挂断|opp hangup|hung up|hangup|rejected|not interested|不感兴趣|无意向|没兴趣|不需要|no|n|否|declined|failure",
	"callback":       "callback|call back|回电|约定回电|稍后联系|稍后再打|改天再打|晚点打|再联系|follow up|call later|later|busy call later|reschedule|to follow up",
	"do_not_contact": "do_not_contact|do not contact|do not call|dnc|谢绝来电|请勿来电|勿扰|不要再打|拉黑|投诉",
	"sent":           "sent|已发送|发送|已发|delivered|email sent|sms sent",
	"read":           "read|已读|已查看|opened|email opened|clicked|email link clicked",
	"replied":        "replied|已回复|回复|reply|responded|email received",
	"met":            "met|已见面|见面|面谈|已拜访|拜访|到访|visited|meeting held",
})

var channels = table(map[string]string{
	"call":    "call|phone|telephone|cellular|mobile|电话|打电话|去电|来电|呼出|呼入|手机|outbound|inbound|phone call|unknown",
	"visit":   "visit|上门|拜访|到访|面访|实地|走访|on site|onsite",
	"wechat":  "wechat|微信|企业微信|wecom|weixin",
	"sms":     "sms|短信|text|text message",
	"email":   "email|e-mail|mail|邮件|邮箱",
	"meeting": "meeting|会议|面谈|线上会议|视频会议|demo|演示",
	"other":   "other|其他|其它|qq|whatsapp|line|传真|fax",
})

var kinds = table(map[string]string{
	"company": "company|企业|公司|单位|企业客户|公司客户|机构|机构客户|组织|business|organization|organisation|b2b|account|enterprise",
	"person":  "person|个人|个人客户|自然人|individual|consumer|b2c|personal|contact",
})

var genders = table(map[string]string{"male": "m|male|男|先生|mr", "female": "f|female|女|女士|小姐|ms|mrs|miss"})

var yesNo = table(map[string]string{
	"yes": "yes|y|true|t|1|是|有|对|√|✓|✔|on|已|真|勾|开|是的|会",
	"no":  "no|n|false|f|0|否|无|不|×|✗|off|未|假|没有|没|不是|关|不会",
})

// Grade reads A, B or C from the words organisations use for them.
func Grade(s string) (string, bool) { return look(grades, s) }

// Temperature reads hot, warm or cold.
func Temperature(s string) (string, bool) { return look(temperatures, s) }

// Kind reads company or person.
func Kind(s string) (string, bool) { return look(kinds, s) }

// Layer reads a funnel layer: its number (0 is abandoned) by key, zh or en name.
func Layer(s string) (int, bool) {
	if key, ok := look(layers, s); ok {
		return words.DepthOf(words.Layer(key))
	}
	return 0, false
}

// Result reads the outcome of a contact. A word it does not know is no failure
// to connect ("已经报了别的班"): somebody answered, so the caller may take it as
// connected and keep the word as the customer's.
func Result(s string) (string, bool) { return look(results, s) }

// TouchChannel reads by which channel a contact happened.
func TouchChannel(s string) (string, bool) { return look(channels, s) }

// Gender reads male or female; it only helps to recognise the column.
func Gender(s string) (string, bool) { return look(genders, s) }

// YesNo reads a tick in any of its forms.
func YesNo(s string) (yes, ok bool) {
	v, ok := look(yesNo, s)
	return v == "yes", ok
}

func look(words map[string]string, s string) (string, bool) {
	if len(s) > 60 {
		return "", false
	}
	v, ok := words[fold(s)]
	return v, ok
}

// missing words stand for "nothing was entered".
var missing = strings.Fields("select 请选择 null none n/a na #n/a nil / \\ — - -- --- 无数据 未填写 (null) (empty) undefined nan .")

// Missing reports an empty cell or one of the words for it.
func Missing(s string) bool {
	if s == "" {
		return true
	}
	if len(s) > 9 && s[0] < utf8.RuneSelf {
		return false
	}
	for _, w := range missing {
		if len(w) == len(s) && strings.EqualFold(w, s) {
			return true
		}
	}
	return false
}
