// Package audit shows who did what, and proves that the fact log was not changed
// afterwards.
package audit
