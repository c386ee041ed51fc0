package org

import "testing"

func TestMatches(t *testing.T) {
	const key = "zhang xiao yu\x01张晓宇"
	for q, want := range map[string]bool{"": true, " ": true, "晓宇": true, "zhang": true, "zhangxiao": true, "zxy": true, "zx": true,
		"ZXY": true, "xy@": true, "example": true, "李": false, "xiao": false, "xy": true, "yz": false} {
		if got := Matches(q, "张晓宇", key, "zhang.xy@example.cn"); got != want {
			t.Errorf("%q: %v", q, got)
		}
	}
}
