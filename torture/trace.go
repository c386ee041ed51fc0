package main

import (
	"bufio"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// event is one thing the traced process did to its files, or told a client.
type event struct {
	kind string // write, sync, cut, ack
	file string // base name
	off  int64
	data []byte
	upTo int    // of a sync: events before this one are on disk
	mark string // of an ack
}

var (
	callPattern = regexp.MustCompile(`^(\d+) +(pwrite64|write|fsync|fdatasync|ftruncate)\((\d+)<([^>]*)>(.*)$`)
	backPattern = regexp.MustCompile(`^(\d+) +<\.\.\. (fsync|fdatasync) resumed>`)
)

// straceArgs make strace write down every write and sync with its bytes.
func straceArgs(file string) []string {
	return []string{"-f", "-qq", "-y", "-xx", "-s", "16384", "--seccomp-bpf", "-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate", "-e", "signal=none", "-o", file}
}

// readTrace turns strace's output into events. A write counts from the moment it
// was called, a sync from the moment it had returned, an answer from the moment
// it was called: each the choice that forgives the program least.
func readTrace(file, prefix string) ([]event, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var out []event
	waiting := map[string]event{} // by thread: a sync that has not returned
	s := bufio.NewScanner(f)
	s.Buffer(nil, 8<<20)
	for s.Scan() {
		if m := backPattern.FindStringSubmatch(s.Text()); m != nil {
			if e, ok := waiting[m[1]]; ok && strings.HasSuffix(s.Text(), "= 0") {
				out = append(out, e)
			}
			delete(waiting, m[1])
			continue
		}
		m := callPattern.FindStringSubmatch(s.Text())
		if m == nil {
			continue
		}
		path, rest := plain(m[4]), m[5]
		name := filepath.Base(path)
		ours := name == "laidan.db" || name == "laidan.db-wal"
		switch call := m[2]; {
		case call == "write" && strings.HasPrefix(path, "socket:"):
			if mark := acknowledged(rest, prefix); mark != "" {
				out = append(out, event{kind: "ack", mark: mark})
			}
		case !ours:
		case call == "pwrite64":
			data, after := quoted(rest)
			f := strings.FieldsFunc(after, func(r rune) bool { return r == ',' || r == ' ' || r == ')' || r == '<' })
			if len(f) < 2 {
				continue
			}
			off, err := strconv.ParseInt(f[1], 10, 64)
			if err != nil {
				return nil, err
			}
			out = append(out, event{kind: "write", file: name, off: off, data: data})
		case call == "ftruncate":
			// ", 4096) = 0", or ", 4096 <unfinished ...>" when another thread came between
			size, err := strconv.ParseInt(strings.TrimSpace(strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(",)<", r) })[0]), 10, 64)
			if err != nil {
				return nil, err
			}
			out = append(out, event{kind: "cut", file: name, off: size})
		case strings.Contains(rest, "<unfinished"):
			waiting[m[1]] = event{kind: "sync", file: name, upTo: len(out)}
		case strings.HasSuffix(rest, "= 0"):
			out = append(out, event{kind: "sync", file: name, upTo: len(out)})
		}
	}
	return out, s.Err()
}

// plain decodes a path printed in hexadecimal.
func plain(s string) string {
	if b, err := hex.DecodeString(strings.ReplaceAll(s, `\x`, "")); err == nil {
		return string(b)
	}
	return s
}

// quoted decodes strace's "\x41\x42" and returns what follows it.
func quoted(s string) (data []byte, after string) {
	from := strings.IndexByte(s, '"')
	to := strings.LastIndexByte(s, '"')
	if from < 0 || to <= from {
		return nil, ""
	}
	data, _ = hex.DecodeString(strings.ReplaceAll(s[from+1:to], `\x`, ""))
	return data, s[to+1:]
}

// acknowledged is the mark of a touch in a good answer, "" in anything else.
func acknowledged(s, prefix string) string {
	data, _ := quoted(s)
	text := string(data)
	if !strings.HasPrefix(text, "HTTP/1.1 200") {
		return ""
	}
	_, rest, ok := strings.Cut(text, `"content":"`+prefix)
	if !ok {
		return ""
	}
	number, _, _ := strings.Cut(rest, `"`)
	return prefix + number
}
