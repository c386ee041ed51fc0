package sheettest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// made are the files that are written anew for each test, always alike.
var made = map[string]func() []byte{
	"indices.gbk.csv":        indices,
	"us-leads.csv":           americanLeads,
	"web-leads.csv":          func() []byte { return joinLines(webLeads()) },
	"web-leads-requoted.csv": requoted,
	"web-leads-trailing.csv": trailingComma,
	"ragged.csv":             ragged,
	"customers.csv":          customers,
	"customers.xlsx":         func() []byte { return workbook(customerRows) },
	"staff.xlsx":             func() []byte { return workbook(staffRows) },
}

// Rows of the larger files.
const (
	Indices  = 4732
	USLeads  = 3900
	WebLeads = 6468
	Requoted = 244
	Trailing = 300
)

func seeded() *rand.Rand { return rand.New(rand.NewSource(20240607)) }

func pick(r *rand.Rand, list ...string) string { return list[r.Intn(len(list))] }

func comma(rows [][]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.WriteAll(rows)
	return b.String()
}

func joinLines(lines []string) []byte { return []byte(strings.Join(lines, "\r\n") + "\r\n") }

// gbk is text as Chinese Excel saves a CSV: GBK, CRLF, no mark at the start.
func gbk(text string) []byte {
	b, err := simplifiedchinese.GBK.NewEncoder().String(strings.ReplaceAll(text, "\n", "\r\n"))
	if err != nil {
		panic(err)
	}
	return []byte(b)
}

var brands = []string{"恒", "瑞", "博", "鸿", "晟", "宏", "欣", "嘉", "诚", "泰", "盛", "源", "达", "利", "华", "远", "辰", "凯", "锦", "铭"}

// indices are codes with a dot, dates and an empty column.
func indices() []byte {
	rows := [][]string{{"code", "code_name", "ipoDate", "outDate", "type", "status"}}
	for i := range Indices {
		n := len(brands)
		name := brands[i%n] + brands[i/n%n] + brands[i/n/n%n] + "指数"
		rows = append(rows, []string{fmt.Sprintf("sh.%06d", i+1), name, fmt.Sprintf("%d-%02d-%02d", 1991+i%30, 1+i%12, 1+i%28), "", "2", "1"})
	}
	return gbk(comma(rows))
}

// americanLeads have US numbers, three writings of dates and money, owners by
// name, and a column that a pivot table left behind.
func americanLeads() []byte {
	r := seeded()
	rows := [][]string{{"LEADID", "Last Name", "Company", "Lead Owner", "Email", "Mobile", "Website", "Industry", "Lead Source", "Lead Status", "Created Time", "CONVERTED", "month_Created Time1"}}
	for i := range USLeads {
		last := pick(r, "Denson", "Hall", "Anderson", "Kelley", "Ortiz", "Ng", "O'Hara", "Brown")
		rows = append(rows, []string{
			fmt.Sprint(4563 + i), last, fmt.Sprintf("%s %s Works %d", pick(r, "Maple", "Granite", "Harbor"), pick(r, "Tool", "Paper", "Camera"), i),
			pick(r, "David Love", "Thomas Mondrake", "Lazar Mathew"), fmt.Sprintf("%s%d@example.com", strings.ToLower(strings.ReplaceAll(last, "'", "")), i),
			fmt.Sprintf("%s-%03d-%04d", pick(r, "660", "860", "336", "415", "212"), 200+i/100%800, i), fmt.Sprintf("shop%d.example", i),
			pick(r, "Education", "Pharma", "Manufacturing"), pick(r, "Employee Referral", "Cold Call", "Sales Mail Alias"), pick(r, "Contacted", "Junk Lead", "Attempted to Contact"),
			fmt.Sprintf("%d Apr, 2021 %02d:%02d:00", 1+i%28, i%24, i%60), pick(r, "Yes", "No"), "April",
		})
	}
	return []byte(comma(rows))
}

var webHeader = []string{"Prospect ID", "Lead Number", "Lead Origin", "Lead Source", "Do Not Email", "Do Not Call", "Converted", "TotalVisits", "Total Time Spent on Website",
	"Page Views Per Visit", "Last Activity", "Country", "Specialization", "How did you hear about us", "What is your current occupation", "What matters most to you in choosing a course",
	"Search", "Magazine", "Newspaper Article", "Forums", "Newspaper", "Digital Advertisement", "Through Recommendations", "Receive More Updates About Our Courses", "Tags", "Lead Quality",
	"Update me on Supply Chain Content", "Get updates on DM Content", "Lead Profile", "City", "Activity Index", "Profile Index", "Activity Score", "Profile Score",
	"I agree to pay the amount through cheque", "A free copy of the guide", "Last Notable Activity"}

