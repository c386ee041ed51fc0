// Package host asks the operating system about disks and files.
package host

// Disk is the room on the file system of a folder.
type Disk struct {
	Free, Total           uint64 // bytes, for users without special rights
	FreeInodes, AllInodes uint64 // 0, 0 where a file system has none
	ReadOnly              bool
}
