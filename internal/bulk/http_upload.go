package bulk

import (
	"io"
	"os"
)

// heldFile is an upload kept until the rest of its form is read.
type heldFile struct {
	name string
	f    *os.File
}

// hold keeps the upload in a temporary file: the options may stand behind it in
// the form.
func hold(name string, r io.Reader) (*heldFile, error) {
	f, _, err := receive(r)
	if err != nil {
		return nil, err
	}
	_, err = f.Seek(0, io.SeekStart)
	return &heldFile{name, f}, err
}

func (h *heldFile) discard() {
	if h != nil {
		discard(h.f)
	}
}
