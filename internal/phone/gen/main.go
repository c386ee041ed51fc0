// Command gen packs the table of mobile prefixes (prefix7, province, city,
// zip, area_code, carrier; gzipped CSV) into places.bin of package phone.
//
//	go run ./internal/phone/gen -csv phone-prefix-202004.csv.gz
package main

import (
	"bytes"
	"cmp"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strconv"
	"strings"
)

// place is one row of the packed list.
type place struct{ province, city, area string }

func main() {
	in := flag.String("csv", "", "gzipped CSV of prefixes")
	out := flag.String("out", "internal/phone/places.bin", "packed table")
	flag.Parse()
	of, err := read(*in)
	if err == nil {
		err = os.WriteFile(*out, pack(of), 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func read(path string) (map[int]place, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	rows := csv.NewReader(unzipped)
	if _, err := rows.Read(); err != nil { // header
		return nil, err
	}
	of := map[int]place{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return of, nil
		}
		if err != nil {
			return nil, err
		}
		prefix, err := strconv.Atoi(row[0])
		if err != nil {
			return nil, fmt.Errorf("prefix %q: %w", row[0], err)
		}
		of[prefix] = place{row[1], row[2], row[4]}
	}
}

// pack writes, deflated: the number of places, their lines "province city
// area", commonest first within an area code, then the runs of neighbouring
// prefixes: first all lengths, then all places (0: not assigned), as varints.
// Two columns compress better than pairs.
func pack(of map[int]place) []byte {
	count := map[place]int{}
	prefixes := make([]int, 0, len(of))
	for prefix, p := range of {
		count[p]++
		prefixes = append(prefixes, prefix)
	}
	slices.Sort(prefixes)
	list := make([]place, 0, len(count))
	for p := range count {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b place) int {
		return cmp.Or(strings.Compare(a.area, b.area), count[b]-count[a], strings.Compare(a.city, b.city))
	})
	number := map[place]uint64{}
	var text strings.Builder
	for i, p := range list {
		number[p] = uint64(i + 1)
		fmt.Fprintf(&text, "%s %s %s\n", p.province, p.city, p.area)
	}

	var lengths, which []byte
	run, current := 0, uint64(0)
	flush := func() {
		if run > 0 {
			lengths = binary.AppendUvarint(lengths, uint64(run))
			which = binary.AppendUvarint(which, current)
		}
	}
	for prefix := 1300000; prefix <= prefixes[len(prefixes)-1]; prefix++ {
		n := uint64(0)
		if p, ok := of[prefix]; ok {
			n = number[p]
		}
		if n != current {
			flush()
			run, current = 0, n
		}
		run++
	}
	flush()

	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	for _, part := range [][]byte{binary.AppendUvarint(nil, uint64(text.Len())), []byte(text.String()), binary.AppendUvarint(nil, uint64(len(lengths))), lengths, which} {
		if _, err := w.Write(part); err != nil {
			log.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}
