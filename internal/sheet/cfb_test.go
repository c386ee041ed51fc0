package sheet

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"testing"
	"unicode/utf16"
)

// disk is a compound file under construction: sectors of 512 bytes, the FAT in
// sector 0, the directory in sector 1.
type disk struct {
	header  [cfbHeader]byte
	fat     [128]uint32
	entries [4]entry
	sectors [][]byte // from sector 2 on
}

// newDisk holds one stream of so many bytes, counted up.
func newDisk(name string, size int) *disk {
	d := &disk{}
	binary.LittleEndian.PutUint64(d.header[:], cfbSignature)
	for at, v := range map[int]uint16{26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(d.header[at:], v)
	}
	for i := 76; i < cfbHeader; i += 4 {
		d.put(i, nobody)
	}
	for at, v := range map[int]uint32{44: 1, 48: 1, 56: 4096, 60: 0xFFFFFFFE, 68: 0xFFFFFFFE, 76: 0} {
		d.put(at, v)
	}
	for i := range d.fat {
		d.fat[i] = nobody
	}
	d.fat[0], d.fat[1] = 0xFFFFFFFD, 0xFFFFFFFE
	d.entries[0] = entry{name: "Root Entry", kind: isRoot, left: nobody, right: nobody, child: 1, start: 0xFFFFFFFE}
	d.entries[1] = entry{name: name, kind: isStream, left: nobody, right: nobody, child: nobody, start: 2, size: int64(size)}
	for i := 0; i < size; i += 512 {
		s := make([]byte, 512)
		for k := range s {
			s[k] = byte((i + k) / 7)
		}
		n := 2 + len(d.sectors)
		d.sectors = append(d.sectors, s)
		d.fat[n] = uint32(n + 1)
	}
	d.fat[1+len(d.sectors)] = 0xFFFFFFFE
	return d
}

func (d *disk) put(at int, v uint32) { binary.LittleEndian.PutUint32(d.header[at:], v) }

func (d *disk) bytes() []byte {
	out := append([]byte(nil), d.header[:]...)
	for _, n := range d.fat {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	for _, e := range d.entries {
		var b [cfbEntry]byte
		units := utf16.Encode([]rune(e.name))
		for i, u := range units {
			binary.LittleEndian.PutUint16(b[2*i:], u)
		}
		binary.LittleEndian.PutUint16(b[64:], uint16(2*len(units)+2))
		b[66] = e.kind
		for at, v := range map[int]uint32{68: e.left, 72: e.right, 76: e.child, 116: e.start, 120: uint32(e.size)} {
			binary.LittleEndian.PutUint32(b[at:], v)
		}
		out = append(out, b[:]...)
	}
	for _, s := range d.sectors {
		out = append(out, s...)
	}
	return out
}

func (d *disk) open() ([]byte, error) {
	b := d.bytes()
	s, err := workbookStream(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.NewSectionReader(s, 0, s.size))
}

func TestContainer(t *testing.T) {
	for _, size := range []int{4096, 5000, 20000} {
		got, err := newDisk("Workbook", size).open()
		if err != nil || len(got) != size {
			t.Fatalf("%d bytes: %d, %v", size, len(got), err)
		}
		for i, b := range got {
			if b != byte(i/7) {
				t.Fatalf("%d bytes: wrong from %d on", size, i)
			}
		}
	}
	// A small stream lies in pieces of 64 bytes in the root's own.
	d := newDisk("Root's", 4096)
	d.entries[0].start, d.entries[1] = 2, entry{name: "Workbook", kind: isStream, left: nobody, right: nobody, child: nobody, start: 3, size: 100}
	mini := make([]byte, 512)
	for i := range 128 {
		binary.LittleEndian.PutUint32(mini[4*i:], nobody)
	}
	binary.LittleEndian.PutUint32(mini[4*3:], 1)
	binary.LittleEndian.PutUint32(mini[4*1:], 0xFFFFFFFE)
	n := uint32(2 + len(d.sectors))
	d.sectors = append(d.sectors, mini)
	d.fat[n] = 0xFFFFFFFE
	d.put(60, n)
	d.put(64, 1)
	got, err := d.open()
	if err != nil || len(got) != 100 || got[0] != 3*64/7 || got[64] != 64/7 {
		t.Errorf("small stream: %d, %v", len(got), err)
	}
	d = newDisk("EncryptedPackage", 4096)
	if _, err := d.open(); err == nil || err.Error() == "" {
		t.Error("an encrypted workbook was opened")
	}
	d = newDisk("Workbook", 4096)
	d.entries[0].child, d.entries[2] = 2, entry{name: "Inner", kind: 1, left: nobody, right: nobody, child: 1, start: nobody}
	if _, err := d.open(); err == nil {
		t.Error("an embedded workbook was taken for the file's own")
	}
}

// Whatever a file says of itself, it is refused or read within its own size.
func TestContainersThatLie(t *testing.T) {
	lies := map[string]func(d *disk){}
	for _, at := range []int{40, 44, 48, 56, 60, 64, 68, 72, 76, 80} {
		for _, v := range []uint32{0, 1, 7, 0x7FFFFFFF, 0xFFFFFFF0, 0xFFFFFFFD, nobody} {
			lies[fmt.Sprintf("header %d: %x", at, v)] = func(d *disk) { d.put(at, v) }
		}
	}
	for n := range 8 {
		for _, v := range []uint32{0, 1, 2, uint32(n), 0x7FFFFFFF} {
			lies[fmt.Sprintf("sector after %d: %x", n, v)] = func(d *disk) { d.fat[n] = v }
		}
	}
	for name, tell := range map[string]func(e *entry, v uint32){
		"left": func(e *entry, v uint32) { e.left = v }, "right": func(e *entry, v uint32) { e.right = v }, "child": func(e *entry, v uint32) { e.child = v },
		"start": func(e *entry, v uint32) { e.start = v }, "size": func(e *entry, v uint32) { e.size = int64(v) }, "kind": func(e *entry, v uint32) { e.kind = byte(v) },
	} {
		for n := range 2 {
			for _, v := range []uint32{0, 1, 2, 3, 4, 0x7FFFFFFF, 0xFFFFFFF0} {
				lies[fmt.Sprintf("%s of %d: %x", name, n, v)] = func(d *disk) { tell(&d.entries[n], v) }
			}
		}
	}
	for name, lie := range lies {
		d := newDisk("Workbook", 4096)
		lie(d)
		var got []byte
		grew := growth(t, func() { got, _ = d.open() })
		if len(got) > len(d.bytes()) || grew > 1<<20 {
			t.Errorf("%s: %d bytes read, %d taken", name, len(got), grew)
		}
	}
	whole := newDisk("Workbook", 4096).bytes()
	for n := 0; n < len(whole); n += 61 { // cut off anywhere
		_, _ = workbookStream(bytes.NewReader(whole[:n]), int64(n))
	}
}
