package sheet

import (
	"strings"
	"testing"
)

// What the customer, lead and contact labels of other CRMs stand for, decided
// by their meaning before looking at the matcher. "-" is the explicit class
// "no standard field: custom field or left out". Several answers are allowed
// only where two are right.
var meanings = map[string]string{
	// 悟空
	"线索名称": "name", "线索来源": "source", "电话": "phone", "手机": "phone.mobile", "客户行业": "industry", "客户级别": "grade", "地址": "address",
	"下次联系时间": "next.at", "备注": "remark", "客户名称": "name", "客户来源": "source", "成交状态": "-", "网址": "website", "姓名": "contact|name",
	"电子邮箱": "email", "是否关键决策人": "-", "职务": "contact.title", "性别": "-", "创建人": "-", "更新时间": "-", "创建时间": "createdAt", "负责人": "owner",
	// EspoCRM
	"名称": "name|contact", "电子邮件": "email", "标题": "contact.title", "网站": "website", "不要电联": "doNotContact", "状态": "-", "项目预算": "-", "项目预算（转换）": "-",
	"描述": "remark", "客户": "name|-", "联系人": "contact", "商机": "-", "营销活动": "sourceDetail", "目标列表": "-", "行业": "industry", "验收状态": "-", "商机金额货币": "-",
	"接受状态(Meetings)": "-", "接受状态(Calls)": "-", "账单地址": "address", "邮寄地址": "address", "Sic代码": "-", "类型": "-", "未启用": "-", "原始潜在客户": "-", "客户类型": "-|kind",
	"商机角色": "-", "门户网站用户": "-", "账户未启用": "-",
	"Name": "name|contact", "Email": "email", "Title": "contact.title", "Website": "website", "Phone": "phone", "Account Name": "name", "Do Not Call": "doNotContact",
	"Address": "address", "Status": "-", "Source": "source", "Opportunity Amount": "-", "Opportunity Amount (converted)": "-", "Description": "remark", "Account": "name|-",
	"Contact": "contact|-", "Opportunity": "-", "Converted At": "-", "Campaign": "sourceDetail", "Target Lists": "-", "Target List": "-", "Industry": "industry",
	"Acceptance Status": "-", "Opportunity Amount Currency": "-", "Acceptance Status (Meetings)": "-", "Acceptance Status (Calls)": "-", "Original Email": "-|email.other", "Pipeline": "-",
	"Billing Address": "address", "Shipping Address": "address|-", "Sic Code": "-", "Type": "-", "Inactive": "-", "Original Lead": "-", "Account Title": "contact.title", "Accounts": "-|name",
	"Account Type": "-", "Opportunity Role": "-", "Portal User": "-", "Has Portal User": "-", "Account Inactive": "-",
	// SuiteCRM
	"Account ID": "externalId|-", "Alt Address City": "-", "Alt Address Country": "-", "Alt Address Postalcode": "-", "Alt Address State": "-", "Alt Address Street 2": "-|address",
	"Alt Address Street 3": "-|address", "Alt Address Street": "-|address", "Other Address": "-|address", "Any Address": "address", "Any Email": "email|email.other", "Any Phone": "phone|phone.other",
	"Assigned to": "owner", "Assigned User": "owner|-", "City": "city", "Contact ID": "externalId|-", "Lead Name": "name|contact", "Role": "-|contact.title", "Lead": "-|name", "Converted Account": "-",
	"Converted Contact": "-", "Converted Opportunity": "-", "Converted": "-", "Convert Lead": "-", "Country": "country", "Created a new": "-", "Created a new account": "-", "Created a new call": "-",
	"Created a new contact": "-", "Created a new meeting": "-", "Created a new opportunity": "-", "Department": "-", "Similar Leads": "-", "Email Address": "email", "Email Opt Out": "-",
	"Used an existing account": "-", "Used an existing contact": "-", "Used an existing opportunity": "-", "Fax": "-", "First Name": "contact.firstName", "Home Phone": "phone.home",
	"Import vCard": "-", "vCard": "-", "Invalid Email": "-", "Direct Reports": "-", "Last Name": "contact.lastName", "Lead Source": "source", "Mobile": "phone.mobile", "Leads": "-",
	"Office Phone": "phone.company", "Opportunity Name": "-", "Opportunity ID": "-", "Other Email": "email.other", "Other Phone": "phone.other", "Portal Application": "-", "Portal Name": "-",
	"Postal Code": "-", "Street": "address", "Primary Address City": "city", "Primary Address Country": "country", "Primary Address Postalcode": "-", "Primary Address State": "province",
	"Primary Address Street 2": "address", "Primary Address Street 3": "address", "Primary Address Street": "address", "Primary Address": "address", "Referred By": "-", "Reports To ID": "-", "Reports To": "-",
	"Salutation": "-", "Modified By": "-", "Created By": "-", "State/Region": "province", "Campaigns": "-|sourceDetail", "Birthdate": "-", "Assistant Phone": "-", "Assistant": "-", "Created User": "-",
	"Modified User": "-", "Module": "-", "Required": "-", "Allow Selection": "-", "Copy Data": "-", "Edit": "-", "Delete": "-", "Add Module": "-", "Create": "-", "<b>OR</b> Select": "-",
	"The module to create a new record in.": "-", "Move Activities to": "-", "Copy Activities to": "-", "Campaign ID": "-", "Edit Layout": "-", "Enter Date": "-", "Loading": "-",
	// Frappe
	"Series": "-", "Middle Name": "-", "Gender": "-", "Mobile No.": "phone.mobile", "No. of Employees": "-", "Annual Revenue": "-", "Lead Owner": "owner", "Image": "-", "Full Name": "contact|name",
	"Job Title": "contact.title", "Organization": "name", "SLA": "-", "SLA Creation": "-", "SLA Status": "-", "Response By": "-", "First Response Time": "-", "First Responded On": "-",
	"Communication Status": "-", "Territory": "region|-", "Status Change Log": "-", "Products": "product|-", "Total": "-", "Net Total": "-", "Facebook Lead ID": "-|externalId", "Facebook Form ID": "-",
	"Rolling Responses": "-", "Last Response Time": "-", "Last Responded On": "-", "Lost Reason": "-", "Lost Notes": "-", "Organization Logo": "-", "Company Description": "remark|-",
	"LinkedIn": "channel.other", "X (Twitter)": "channel.other|-", "Facebook": "channel.other|-",
	// Cordys
	"客户等级": "grade", "线上来源详情": "sourceDetail", "客户标签": "tags", "地区": "region", "公司名称": "name", "线索进度": "-|layer", "客户需求": "need", "联系人名称": "contact",
	"联系人电话": "phone", "意向产品": "product", "邮箱": "email", "手机号": "phone.mobile",
}

