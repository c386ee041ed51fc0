//go:build linux || darwin

package host

import (
	"io/fs"
	"syscall"
)

// DiskOf is the room on the file system of a folder.
func DiskOf(dir string) (Disk, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return Disk{}, err
	}
	size := uint64(s.Bsize)
	const readOnly = 1 // ST_RDONLY and MNT_RDONLY alike
	return Disk{Free: s.Bavail * size, Total: s.Blocks * size, FreeInodes: s.Ffree, AllInodes: s.Files, ReadOnly: uint64(s.Flags)&readOnly != 0}, nil
}

// OwnerOf is the user a file belongs to, -1 where there is no such thing.
func OwnerOf(i fs.FileInfo) int {
	if s, ok := i.Sys().(*syscall.Stat_t); ok {
		return int(s.Uid)
	}
	return -1
}
