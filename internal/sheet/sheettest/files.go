// Package sheettest gives the files that tests of the import read: real ones
// whose licence lets them travel with the source (testdata/NOTICE), small ones
// written by us, and large ones made here in the shape of well-known exports.
package sheettest

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"
	"strings"
	"testing"
)

//go:embed testdata
var stored embed.FS

// File is the content of a stored file, unpacked if its name ends in .gz, or of
// a made one: see made.
func File(t testing.TB, name string) []byte {
	t.Helper()
	if make, ok := made[name]; ok {
		return make()
	}
	b, err := stored.ReadFile("testdata/" + name)
	if err == nil && strings.HasSuffix(name, ".gz") {
		b, err = unpack(b)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Cases are the names of the small files that real exports taught us; what is
// right for each stands in testdata/cases/README.md.
func Cases(t testing.TB) []string {
	t.Helper()
	list, err := stored.ReadDir("testdata/cases")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		if e.Name() != "README.md" {
			names = append(names, "cases/"+e.Name())
		}
	}
	return names
}

func unpack(b []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