// exportHeaders are the columns of customer, lead and contact exports as other CRMs name them.
var exportHeaders = map[string]string{
	"悟空 zh":     "创建人|更新时间|创建时间|负责人",
	"悟空 线索 zh":  "线索名称|线索来源|电话|手机|客户行业|客户级别|地址|下次联系时间|备注",
	"悟空 客户 zh":  "客户名称|客户级别|客户行业|客户来源|成交状态|电话|网址|下次联系时间|备注|手机",
	"悟空 联系人 zh": "姓名|客户名称|手机|电话|电子邮箱|是否关键决策人|职务|性别|地址|下次联系时间|备注",
	"EspoCRM Lead en": "Name|Email|Title|Website|Phone|Account Name|Do Not Call|Address|Status|Source|Opportunity Amount|Opportunity Amount (converted)|Description|Account|" +
		"Contact|Opportunity|Converted At|Campaign|Target Lists|Target List|Industry|Acceptance Status|Opportunity Amount Currency|Acceptance Status (Meetings)|" +
		"Acceptance Status (Calls)|Original Email|Pipeline",
	"EspoCRM Lead zh": "名称|电子邮件|标题|网站|电话|客户名称|不要电联|地址|状态|客户来源|项目预算|项目预算（转换）|描述|客户|联系人|商机|营销活动|目标列表|行业|验收状态|商机金额货币|接受状态(Meetings)|接受状态(Calls)",
	"EspoCRM Account en": "Name|Email|Website|Phone|Billing Address|Shipping Address|Description|Sic Code|Industry|Type|Title|Inactive|Campaign|Target Lists|Target List|" +
		"Original Lead",
	"EspoCRM Account zh": "名称|电子邮件|网站|电话|账单地址|邮寄地址|描述|Sic代码|行业|类型|标题|未启用|营销活动|目标列表|原始潜在客户",
	"EspoCRM Contact en": "Name|Email|Account Title|Account|Accounts|Phone|Account Type|Do Not Call|Address|Opportunity Role|Title|Description|Campaign|Target Lists|Target List|" +
		"Portal User|Has Portal User|Original Lead|Acceptance Status|Account Inactive|Acceptance Status (Meetings)|Acceptance Status (Calls)|Original Email",
	"EspoCRM Contact zh": "名称|电子邮件|客户|电话|客户类型|不要电联|地址|商机角色|标题|描述|营销活动|目标列表|门户网站用户|原始潜在客户|验收状态|账户未启用|接受状态(Meetings)|接受状态(Calls)",
	"SuiteCRM Lead en": "Account ID|Account Name|Alt Address City|Alt Address Country|Alt Address Postalcode|Alt Address State|Alt Address Street 2|Alt Address Street 3|" +
		"Alt Address Street|Other Address|Any Address|Any Email|Any Phone|Assigned to|Assigned User|City|Contact ID|Lead Name|Role|Lead|Converted Account|" +
		"Converted Contact|Converted Opportunity|Converted|Convert Lead|Country|Created a new|Created a new account|Created a new call|Created a new contact|" +
		"Created a new meeting|Created a new opportunity|Department|Do Not Call|Similar Leads|Email Address|Email Opt Out|Used an existing account|" +
		"Used an existing contact|Used an existing opportunity|Fax|First Name|Home Phone|Import vCard|vCard|Invalid Email|Direct Reports|Last Name|Lead Source|" +
		"Mobile|Leads|Name|Office Phone|Opportunity Name|Opportunity Amount|Opportunity ID|Other Email|Other Phone|Phone|Portal Application|Portal Name|" +
		"Postal Code|Street|Primary Address City|Primary Address Country|Primary Address Postalcode|Primary Address State|Primary Address Street 2|" +
		"Primary Address Street 3|Primary Address Street|Primary Address|Referred By|Reports To ID|Reports To|Salutation|Modified By|Created By|State/Region|" +
		"Status|Campaign|Campaigns|Birthdate|Assistant Phone|Assistant|Created User|Modified User|Module|Required|Allow Selection|Copy Data|Edit|Delete|" +
		"Add Module|Create|Website|The module to create a new record in.|Move Activities to|Copy Activities to|Campaign ID|Edit Layout|" +
		"Enter Date|Loading",
	"Frappe Lead en": "Series|Salutation|First Name|Middle Name|Last Name|Gender|Status|Email|Website|Mobile No.|Phone|No. of Employees|Annual Revenue|Lead Owner|Source|" +
		"Industry|Image|Full Name|Job Title|Organization|Converted|SLA|SLA Creation|SLA Status|Response By|First Response Time|First Responded On|" +
		"Communication Status|Territory|Status Change Log|Products|Total|Net Total|Facebook Lead ID|Facebook Form ID|Rolling Responses|Last Response Time|" +
		"Last Responded On|Lost Reason|Lost Notes|Organization Logo|Company Description|LinkedIn|X (Twitter)|Facebook",
	"Cordys 客户 zh":  "客户名称|客户行业|客户等级|客户类型|客户来源|线上来源详情|客户标签|地区|负责人",
	"Cordys 线索 zh":  "公司名称|线索进度|线索来源|线上来源详情|客户需求|联系人名称|联系人电话|意向产品|地区|负责人",
	"Cordys 联系人 zh": "客户名称|姓名|邮箱|手机号|负责人",
}

// TestHeaderLabels matches each module's labels as one header, as in an export
// of that module, and counts the columns that come out right.
func TestHeaderLabels(t *testing.T) {
	total, right := 0, 0
	for name, joined := range exportHeaders {
		header := strings.Split(joined, "|")
		for i, m := range MatchColumns(header, nil) {
			want, known := meanings[header[i]]
			if !known {
				t.Errorf("%s: no meaning written down for %q", name, header[i])
				continue
			}
			got := m.Target
			if got == ToCustom || got == ToIgnore {
				got = "-"
			}
			total++
			if contains(strings.Split(want, "|"), got) {
				right++
			} else {
				t.Logf("%s: %q is taken for %s, means %s", name, header[i], got, want)
			}
		}
	}
	t.Logf("%d of %d labels (%.1f %%)", right, total, 100*float64(right)/float64(total))
	if right*100 < total*95 || total < 200 {
		t.Errorf("%d of %d labels matched, want 95 %%", right, total)
	}
}
