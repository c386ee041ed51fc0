package sheet

import (
	"strings"
	"unicode"
)

// headers are the column names people and programs write, by target. They were
// collected from the words of the trade and from what the exports of common
// CRM and company-register products are called; "|" parts the names. Names are
// compared by headerKey, so case, spaces, "_" and "-" do not matter.
var headers = map[string]string{
	ToName: `客户名称|客户名|客户|客户全称|客户简称|公司名称|公司名|公司|公司全称|单位名称|单位名|单位|单位全称|企业名称|企业名|企业|企业全称|商户名称|商家名称|商家|店铺名称|店名|店铺|门店名称|门店|厂名|工厂名称|机构名称|学校名称|医院名称|酒店名称|线索名称|线索名|客户姓名|学员姓名|家长姓名|会员姓名|客户名字|股票名称|证券名称|证券简称|公司简称|商号|参展商|参展单位|展商名称|所属客户|客户/公司|关联客户
		|company|company name|account name|account|customer|customer name|organization|organisation|organization name|organisation name|business name|client|client name|firm|company / account|companyname|accountname|lead company|associated company|primary company|employer|store name|shop name|school|code name`,
	toAnyName: `名称|姓名|名字|名|name|full name|lead name|person name|display name`,
	ToContact: `联系人|联系人姓名|联系人名称|联系人名字|主联系人|首要联系人|主要联系人|业务联系人|联络人|对接人|负责联系人|法定代表人|法人|法人代表|老板|老板姓名|决策人|关键人|采购联系人|经办人|收件人|代理人姓名
		|contact|contact name|contact person|primary contact|main contact|contact full name|attention|representative|point of contact`,
	ToFirstName: `first name|firstname|given name|forename|名(名字)`,
	ToLastName:  `last name|lastname|surname|family name|姓|姓氏`,
	ToTitle: `职务|职位|岗位|头衔|职称|联系人职务|联系人职位|联系人头衔|身份
		|title|job title|position|job|role title|contact title|account title|designation|jobtitle|occupation`,
	ToPhone: `电话|联系电话|联系方式|电话号码|联系人电话|客户电话|号码|联系号码|主电话|主要电话|常用电话|电话1|来电号码|被叫号码|主叫号码|企业电话|有效电话|手机/电话|电话/手机
		|phone|phone number|telephone|tel|phone no|contact number|contact phone|telephone number|primary phone|phone 1 - value|any phone|main phone|phonenumber|phone1`,
	ToMobile: `手机|手机号|手机号码|移动电话|联系手机|联系人手机|客户手机|移动手机|手机1|有效手机号|家长手机|学员手机
		|mobile|mobile phone|mobile no|mobile number|cell|cell phone|cellphone|mobile phone number|primary mobile|mobilephone|primary mobile no|phone mobile`,
	ToCompanyPhone: `固定电话|固话|座机|座机号|座机号码|办公电话|公司电话|单位电话|总机|前台电话
		|office phone|work phone|business phone|company phone|landline|phone work|account phone|direct phone|switchboard`,
	ToHomePhone: `家庭电话|住宅电话|家里电话|home phone|phone home|residential phone`,
	ToOtherPhone: `其他电话|更多电话|备用电话|电话2|手机2|第二电话|其他联系方式|备用手机|其它电话|其他手机|紧急联系电话
		|other phone|alternate phone|alternative phone|phone other|phone 2|secondary phone|phone2|additional phone|phone 2 - value`,
	ToEmail: `邮箱|电子邮箱|电子邮件|邮件|邮件地址|邮箱地址|电邮|联系邮箱|联系人邮箱|客户邮箱|企业邮箱|公司邮箱|email地址
		|email|e-mail|email address|e-mail address|mail|emailaddress|primary email|contact email|email work|work email|e-mail 1 - value|email id`,
	ToOtherEmail: `any email|其他邮箱|更多邮箱|备用邮箱|邮箱2|other email|alternate email|secondary email|email other|email home|personal email|non primary e-mails|non primary emails|additional email|email 2|other email address`,
	ToWechat:     `微信|微信号|微信号码|联系微信|客户微信|微信id|wechat|wechat id|weixin|we chat|微信(wechat)`,
	ToWhatsApp:   `whatsapp|whatsapp number|whats app|whatsapp phone`,
	ToOtherChannel: `qq|qq号|qq号码|钉钉|钉钉号|飞书|旺旺|阿里旺旺|抖音号|抖音|小红书号|小红书|telegram|line|line id|skype|skype id
		|linkedin|linkedin url|linkedin profile|twitter|x (twitter)|x|twitter handle|facebook|facebook url|instagram|微博`,
	ToKind: `客户性质|主体类型|客户类别(企业/个人)|个人/企业|企业/个人|申请人性质|customer kind|customer type (company/person)`,
	ToGrade: `评级|等级|级别|客户等级|客户级别|客户评级|客户分级|客户分类|线索等级|线索级别|线索评级|意向等级|意向级别|意向|意向度|意向程度|重要程度|重要性|优先级|abc分类|abc类
		|grade|rating|customer grade|lead grade|customer level|customer rating|lead rating|account rating|priority|tier|lead quality`,
	ToTemperature: `温度|冷热|冷温热|客户温度|线索温度|热度|客户热度|temperature|lead temperature|warmth`,
	ToLayer:       `漏斗层|漏斗阶段|客户阶段|销售阶段|所处阶段|跟进阶段|阶段|客户层级|layer|funnel layer|funnel stage|sales stage|lifecycle stage|stage`,
	ToOwner: `负责人|业务员|销售|销售员|销售人员|销售代表|客户经理|归属人|所有人|拥有者|跟进人|跟进人员|跟单员|客户负责人|线索负责人|线索所有人|客户所有人|所属业务员|所属销售|归属销售|专员|销售顾问|课程顾问|顾问|坐席|电销员|服务人员|前负责人
		|owner|lead owner|contact owner|account owner|assigned to|assigned user|sales rep|salesperson|sales person|account manager|sales owner|record owner|sales|sales agent|rep|responsible|owner name|assigned to name|assigned_user_name|account executive`,
	ToProduct: `意向产品|产品|产品名称|感兴趣产品|想看的产品|意向课程|课程|意向车型|车型|推荐产品|主推产品|咨询产品|意向项目
		|product|product of interest|product interest|interested product|product name|products of interest|course of interest|interested in`,
	ToGoal: `销售目标|跟进目标|目标|sales goal|goal|objective`,
	ToNeed: `需求|客户需求|需求描述|需求说明|采购需求|意向需求|咨询内容|咨询问题|采购意向|留言|客户留言|留言内容|询盘内容|关注点|痛点|项目需求|需求信息
		|need|needs|requirement|requirements|inquiry|enquiry|message|question|interest|interests|demand`,
	ToSource: `来源|客户来源|线索来源|来源渠道|渠道|获客渠道|渠道来源|信息来源|推广渠道|资源来源|数据来源|来源类型|名单来源|线索渠道|获取渠道|客户来源渠道
		|source|lead source|customer source|origin|channel source|original source|contact source|account source|utm source|utm_source|acquisition channel|traffic source`,
	ToSourceDetail: `来源详情|来源说明|来源明细|线上来源详情|来源描述|来源备注|推广计划|活动名称|活动来源|营销活动|市场活动|展会|展会名称|广告计划|落地页|关键词|搜索词
		|source detail|source details|lead source description|campaign|campaign name|landing page|utm campaign|utm_campaign|source description|original source drill-down 1|lead source detail|referrer url|lead origin`,
	ToIndustry: `行业|所属行业|客户行业|行业分类|行业类别|企业行业|行业类型|一级行业|主营行业|从事行业|所在行业|行业领域
		|industry|sector|business segment|industry type|vertical|line of business|industry sector`,
	ToRegion:   `地区|区域|省市|省/市|省份城市|所在地|所在地区|所在区域|归属地|号码归属地|省市区|所属地区|所属区域|城市区域|地域|客户地区|客户区域|籍贯|省、市、区|region|location|area|city/state|city, state`,
	ToProvince: `省|省份|所在省|所在省份|所属省份|所属省|客户省份|province|state|state/region|state/province|primary address state|billing state|mailing state|billing state/province|mailing state/province|address state|primary state|state or province`,
	ToCity:     `市|城市|所在城市|所在市|所属城市|所属市|客户城市|地市|city|town|primary address city|billing city|mailing city|address city|primary city|city/town`,
	ToCountry:  `国家|国家/地区|所在国家|国别|国籍|country|country/region|primary address country|billing country|mailing country|address country|nation|country code`,
	ToAddress: `地址|详细地址|联系地址|公司地址|单位地址|企业地址|通讯地址|通信地址|注册地址|办公地址|经营地址|家庭住址|住址|客户地址|邮寄地址|街道|所在地址|街道地址|门店地址|账单地址|收货地址
		|address|street|street address|mailing address|billing address|mailing street|billing street|primary address|primary address street|address line 1|address1|address line 2|primary address street 2|primary address street 3|full address|company address|office address|any address|address 1|primary street`,
	ToWebsite:    `网址|网站|官网|公司网站|公司网址|企业网址|网站地址|官方网站|主页|公司官网|企业官网|website|web site|url|website url|homepage|web|company website|domain|company domain name|web address|site`,
	ToTaxCode:    `税号|纳税人识别号|统一社会信用代码|社会信用代码|信用代码|统一信用代码|机构代码|组织机构代码|税务登记号|企业税号|公司税号|营业执照号|工商注册号|统一社会信用代码/税号|tax id|tax code|tax number|vat|vat number|vat id|tax no|tin|uscc|unified social credit code|gst|gstin|taxid`,
	ToPreference: `偏好|客户偏好|沟通偏好|喜好|兴趣爱好|爱好|联系偏好|方便联系时间|preference|preferences|hobby|hobbies|best time to call`,
	ToRemark: `备注|备注信息|客户备注|说明|描述|客户描述|备注说明|其他说明|补充说明|附注|注释|公司简介|企业简介|简介|客户简介|详细描述|经营范围|跟踪记录|线索备注|线索描述|情况说明|客户情况
		|remark|remarks|note|notes|description|comment|comments|memo|background|about|additional info|additional information|lead notes|account description|details|lead description`,
	ToTags:         `标签|客户标签|标记|tags|tag|labels|label|customer tag|customer tags|keywords`,
	ToDoNotContact: `谢绝来电|勿扰|请勿联系|禁止联系|不要联系|不要电联|请勿来电|免打扰|黑名单|do not call|do not contact|donotcall|dnc|do_not_call|opt out|opted out|do not disturb`,
	ToCreated: `创建时间|创建日期|登记日期|登记时间|录入时间|录入日期|添加时间|注册日期|注册时间|建档日期|建档时间|收集日期|收集时间|获取时间|进线时间|入库时间|首次联系日期|首次联系时间|留资时间|提交时间|咨询日期|咨询时间|线索创建时间|报名时间|预约时间
		|created time|created at|create date|created date|date created|date added|created|created on|creation date|registration date|sign up date|signup date|date entered|first contact date|first seen|first_contact_date|created_at|inquiry date|lead date|entry date`,
	ToNext: `下次联系时间|下次跟进时间|下次跟进日期|下次联系日期|下次回访时间|计划联系时间|下次沟通时间|预约回访时间|下次跟进|next contact|next follow up|next follow-up date|next activity date|next contact date|follow up date|follow-up date|next_time|next step date`,
	ToExternal: `客户编号|客户编码|客户id|客户代码|编号|编码|线索编号|线索id|会员号|会员编号|学号|ts代码|股票代码|证券代码|档案号|客户号|联系人编号|联系人id|外部编号|外部id|系统编号|数据id|工单号
		|id|lead id|leadid|contact id|contactid|account id|accountid|customer id|customer no|customer number|customerid|record id|prospect id|lead number|external id|external_id|user id|company id|mql_id|mql id|uuid|guid|ref|reference|code|client id|orig_row|crm id|record id - contact|record id - company`,
	ToResult:   `通话结果|呼叫结果|外呼结果|联系结果|跟进结果|拨打结果|电话结果|沟通结果|接通状态|拨打状态|呼叫状态|通话状态|接听状态|call result|call outcome|call status|call disposition|disposition|outcome|result|contact result|y|last result`,
	ToTouchAt:  `通话时间|呼叫时间|外呼时间|拨打时间|联系时间|跟进时间|跟进日期|最后跟进时间|最近跟进时间|最近联系时间|上次联系时间|上次跟进时间|最后联系时间|通话开始时间|最近跟进|最后通话时间|最近一次联系|拜访日期|拜访时间|call time|call date|call start time|last contacted|last contact date|last activity date|contact date|last call|last touch|last follow up|date of call|last_seen|last seen`,
	ToSeconds:  `通话时长|通话时长(秒)|时长|呼叫时长|通话秒数|通话时长(s)|通话时间(秒)|call duration|duration|call duration (in seconds)|talk time|call length|duration (s)|duration seconds`,
	ToNote:     `跟进内容|跟进记录|沟通内容|通话内容|通话记录|沟通记录|联系记录|跟进情况|最近跟进内容|最后跟进内容|最近跟进记录|通话备注|拜访记录|洽谈内容|沟通情况|跟进备注|call notes|call note|follow up notes|activity notes|call description|last note`,
	ToFeedback: `客户反馈|反馈|反馈内容|客户反应|客户意见|倾听|feedback|customer feedback|response|customer response`,
	ToChannel:  `跟进方式|联系渠道|沟通方式|跟进类型|联系类型|跟进渠道|call type|contact type|contact channel|communication type|activity type|contact method`,
	ToCustom:   `传真|传真号|传真号码|邮编|邮政编码|状态|客户状态|线索状态|fax|fax number|fax phone|zip|zip code|postal code|postcode|status|lead status|customer status|account status|birthday|birthdate|生日|出生日期`,
	ToIgnore:   `序号|行号|创建人|修改人|更新人|更新时间|修改时间|最后修改时间|最近修改时间|最后更新时间|更新日期|录入人|添加人|导入时间|导入人|no.|s/n|#|sn|index|row|created by|modified by|updated by|modified time|updated at|last modified|last modified date|modified|date modified|last modified time|last updated|created user|modified user|created by id|deleted|image|organization logo|photo|avatar|头像|图片|附件|attachments|attachment|身份证|身份证号|身份证号码|证件号码|证件号|id card|id number|id card number|portal user|has portal user|import vcard|vcard|loading|edit layout|edit|checked|操作`,
}

// dictionary is headers turned round, by headerKey.
var dictionary = func() map[string]string {
	out := map[string]string{}
	for target, names := range headers {
		for n := range strings.SplitSeq(names, "|") {
			out[headerKey(n)] = target
		}
	}
	delete(out, "")
	return out
}()

// others are words in front of a name that make it somebody else's: the agent's
// phone is no number of the customer.
var others = strings.Fields("代理 推荐人 介绍人 担保 紧急 助理 助手 财务 法务 上级 配偶 父亲 母亲 转介绍人 收货 assistant agent referrer referred emergency spouse guarantor reportsto partner")

// headerKey is a column name reduced to its letters and digits in lower case.
func headerKey(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '#':
			return r
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, asciiForms(s))
}
