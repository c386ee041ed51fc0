package sheet

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, c := range []struct {
		in    string
		order Order
		want  string
	}{
		{"2026-09-24", YMD, "2026-09-24"}, {"2026/9/24", YMD, "2026-09-24"}, {"26/9/24", YMD, "2026-09-24"}, {"2026.9.24", YMD, "2026-09-24"},
		{"9月25日", YMD, "2026-09-25"}, {"9月25号", YMD, "2026-09-25"}, {"2026年9月24日", YMD, "2026-09-24"}, {"26年9月24日", YMD, "2026-09-24"}, {"2026年9月", YMD, "2026-09-01"},
		{"2026年9月24日 星期四", YMD, "2026-09-24"}, {"2026年9月24日 15时30分", YMD, "2026-09-24 15:30:00"}, {"9月25日下午3点20分", YMD, "2026-09-25 15:20:00"}, {"9月25日 下午3点半", YMD, "2026-09-25 15:30:00"},
		{"2021-04-15 23:03:00", YMD, "2021-04-15 23:03:00"}, {"15 Apr, 2021 00:03:00", YMD, "2021-04-15 00:03:00"}, {"Apr 15, 2021", YMD, "2021-04-15"}, {"15-Apr-21", YMD, "2021-04-15"},
		{"April 15th, 2021 3:04 PM", YMD, "2021-04-15 15:04:00"}, {"Thu, 15 Apr 2021", YMD, "2021-04-15"}, {"Apr 2021", YMD, "2021-04-01"}, {"2021 Apr 15", YMD, "2021-04-15"},
		{"26-02-2018", YMD, "2018-02-26"}, {"26-02-2018 19:58", DMY, "2018-02-26 19:58:00"}, {"08-05-2018", DMY, "2018-05-08"}, {"2/26/2018", YMD, "2018-02-26"}, {"5/8/2018 20:17", MDY, "2018-05-08 20:17:00"},
		{"24/9/26", DMY, "2026-09-24"}, {"9/24/26", MDY, "2026-09-24"}, {"9/25", YMD, "2026-09-25"}, {"25/9", DMY, "2026-09-25"}, {"20260924", YMD, "2026-09-24"}, {"20260924153000", YMD, "2026-09-24 15:30:00"},
		{"46289", YMD, "2026-09-24"}, {"46289.645833", YMD, "2026-09-24 15:30:00"}, {"２０２６／９／２４", YMD, "2026-09-24"}, {"2026-9-24 8:05", YMD, "2026-09-24 08:05:00"}, {"2026-09-24T15:30:00", YMD, "2026-09-24 15:30:00"},
		{"2024-07-01T11:54:49.95+00:00", YMD, "2024-07-01 19:54:49"}, {"2026-09-24T15:30:00Z", YMD, "2026-09-24 23:30:00"}, {"5 may", YMD, "2026-05-05"}, {"12 jun 2008", YMD, "2008-06-12"}, {"2023-02-06 06:30", YMD, "2023-02-06 06:30:00"},
	} {
		m, ok := ParseDate(c.in, c.order, 2026)
		zone, _ := time.LoadLocation("Asia/Shanghai")
		got := m.At(zone).In(zone).Format("2006-01-02 15:04:05")
		if !m.Clock {
			got = got[:10]
		}
		if !ok || got != c.want {
			t.Errorf("%s (%s): %s %v, want %s", c.in, c.order, got, ok, c.want)
		}
	}
	for _, in := range []string{"", "13月2日", "2026-02-30", "2/31/2018", "hello", "3.5", "12", "138 0013 8001", "0571-88001234", "010-12345678", "1.2.3.4", "A级", "2026-13-01", "1. 0 - 60 days", "12:30", "99999", "660737", "60-70", "200+", "2019-2020", "01.High"} {
		if m, ok := ParseDate(in, YMD, 2026); ok {
			t.Errorf("%q is no date: %v", in, m.wall)
		}
	}
}

func TestDateVote(t *testing.T) {
	for _, c := range []struct {
		cells  []string
		region string
		want   Order
		sure   bool
	}{
		{[]string{"26-02-2018", "08-05-2018"}, "CN", DMY, true},
		{[]string{"2/26/2018 19:58", "5/8/2018"}, "CN", MDY, true},
		{[]string{"26/9/24", "26/10/31"}, "CN", YMD, false}, // or 26 September 2024
		{[]string{"26/9/24", "27/2/29", "26/9/31"}, "CN", YMD, false},
		{[]string{"26/9/24", "31/12/24"}, "CN", YMD, false},
		{[]string{"99/9/24", "98/12/1"}, "CN", YMD, true},
		{[]string{"2026/9/24"}, "US", YMD, true},
		{[]string{"05/08/2018", "06/07/2018"}, "US", MDY, false},
		{[]string{"05/08/2018", "06/07/2018"}, "DE", DMY, false},
		{[]string{"05/05/2018"}, "US", MDY, true},
		{nil, "CN", YMD, true},
	} {
		var v DateVote
		for _, s := range c.cells {
			v.Add(s)
		}
		if got, sure := v.Order(c.region); got != c.want || sure != c.sure {
			t.Errorf("%v: %s %v, want %s %v", c.cells, got, sure, c.want, c.sure)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026/9/24", "9月25日下午3点半", "15 Apr, 2021 00:03:00", "46289.5", "26-02-2018"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, o := range []Order{YMD, DMY, MDY} {
			if m, ok := ParseDate(s, o, 2026); ok && !sane(m.wall.Year()) {
				t.Errorf("%q is %v", s, m.wall)
			}
		}
		var v DateVote
		v.Add(s)
		v.Order("US")
	})
}
