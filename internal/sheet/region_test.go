package sheet

import "testing"

func TestSplitPlace(t *testing.T) {
	for in, want := range map[string][2]string{
		"浙江 宁波": {"浙江", "宁波"}, "宁波北仑": {"浙江", "宁波"}, "浙江省宁波市北仑区中河路1号": {"浙江", "宁波"}, "上海浦东": {"上海", "上海"}, "北京市朝阳区": {"北京", "北京"},
		"余姚": {"浙江", "宁波"}, "广西壮族自治区南宁市": {"广西", "南宁"}, "吉林省长春市": {"吉林", "长春"}, "吉林": {"吉林", ""}, "新疆维吾尔自治区": {"新疆", ""}, "苏州工业园区": {"江苏", "苏州"},
		"浙江": {"浙江", ""}, "浙江/杭州": {"浙江", "杭州"}, "重庆": {"重庆", "重庆"}, "香港": {"香港", "香港"}, "内蒙古呼和浩特": {"内蒙古", "呼和浩特"}, "云南省大理白族自治州": {"云南", "大理"},
	} {
		p, c, ok := SplitPlace(in)
		if !ok || p != want[0] || c != want[1] {
			t.Errorf("%s: %s %s %v, want %v", in, p, c, ok, want)
		}
	}
	for _, in := range []string{"", "Mumbai", "路上", "中", "扫码盘点"} {
		if p, c, ok := SplitPlace(in); ok {
			t.Errorf("%q is no place: %s %s", in, p, c)
		}
	}
	for in, want := range map[string]string{"南京市": "南京", "江苏省": "江苏", "沙市": "沙市", "Mumbai City": "Mumbai City", "延边朝鲜族自治州": "延边朝鲜族自治州"} {
		if got := ShortPlace(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
