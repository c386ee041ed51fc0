package textkey

import (
	_ "embed"
	"strings"
)

//go:embed readings.bin
var readingTable string

// The code points the table covers; gen writes the same bounds.
const firstReading, lastReading = 0x3400, 0x9FFF

var syllables, readingIndex = func() ([]string, string) {
	head, rest, _ := strings.Cut(readingTable, "\n")
	return append([]string{""}, strings.Split(head, " ")...), rest
}()

// reading is the usual syllable of a character, "" when there is none.
func reading(r rune) string {
	if r == '〇' {
		return "ling"
	}
	if !isHan(r) {
		return ""
	}
	i := 2 * int(r-firstReading)
	return syllables[int(readingIndex[i])|int(readingIndex[i+1])<<8]
}

// surnames are characters read differently as a surname.
var surnames = map[rune]string{
	'单': "shan", '解': "xie", '区': "ou", '查': "zha", '朴': "piao", '盖': "ge", '种': "chong", '能': "nai",
	'黑': "he", '员': "yun", '召': "shao", '句': "gou", '折': "she", '繁': "po", '秘': "bi", '祭': "zhai",
	'洗': "xian", '莘': "shen", '重': "chong", '阚': "kan", '晟': "cheng", '蔚': "yu",
}

// otherSurnames are second readings of surnames in use; search finds both.
var otherSurnames = map[rune]string{
	'乐': "yue", '覃': "tan", '隗': "kui", '郗': "chi", '牟': "mou", '缪': "mou", '翟': "di",
	'仇': "chou", '柏': "bo", '尉': "yu", '洗': "xi", '费': "bi", '祭': "ji",
	'冯': "ping", '臧': "cang", '谷': "yu", '盛': "cheng", '晁': "zhao", '车': "ju", '谌': "shen",
	'长': "zhang", '重': "zhong", '曾': "ceng", '郇': "huan", '逄': "feng",
}

// pairs are two characters that fix each other's reading: places, compound
// surnames and the common words in names of companies.
var pairs = func() map[[2]rune][2]string {
	const text = `
尉迟yu chi  万俟mo qi  长孙zhang sun  单于chan yu  澹台tan tai  重庆chong qing  西藏xi zang  藏族zang zu  藏式zang shi
藏药zang yao  藏医zang yi  藏茶zang cha  藏文zang wen  宝藏bao zang  大厦da sha  商厦shang sha  广厦guang sha  六安lu an
六合lu he  蚌埠beng bu  番禺pan yu  乐清yue qing  乐亭lao ting  浒墅xu shu  荥经ying jing  铅山yan shan
单县shan xian  解州xie zhou  会稽kuai ji  东阿dong e  阿胶e jiao  莘县shen xian  大埔da bu  银行yin hang  行业hang ye
商行shang hang  洋行yang hang  车行che hang  琴行qin hang  分行fen hang  支行zhi hang  总行zong hang  行情hang qing  行家hang jia
同行tong hang  内行nei hang  茶行cha hang  米行mi hang  药行yao hang  金行jin hang  珠行zhu hang  音乐yin yue  乐器yue qi
乐队yue dui  乐团yue tuan  乐谱yue pu  声乐sheng yue  乐章yue zhang  器乐qi yue  民乐min yue  弦乐xian yue  会计kuai ji
财会cai kuai  人参ren shen  海参hai shen  参茸shen rong  党参dang shen  传记zhuan ji  弹簧tan huang  弹性tan xing  校长xiao zhang
局长ju zhang  院长yuan zhang  会长hui zhang  部长bu zhang  店长dian zhang  厂长chang zhang  事长shi zhang  行长hang zhang  家长jia zhang
处长chu zhang  科长ke zhang  队长dui zhang  成长cheng zhang  增长zeng zhang  生长sheng zhang  学长xue zhang  首长shou zhang  组长zu zhang
镇长zhen zhang  村长cun zhang  长老zhang lao  长辈zhang bei  股长gu zhang  站长zhan zhang  调研diao yan  调查diao cha  调度diao du
调配diao pei  单位dan wei  单车dan che  单元dan yuan  单点dan dian  单身dan shen  解放jie fang  解决jie jue  解码jie ma
解析jie xi  解忧jie you  区块qu kuai  区域qu yu  查询cha xun  朴素pu su  种子zhong zi  种业zhong ye  种植zhong zhi
种苗zhong miao  种猪zhong zhu  能源neng yuan  能量neng liang  能效neng xiao  黑马hei ma  黑金hei jin  黑龙hei long  黑石hei shi
黑河hei he  盖章gai zhang  盖板gai ban  折扣zhe kou  折叠zhe die  重型zhong xing  重工zhong gong  重力zhong li
重点zhong dian  重组chong zu  重生chong sheng  重建chong jian  重阳chong yang  重启chong qi  曾经ceng jing  便宜pian yi
  奇数ji shu  角色jue se  睡觉shui jiao  模具mu ju  模板mu ban  模样mu yang  模子mu zi
  星宿xing xiu  暖和nuan huo  南无na mo  般若bo re  伽马ga ma  伽蓝qie lan
雪茄xue jia  咖喱ga li  龟兹qiu ci  吐蕃tu bo  大夫dai fu  角斗jue dou  主角zhu jue  名角ming jue  豆豉dou chi
  仔猪zi zhu  打的da di  的士di shi  的卢di lu  标的biao di  目的mu di  着力zhuo li  着色zhuo se
着装zhuo zhuang  沉着chen zhuo  不着bu zhao`
	m := map[[2]rune][2]string{}
	fields := strings.Fields(text)
	for i := 0; i+1 < len(fields); i += 2 {
		head := []rune(fields[i])
		m[[2]rune{head[0], head[1]}] = [2]string{string(head[2:]), fields[i+1]}
	}
	return m
}()

