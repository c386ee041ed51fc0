package bulk

import (
	"io"
	"os"

	"laidan/internal/blob"
	"laidan/internal/host"
)

// heldFile is an upload kept until the rest of its form is read.
type heldFile struct {
	name string
	f    *os.File
}

// hold keeps the upload in a temporary file: the options may stand behind it in
// the form.
func hold(files blob.Store, name string, r io.Reader) (*heldFile, error) {
	f, _, err := receive(files, r)
	if err != nil {
		return nil, err
	}
	_, err = f.Seek(0, io.SeekStart)
	return &heldFile{name, f}, err
}

func (h *heldFile) discard() {
	if h != nil {
		host.DropTemp(h.f)
	}
}
