package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"laidan/internal/crm"
)

// csvFile is a delimited text file.
type csvFile struct {
	r     io.ReaderAt
	size  int64
	set   charset
	comma byte
	lim   Limits
}

func openCSV(r io.ReaderAt, size int64, c Choice, lim Limits) (grid, error) {
	set, err := findCharset(r, size, c.Encoding)
	if err != nil {
		return nil, err
	}
	f := &csvFile{r: r, size: size, set: set, lim: lim, comma: ','}
	if c.Delimiter != "" {
		f.comma = c.Delimiter[0]
		return f, nil
	}
	f.comma, err = f.findDelimiter()
	return f, err
}

func (f *csvFile) info() Info {
	return Info{Format: "csv", Encoding: f.set.name, Delimiter: string(f.comma)}
}

func (f *csvFile) close() {}

func (f *csvFile) each(fn func(no int, cells []string) error) error {
	return f.read(f.set.open(f.r, f.size), f.comma, fn)
}

func (f *csvFile) read(in io.Reader, comma byte, fn func(no int, cells []string) error) error {
	s := splitter{in: bufio.NewReaderSize(in, 256<<10), comma: comma, lim: f.lim}
	for no := 1; ; no++ {
		cells, err := s.record()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			if e, ok := errors.AsType[*crm.Error](err); ok {
				e.Params["row"] = no
			}
			return err
		}
		// Excel writes "sep=;" as the first line of some exports.
		if no == 1 && len(cells) <= 2 && strings.HasPrefix(strings.ToLower(cells[0]), "sep=") {
			cells = []string{""}
		}
		if err := fn(no, cells); err != nil {
			return err
		}
	}
}

// findDelimiter takes the one that cuts the first records most evenly into
// more than one field.
func (f *csvFile) findDelimiter() (byte, error) {
	sample := make([]byte, 128<<10)
	n, err := io.ReadFull(f.set.open(f.r, f.size), sample)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return ',', err
	}
	whole := err != nil // the sample is the file
	sample = sample[:n]
	if first, _, _ := bytes.Cut(sample, []byte{'\n'}); len(first) >= 5 && strings.EqualFold(string(first[:4]), "sep=") {
		return first[4], nil
	}
	best, bestScore := byte(','), 0.0
	for _, comma := range []byte(",;\t|") {
		if score := f.evenness(sample, comma, whole); score > bestScore {
			best, bestScore = comma, score
		}
	}
	return best, nil
}

// evenness is high when most records have the same number of fields, and more
// than one. A little is added for width: with "," inside money and ";" between
// fields both cut evenly, and the real one cuts more.
func (f *csvFile) evenness(sample []byte, comma byte, whole bool) float64 {
	counts := map[int]int{}
	total, prev := 0, 0
	err := f.read(bytes.NewReader(sample), comma, func(_ int, cells []string) error {
		if prev > 0 { // one behind, so that a cut last record does not count
			counts[prev]++
			total++
		}
		if prev = 0; !blank(cells) {
			prev = len(cells)
		}
		if total == 200 {
			return errStop
		}
		return nil
	})
	if prev > 0 && (whole || total == 0) && err == nil {
		counts[prev]++
		total++
	}
	width, hits := 0, 0
	for w, n := range counts {
		if n > hits || n == hits && w > width {
			width, hits = w, n
		}
	}
	if width < 2 || total == 0 {
		return 0
	}
	return float64(hits)/float64(total) + float64(min(width, 60))/100
}

// splitter cuts a stream into records. It follows RFC 4180 and forgives what
// spreadsheets and people do: any line ending, quotes inside a bare field, text
// after a closing quote.
type splitter struct {
	in    *bufio.Reader
	comma byte
	lim   Limits
	buf   []byte
	ends  []int
}

// record reads the next record; its cells share one string.
func (s *splitter) record() ([]string, error) {
	s.buf, s.ends = s.buf[:0], s.ends[:0]
	for {
		done, err := s.field()
		if err != nil {
			return nil, err
		}
		s.ends = append(s.ends, len(s.buf))
		if len(s.ends) > s.lim.Columns {
			return nil, crm.Fail(crm.TooLarge, "import.too_many_columns", "limit", s.lim.Columns, "row", 0)
		}
		if done {
			break
		}
	}
	all := string(s.buf)
	cells := make([]string, len(s.ends))
	from := 0
	for i, end := range s.ends {
		cells[i], from = all[from:end], end
	}
	return cells, nil
}

// field appends one field to the buffer; done says that the record ends with it.
func (s *splitter) field() (done bool, err error) {
	c, err := s.in.ReadByte()
	if err == io.EOF && len(s.ends) > 0 {
		return true, nil // a file that ends in a delimiter has one more, empty field
	}
	if err != nil {
		return false, err
	}
	if c == '"' {
		if err := s.quoted(); err != nil {
			return false, err
		}
		if c, err = s.in.ReadByte(); err != nil {
			return true, nil
		}
	}
	for {
		switch c {
		case s.comma:
			return false, nil
		case '\n':
			return true, nil
		case '\r':
			if next, err := s.in.Peek(1); err == nil && next[0] == '\n' {
				_, _ = s.in.ReadByte()
			}
			return true, nil
		}
		if err := s.take(c); err != nil {
			return false, err
		}
		if c, err = s.in.ReadByte(); err == io.EOF {
			return true, nil
		} else if err != nil {
			return false, err
		}
	}
}

// quoted reads up to the closing quote; a doubled quote stands for one.
func (s *splitter) quoted() error {
	for {
		c, err := s.in.ReadByte()
		if err == io.EOF {
			return crm.Fail(crm.Invalid, "import.open_quote", "row", 0)
		}
		if err != nil {
			return err
		}
		if c == '"' {
			next, err := s.in.Peek(1)
			if err != nil || next[0] != '"' {
				return nil
			}
			_, _ = s.in.ReadByte()
		}
		if c == '\r' {
			if next, err := s.in.Peek(1); err == nil && next[0] == '\n' {
				continue // CRLF inside a cell becomes LF
			}
		}
		if err := s.take(c); err != nil {
			return err
		}
	}
}

// take keeps a byte. A record of many megabytes is an open quote or no table.
func (s *splitter) take(c byte) error {
	if len(s.buf) > s.lim.record() {
		return crm.Fail(crm.TooLarge, "import.row_too_long", "row", 0)
	}
	s.buf = append(s.buf, c)
	return nil
}

// splitLine cuts one line, as a record of its own.
func splitLine(line string, comma byte) ([]string, bool) {
	s := splitter{in: bufio.NewReader(strings.NewReader(line)), comma: comma, lim: Standard}
	cells, err := s.record()
	if err != nil {
		return nil, false
	}
	_, err = s.in.ReadByte()
	return cells, errors.Is(err, io.EOF)
}
