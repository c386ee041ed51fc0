package sheet

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"laidan/internal/crm"
)

// fewNULs is how many a text of so many bytes may have: programs let one slip into
// a cell now and then, files that are no text are full of them.
func fewNULs(size int64) int64 { return 8 + size/8 }

// charset is an encoding and where the text begins (after a byte order mark).
type charset struct {
	name string
	skip int64
}

var decoders = map[string]encoding.Encoding{
	"gb18030":      simplifiedchinese.GB18030,
	"big5":         traditionalchinese.Big5,
	"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"windows-1252": charmap.Windows1252,
}

// open decodes the file from its first character.
func (c charset) open(r io.ReaderAt, size int64) io.Reader {
	section := io.NewSectionReader(r, c.skip, size-c.skip)
	if d := decoders[c.name]; d != nil {
		return transform.NewReader(section, d.NewDecoder())
	}
	return section
}

// findCharset reads the whole file once: the first name outside ASCII may stand
// in the last row. Order: byte order mark, strict UTF-8, GB18030, UTF-16
// without a mark. Chinese Excel saves CSV as GBK without any mark.
func findCharset(r io.ReaderAt, size int64, want string) (charset, error) {
	head := make([]byte, min(size, 3))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return charset{}, err
	}
	mark := markOf(head)
	if want != "" && want != mark.name {
		mark = charset{name: want}
	}
	st, err := scanBytes(r, size, mark.skip)
	if err != nil {
		return charset{}, err
	}
	if mark.name == "" {
		mark = st.guess(size)
	}
	switch {
	case mark.name == "":
		if st.nuls > 0 {
			return charset{}, crm.Fail(crm.Invalid, "import.binary")
		}
		return charset{}, crm.Fail(crm.Invalid, "import.encoding", "row", lineAt(r, st.badUTF8), "encoding", "UTF-8, GB18030")
	case mark.name == "utf-8" && st.badUTF8 >= 0:
		return charset{}, crm.Fail(crm.Invalid, "import.encoding", "row", lineAt(r, st.badUTF8), "encoding", "UTF-8")
	case mark.name == "gb18030" && st.badGB >= 0:
		return charset{}, crm.Fail(crm.Invalid, "import.encoding", "row", lineAt(r, st.badGB), "encoding", "GB18030")
	case st.nuls > fewNULs(size) && mark.name != "utf-16le" && mark.name != "utf-16be":
		return charset{}, crm.Fail(crm.Invalid, "import.binary")
	}
	return mark, nil
}

func markOf(head []byte) charset {
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		return charset{"utf-8", 3}
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return charset{"utf-16le", 2}
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return charset{"utf-16be", 2}
	}
	return charset{}
}

// byteStats is what one pass over the bytes tells.
type byteStats struct {
	size             int64
	nuls, even, odd  int64 // NUL bytes, and at which places
	badUTF8, badGB   int64 // offset of the first byte that does not fit, -1 if all fit
	pairs, low, next int64 // GBK pairs; with a second byte in ASCII; right after another pair
	high             int64 // bytes above 0x7F
}

// guess names the encoding, "" if none fits.
func (st *byteStats) guess(size int64) charset {
	if st.nuls > 0 {
		// Text in UTF-16 has its NULs on one side; a binary file has them anywhere.
		switch {
		case size%2 == 0 && st.odd > size/8 && st.even <= st.odd/50:
			return charset{name: "utf-16le"}
		case size%2 == 0 && st.even > size/8 && st.odd <= st.even/50:
			return charset{name: "utf-16be"}
		}
	}
	switch {
	case st.badUTF8 < 0:
		return charset{name: "utf-8"}
	case st.badGB >= 0:
		if st.single() {
			return charset{name: "windows-1252"}
		}
		return charset{}
	case st.single():
		return charset{name: "windows-1252"}
	case st.low*4 > st.pairs:
		// A quarter of the characters with an ASCII second byte: rare characters
		// in GBK, the normal case in Big5.
		return charset{name: "big5"}
	}
	return charset{name: "gb18030"}
}

// single reports a Western text: its accented letters stand alone between
// ASCII letters, so "pairs" have an ASCII second byte and never follow another.
func (st *byteStats) single() bool {
	return st.high > 0 && st.low*10 > st.pairs*7 && st.next*5 < st.pairs+1 && st.high < st.size/4
}

// lineAt is the line in which an offset lies.
func lineAt(r io.ReaderAt, offset int64) int {
	line, buf := 1, make([]byte, 64<<10)
	in := io.NewSectionReader(r, 0, offset)
	for {
		n, err := in.Read(buf)
		line += bytes.Count(buf[:n], []byte{'\n'})
		if err != nil {
			return line
		}
	}
}

func scanBytes(r io.ReaderAt, size, skip int64) (*byteStats, error) {
	st := &byteStats{size: size, badUTF8: -1, badGB: -1}
	in := io.NewSectionReader(r, skip, size-skip)
	buf := make([]byte, 256<<10)
	kept, at := 0, skip // bytes carried over from the last chunk
	var gb gbState
	for {
		n, err := io.ReadFull(in, buf[kept:])
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return nil, err
		}
		fresh := buf[kept : kept+n]
		st.countNULs(fresh, at+int64(kept))
		gb.feed(st, fresh, at+int64(kept))
		whole := buf[:kept+n]
		used := st.checkUTF8(whole, at, last)
		kept = copy(buf, whole[used:])
		at += int64(used)
		if last {
			gb.end(st, size)
			return st, nil
		}
	}
}

func (st *byteStats) countNULs(b []byte, at int64) {
	if bytes.IndexByte(b, 0) < 0 {
		return
	}
	for i, c := range b {
		if c != 0 {
			continue
		}
		st.nuls++
		if (at+int64(i))%2 == 0 {
			st.even++
		} else {
			st.odd++
		}
	}
}

// checkUTF8 says how many bytes of b are settled; up to three stay for the next chunk.
func (st *byteStats) checkUTF8(b []byte, at int64, last bool) int {
	used := len(b)
	if !last {
		for back := 1; back <= 3 && back <= len(b); back++ {
			if c := b[len(b)-back]; utf8.RuneStart(c) {
				if !utf8.FullRune(b[len(b)-back:]) {
					used -= back
				}
				break
			}
		}
	}
	if st.badUTF8 >= 0 || utf8.Valid(b[:used]) {
		return used
	}
	for i := 0; i < used; {
		r, n := utf8.DecodeRune(b[i:used])
		if r == utf8.RuneError && n <= 1 {
			st.badUTF8 = at + int64(i)
			return used
		}
		i += n
	}
	return used
}
