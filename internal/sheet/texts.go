package sheet

import (
	"encoding/binary"
	"io"
	"os"

	"laidan/internal/host"
)

// texts are the shared texts of a workbook, millions of them perhaps. Each lies
// behind its length; what does not fit into a block of memory lies in a
// temporary file, of which the blocks last used are kept.
type texts struct {
	dir   string
	cell  int // a longer text is cut: it is too long for a cell
	n     int
	index []int64 // where each 16th text begins
	tail  []byte  // written last, not yet in the file
	done  int64   // bytes in the file
	file  *os.File
	kept  [keptBlocks]block
	// joined holds a text that lies in more than one block.
	joined []byte
}

type block struct {
	at   int64
	data []byte
}

const (
	textStep   = 16
	textBlock  = 16 << 10
	keptBlocks = 256
	tailSize   = 1 << 20
	lengthSize = 3 // of a text as long as a cell may be
)

func (t *texts) add(s string) error {
	if t.n%textStep == 0 {
		t.index = append(t.index, t.size())
	}
	t.n++
	s = s[:min(len(s), t.cell+1)]
	t.tail = append(binary.AppendUvarint(t.tail, uint64(len(s))), s...)
	if len(t.tail) < tailSize {
		return nil
	}
	return t.spill()
}

// size is the length of all texts.
func (t *texts) size() int64 { return t.done + int64(len(t.tail)) }

// spill moves the tail into the file.
func (t *texts) spill() error {
	var err error
	if t.file == nil {
		if t.file, err = host.TempFile(t.dir, "texts"); err != nil {
			return err
		}
	}
	if _, err = t.file.WriteAt(t.tail, t.done); err != nil {
		return err
	}
	t.done += int64(len(t.tail))
	t.tail = t.tail[:0]
	return nil
}

// get is the text with a number; "" if there is none.
func (t *texts) get(i int) (string, error) {
	if i < 0 || i >= t.n {
		return "", nil
	}
	at := t.index[i/textStep]
	for left := i % textStep; ; left-- {
		head, err := t.bytes(at, lengthSize)
		if err != nil {
			return "", err
		}
		n, width := binary.Uvarint(head)
		at += int64(width)
		if left == 0 {
			b, err := t.bytes(at, int(n))
			return string(b), err
		}
		at += int64(n)
	}
}

// bytes are so many from a place on, fewer at the end. They stand until the next
// call.
func (t *texts) bytes(at int64, n int) ([]byte, error) {
	b, err := t.piece(at)
	if err != nil || len(b) >= n || len(b) == 0 {
		return b[:min(n, len(b))], err
	}
	for t.joined = t.joined[:0]; len(b) > 0 && len(t.joined) < n; {
		t.joined = append(t.joined, b[:min(len(b), n-len(t.joined))]...)
		if b, err = t.piece(at + int64(len(t.joined))); err != nil {
			return nil, err
		}
	}
	return t.joined, nil
}

// piece is what lies together from a place on; nothing behind the end.
func (t *texts) piece(at int64) ([]byte, error) {
	if at >= t.done {
		return t.tail[min(at-t.done, int64(len(t.tail))):], nil
	}
	b, err := t.block(at / textBlock)
	if err != nil {
		return nil, err
	}
	return b[at%textBlock:], nil
}

// block is a part of the file, to its end at most.
func (t *texts) block(no int64) ([]byte, error) {
	k := &t.kept[no%keptBlocks]
	if k.data != nil && k.at == no {
		return k.data, nil
	}
	if k.data == nil {
		k.data = make([]byte, textBlock)
	}
	k.data, k.at = k.data[:min(textBlock, t.done-no*textBlock)], no
	if _, err := t.file.ReadAt(k.data, no*textBlock); err != nil && err != io.EOF {
		k.data = nil
		return nil, err
	}
	return k.data, nil
}

func (t *texts) close() {
	if t.file != nil {
		host.DropTemp(t.file)
		t.file = nil
	}
}