// titles may follow a surname: 单总, 解经理.
var titles = []string{
	"先生", "女士", "小姐", "太太", "老师", "老板", "经理", "总监", "总", "工", "主任", "主管", "医生", "师傅",
	"董事长", "局长", "院长", "校长", "会长", "部长", "店长", "厂长", "处长", "科长", "行长", "董", "教授", "律师", "同学",
}

// looksPersonal reports whether a CJK run may be a person's name: two or three
// characters, four after a compound surname, or a surname with a title.
func looksPersonal(run []rune) bool {
	n := len(run)
	if n == 2 || n == 3 {
		return true
	}
	if n < 2 || n > 6 {
		return false
	}
	if n == 4 && compound(run) {
		return true
	}
	s := string(run)
	for _, t := range titles {
		if head, ok := strings.CutSuffix(s, t); ok {
			n := len([]rune(head))
			return n >= 1 && n <= 3
		}
	}
	return false
}

// compounds are the usual two-character surnames.
var compounds = func() map[[2]rune]bool {
	m := map[[2]rune]bool{}
	for s := range strings.FieldsSeq(`欧阳 司马 上官 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 司空 令狐 澹台 万俟
		百里 端木 南宫 轩辕 钟离 赫连 呼延 闻人 独孤 西门 东郭 濮阳 淳于 单于 太叔 申屠 仲孙 鲜于 宗政 公冶 亓官 第五 公羊 拓跋 完颜 纳兰 叶赫`) {
		r := []rune(s)
		m[[2]rune{r[0], r[1]}] = true
	}
	return m
}()

func compound(run []rune) bool { return len(run) >= 2 && compounds[[2]rune{run[0], run[1]}] }

// readRun gives the syllable of every character of a CJK run; a character
// without one (kana, Hangul, rare Han) stands for itself. first says that the
// run begins the name, where a surname may stand.
func readRun(run []rune, first bool, to []string) []string {
	to = to[:0]
	for i := 0; i < len(run); i++ {
		if i+1 < len(run) {
			if p, ok := pairs[[2]rune{run[i], run[i+1]}]; ok {
				to = append(to, p[0], p[1])
				i++
				continue
			}
		}
		s := reading(run[i])
		switch {
		case i == 0 && first && looksPersonal(run):
			if named, ok := surnames[run[0]]; ok {
				s = named
			}
		case i == len(run)-1 && i >= 3 && run[i] == '行': // 宏达商贸行
			s = "hang"
		}
		if s == "" {
			s = string(run[i])
		}
		to = append(to, s)
	}
	return to
}

// otherReadings are further syllables under which the first character of a
// name is looked for; usual is the one readRun gave.
func otherReadings(run []rune, usual string) []string {
	var out []string
	for _, s := range []string{reading(run[0]), surnames[run[0]], otherSurnames[run[0]]} {
		if s != "" && s != usual && !(len(out) > 0 && out[0] == s) {
			out = append(out, s)
		}
	}
	return out
}
