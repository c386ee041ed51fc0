// Command gen reduces the list of Chinese holidays (date, name, is_off_day,
// file_year) to china.txt of package calendar: a line per day that is not what
// its weekday says, "-20261001" for a free weekday, "+20261010" for a weekend
// day of work.
//
//	go run ./internal/calendar/gen -csv holiday-cn-2007-2026.csv
package main

import (
	"encoding/csv"
	"flag"
	"log"
	"os"
	"slices"
	"strings"
	"time"
)

func main() {
	in := flag.String("csv", "", "list of holidays")
	out := flag.String("out", "internal/calendar/china.txt", "reduced list")
	flag.Parse()
	text, err := reduce(*in)
	if err == nil {
		err = os.WriteFile(*out, []byte(text), 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func reduce(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return "", err
	}
	var lines []string
	for _, row := range rows[1:] {
		day, err := time.Parse(time.DateOnly, row[0])
		if err != nil {
			return "", err
		}
		weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		switch off := row[2] == "1"; {
		case off && !weekend:
			lines = append(lines, "-"+day.Format("20060102"))
		case !off && weekend:
			lines = append(lines, "+"+day.Format("20060102"))
		}
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[1:], b[1:]) })
	return strings.Join(slices.Compact(lines), "\n") + "\n", nil
}
