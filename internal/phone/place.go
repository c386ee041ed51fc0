package phone

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"io"
	"slices"
	"strings"
	"sync"
)

// placesPacked is written by package gen: mobile prefixes of seven digits and
// the places they were given out in, as of April 2020 (see NOTICE).
//
//go:embed places.bin
var placesPacked []byte

// placeTable holds runs of neighbouring prefixes: run i begins at from[i] and
// belongs to list[which[i]]; list[0] is "not assigned".
type placeTable struct {
	list  []placeName
	from  []uint32
	which []uint16
	areas map[string]int // "0571" -> list, the place with most prefixes
}

type placeName struct{ province, city string }

// loadPlaces unpacks about 0.7 MB once, when the first number asks.
var loadPlaces = sync.OnceValue(func() placeTable {
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(placesPacked)))
	if err != nil {
		panic("phone: places.bin is damaged: " + err.Error())
	}
	next := func() uint64 {
		v, n := binary.Uvarint(raw)
		raw = raw[n:]
		return v
	}
	size := next()
	text := string(raw[:size])
	raw = raw[size:]

	t := placeTable{list: []placeName{{}}, areas: map[string]int{}}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if _, ok := t.areas[f[2]]; !ok { // the commonest of an area comes first
			t.areas[f[2]] = len(t.list)
		}
		t.list = append(t.list, placeName{f[0], f[1]})
	}
	size = next()
	which := raw[size:]
	lengths := raw[:size]
	at := uint32(1300000)
	for len(lengths) > 0 {
		n, used := binary.Uvarint(lengths)
		w, usedWhich := binary.Uvarint(which)
		lengths, which = lengths[used:], which[usedWhich:]
		t.from = append(t.from, at)
		t.which = append(t.which, uint16(w))
		at += uint32(n)
	}
	t.from = append(t.from, at) // what follows the last run is not assigned
	t.which = append(t.which, 0)
	t.from, t.which = slices.Clip(t.from), slices.Clip(t.which)
	return t
})

// Place is where a Chinese number was given out: province and city without
// 省 and 市, by the first seven digits of a mobile or by the area code. ok is
// false for every other number.
func Place(e164 string) (province, city string, ok bool) {
	digits, china := strings.CutPrefix(e164, "+86")
	if !china || len(digits) < 9 || !allDigits(digits) {
		return "", "", false
	}
	t := loadPlaces()
	at := 0
	if isMobile(digits) {
		i, exact := slices.BinarySearch(t.from, uint32(atoi(digits[:7])))
		if !exact {
			i--
		}
		at = int(t.which[max(i, 0)])
	} else if n := areaLength(digits); n > 0 {
		at = t.areas["0"+digits[:n]]
	}
	p := t.list[at]
	return p.province, p.city, at > 0
}

// areaLength is the length of the area code (without its 0) that a Chinese
// fixed-line number begins with, 0 when none is known. Two-digit codes are 10
// and 20..29.
func areaLength(digits string) int {
	switch {
	case len(digits) < 3:
		return 0
	case strings.HasPrefix(digits, "10"), digits[0] == '2':
		return 2
	case digits[0] == '1' || digits[0] == '0':
		return 0
	}
	if _, ok := loadPlaces().areas["0"+digits[:3]]; ok {
		return 3
	}
	return 0
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