// webLeads are lines of a web form's export without names or numbers: an id is
// the key, "Select" means that nobody chose.
func webLeads() []string {
	r := seeded()
	lines := []string{strings.TrimSuffix(comma([][]string{webHeader}), "\n")}
	for i := range WebLeads {
		row := make([]string, len(webHeader))
		for c := range row {
			row[c] = pick(r, "No", "No", "Yes")
		}
		row[0] = fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", r.Uint32(), r.Intn(1<<16), r.Intn(1<<12), r.Intn(1<<12), r.Int63n(1<<48))
		row[1], row[2], row[3] = fmt.Sprint(660737-i), pick(r, "API", "Landing Page Submission"), pick(r, "Google", "google", "Olark Chat", "Organic Search")
		row[6], row[7], row[8], row[9] = fmt.Sprint(r.Intn(2)), fmt.Sprint(r.Intn(20)), fmt.Sprint(r.Intn(2000)), fmt.Sprintf("%.1f", r.Float64()*5)
		row[10], row[11], row[12] = pick(r, "Email Opened", "Page Visited on Website, twice", `"Modified" by hand`), pick(r, "India", "", "United States"), pick(r, "Select", "Finance")
		row[13], row[14], row[15] = "Select", pick(r, "Unemployed", "Student"), "Better Career Prospects"
		row[24], row[25], row[28], row[29] = pick(r, "Ringing", "Busy", "Will revert after reading the email", ""), pick(r, "", "Might be"), "Select", pick(r, "Mumbai", "Select")
		row[30], row[31], row[32], row[33], row[36] = "02.Medium", "02.Medium", "15", "15", pick(r, "Modified", "Email Opened")
		lines = append(lines, strings.TrimSuffix(comma([][]string{row}), "\n"))
	}
	return lines
}

// requoted is the same list after a program that put some rows into quotes as a
// whole, so that they parse as one field.
func requoted() []byte {
	lines := webLeads()
	for i := range Requoted {
		at := 1 + i*26
		lines[at] = `"` + strings.ReplaceAll(lines[at], `"`, `""`) + `"`
	}
	return joinLines(lines)
}

// trailingComma is the head of the list with a 38th column without a name.
func trailingComma() []byte {
	lines := webLeads()[:Trailing+1]
	for i := range lines {
		lines[i] += ","
	}
	return joinLines(lines)
}

// ragged has a row written by hand that ends after four cells.
func ragged() []byte {
	return []byte(`"First Name","Last Name","ID","Job Title","Account Name","Website","Email Address","Mobile","Office Phone","Status","Description"
"Melissa","Bucy","00c19439","Senior Product Manager","Smith & Sons","www.shop.example","melissa@example.co.uk","","(958) 982-2134","Recycled","wants to know more"
"John","Doe","john.smith@example.com","4441234567"

`)
}

var customerRows = [][]string{
	{"名称", "联系人", "电话", "邮箱", "微信", "地址", "类型", "区域", "需求", "备注"},
	{"东湖小区物业管理处", "张经理", "13800138001", "", "", "上海市浦东新区东湖路100号", "物业", "上海浦东", "小区需要新建电动车停车棚，约200㎡", ""},
	{"西郊建材市场", "李总", "13900139002", "li@example.com", "li_wechat", "上海市闵行区西郊路200号", "商业", "上海闵行", "市场门口需要安装大型遮阳棚", "预算10万左右"},
	{"南山工厂", "王厂长", "13700137003", "", "wang_chang", "上海市松江区南山工业园", "工厂", "上海松江", "厂区停车场需要钢结构车棚500㎡", "比较急"},
}

var staffRows = [][]string{
	{"填写须知：带 * 的为必填"}, {"请勿修改表头，部门用 / 分隔上下级"},
	{"工号", "姓名", "性别", "部门", "职位", "手机号", "邮箱", "直属上级", "员工类型"},
}

func customers() []byte {
	return []byte("客户名称,联系人,电话,邮箱,地址,邮政编码,传真,机构代码,国籍,代理人姓名,代理人电话,客户等级,客户状态,备注\n" +
		"示例企业1,张三,13800138001,zhangsan@example.com,北京市朝阳区,100000,010-12345678,91110000123456789X,中国,李律师,010-87654321,2,1,重要客户\n" +
		"示例企业2,李四,13900139002,lisi@example.com,上海市浦东新区,200000,021-12345678,91310000123456789X,中国,王律师,021-87654321,1,1,普通客户\n" +
		"示例个人,王五,13700137003,wangwu@example.com,广州市天河区,510000,020-12345678,440101199001011234,中国,,,1,1,个人客户\n\n\n")
}

func workbook(rows [][]string) []byte {
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			panic(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}
