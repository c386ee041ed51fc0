package expr

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

// The trees of many conditions. The browser's test reads the same file: what it
// writes of a tree is what Print writes.
const treesFile = "testdata/trees.json"

type readText struct {
	Text string `json:"text"`
	Tree *Tree  `json:"tree"`
}

// UPDATE=1 writes the file anew.
func TestTrees(t *testing.T) {
	var read []readText
	for _, text := range []string{
		``,
		`grade in ("A", "B")`,
		`grade in ("A", "B") and layer between "contacted" and "opportunity" and lastTouchAt < daysAgo(3)`,
		`lastTouchAt < daysAgo(3) or nextAt is empty`,
		`temperature = "hot" and (lastTouchAt < daysAgo(0) or nextAt is empty)`,
		`owner = me() and not lastTouchAt >= daysAgo(3)`,
		`not (grade = "A" or city is empty) and layer = "lead"`,
		`not owner = me() or tags has "VIP"`,
		`not not a = 1`,
		`a = 1 and (b = 2 or c = 3 and d = 4)`,
		`name contains "医院 \"三甲\"" and selfFound = true`,
		`amount between 100000 and 500000.5`,
		`source not in ("web") and city is not empty and nextAt <= now()`,
		`custom.size startsWith "a\\b\n\t\r"`,
	} {
		n, err := Parse(text)
		if err != nil || Print(n) != text {
			t.Fatalf("%s: %v, %s", text, err, Print(n))
		}
		read = append(read, readText{text, TreeOf(n)})
	}
	var got bytes.Buffer
	e := json.NewEncoder(&got)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(read); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(treesFile, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(treesFile)
	if err != nil || !bytes.Equal(want, got.Bytes()) {
		t.Errorf("%s is not what the conditions read as (UPDATE=1 writes it): %v", treesFile, err)
	}
}
