// Command compress writes .br and .gz files beside the built UI, so that the
// server never compresses while somebody waits.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/andybalholm/brotli"
)

var packed = []string{".js", ".css", ".html", ".svg", ".json", ".webmanifest"}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: compress DIR")
		os.Exit(2)
	}
	if err := filepath.WalkDir(os.Args[1], compress); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func compress(path string, e fs.DirEntry, err error) error {
	if err != nil || e.IsDir() || !slices.Contains(packed, filepath.Ext(path)) {
		return err
	}
	b, err := os.ReadFile(path)
	if err != nil || len(b) < 512 {
		return err
	}
	var br, gz bytes.Buffer
	w := brotli.NewWriterLevel(&br, brotli.BestCompression)
	if _, err := w.Write(b); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	g, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := g.Write(b); err != nil {
		return err
	}
	if err := g.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(path+".br", br.Bytes(), 0o644); err != nil {
		return err
	}
	return os.WriteFile(path+".gz", gz.Bytes(), 0o644)
}
