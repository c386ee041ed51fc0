// Command gen writes the tables of package textkey: readings.bin (the usual
// pinyin of every CJK character, from mozillazg/go-pinyin, MIT) and places.txt
// (provinces, cities and counties of China, from modood/Administrative-divisions-of-China).
//
//	go run ./internal/textkey/gen -divisions <folder with provinces.csv, cities.csv, areas.csv>
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"flag"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// The table covers one block of code points; outside it nothing has a reading.
const first, last = 0x3400, 0x9FFF

// preferred corrects the dictionary's first reading where names use another.
var preferred = map[rune]string{
	'长': "chang", '曾': "zeng", '都': "du", '厦': "xia", '佛': "fo", '晟': "sheng", '翟': "zhai", '仇': "qiu",
	'缪': "miao", '覃': "qin", '泊': "bo", '伽': "jia", '茄': "qie", '卜': "bu", '佴': "nai", '郇': "xun",
	'隗': "wei", '薄': "bo", '莘': "xin", '牟': "mu", '还': "huan", '给': "ji", '调': "tiao", '乜': "nie",
	'粘': "nian",
}

func main() {
	divisions := flag.String("divisions", "", "folder with provinces.csv, cities.csv and areas.csv; places.txt is left alone without it")
	out := flag.String("out", "internal/textkey", "where the tables go")
	flag.Parse()
	write(filepath.Join(*out, "readings.bin"), readings())
	if *divisions != "" {
		write(filepath.Join(*out, "places.txt"), places(*divisions))
	}
}

func write(path string, b []byte) {
	if err := os.WriteFile(path, b, 0o644); err != nil {
		log.Fatal(err)
	}
}

// readings is: the syllables separated by spaces, a newline, then for every
// code point the little-endian number of its syllable (0: none).
func readings() []byte {
	of := make([]string, last-first+1)
	seen := map[string]bool{}
	for r := rune(first); r <= last; r++ {
		s := preferred[r]
		if s == "" {
			s, _, _ = strings.Cut(pinyin.PinyinDict[int(r)], ",")
			s = plain(s)
		}
		of[r-first] = s
		seen[s] = true
	}
	delete(seen, "")
	list := make([]string, 0, len(seen))
	for s := range seen {
		list = append(list, s)
	}
	slices.Sort(list)
	var b bytes.Buffer
	b.WriteString(strings.Join(list, " ") + "\n")
	for _, s := range of {
		i, found := slices.BinarySearch(list, s)
		if !found {
			i = -1
		}
		b.Write(binary.LittleEndian.AppendUint16(nil, uint16(i+1)))
	}
	return b.Bytes()
}

// plain drops the tone and writes ü as v, as input methods do.
func plain(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		case r == '\u0308': // the dots of ü follow the u
			u := strings.TrimSuffix(b.String(), "u")
			b.Reset()
			b.WriteString(u + "v")
		}
	}
	return b.String()
}

// notShort are places whose short name is more often a brand than a place.
var notShort = []string{"东方", "永安", "天长", "白银", "安康", "吉安", "和平", "长安", "太和"}

// places lists provinces and cities with and without their ending, county
// cities alike, other counties and districts with their ending only.
func places(folder string) []byte {
	seen := map[string]bool{}
	add := func(s string, minimum int) {
		if len([]rune(s)) >= minimum && !slices.Contains(notShort, s) {
			seen[s] = true
		}
	}
	for _, name := range column(folder, "provinces.csv") {
		add(name, 3)
		add(short(name, "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"), 2)
	}
	for _, name := range column(folder, "cities.csv") {
		add(name, 3)
		add(short(name, "市", "地区", "盟"), 2)
	}
	for _, name := range column(folder, "areas.csv") {
		add(name, 3)
		if strings.HasSuffix(name, "市") {
			add(short(name, "市"), 2)
		}
	}
	for _, name := range []string{"香港", "澳门", "台湾", "中国", "香港特别行政区", "澳门特别行政区"} {
		add(name, 2)
	}
	for _, not := range []string{"市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划"} {
		delete(seen, not)
	}
	list := make([]string, 0, len(seen))
	for s := range seen {
		list = append(list, s)
	}
	slices.Sort(list)
	return []byte(strings.Join(list, "\n") + "\n")
}

func short(name string, endings ...string) string {
	for _, e := range endings {
		if s, ok := strings.CutSuffix(name, e); ok {
			return s
		}
	}
	return name
}

func column(folder, file string) []string {
	f, err := os.Open(filepath.Join(folder, file))
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	names := make([]string, 0, len(rows))
	for _, row := range rows[1:] {
		names = append(names, row[1])
	}
	return names
}
