package sheet

// signs are column names that customer lists do not have; three of a sort say
// what the file is instead.
var signs = map[string][]string{
	"staff": {"工号", "员工编号", "员工姓名", "员工类型", "直属上级", "入职日期", "入职时间", "部门", "职级", "工作邮箱", "汇报对象", "用工类型", "转正日期", "离职日期", "employee id", "employee name", "employee type", "hire date", "reports to", "line manager", "department"},
	"contract": {"合同编号", "合同名称", "合同类型", "合同金额", "签约公司", "签约类型", "签约日期", "生效日期", "截止日期", "付款方式", "合同开始时间", "合同到期时间", "合同结束时间", "乙方", "甲方",
		"contract number", "contract name", "contract type", "contract amount", "contract value", "effective date", "payment terms", "contract start date", "contract end date"},
	"payment": {"回款编号", "回款日期", "回款金额", "回款方式", "收款银行", "发票号码", "发票金额", "开票日期", "invoice number", "invoice amount", "invoice date", "payment method", "amount paid"},
}

// Foreign names what a table lists when it is no list of customers: staff,
// contract or payment; "" when it may be customers.
func Foreign(header []string) string {
	keys := map[string]bool{}
	for _, h := range header {
		keys[headerKey(h)] = true
	}
	for _, sort := range []string{"staff", "contract", "payment"} {
		n := 0
		for _, sign := range signs[sort] {
			if keys[headerKey(sign)] {
				n++
			}
		}
		if n >= 3 {
			return sort
		}
	}
	return ""
}
