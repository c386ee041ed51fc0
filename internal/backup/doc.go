// Package backup copies a running installation into one file and puts it back.
//
// The file is a ZIP whose entries are packed with zstd: manifest.json, then
// laidan.db (SQLite: the file as one transaction saw it) or tables/NAME
// (PostgreSQL: COPY's text of one snapshot), then the uploaded files. The
// manifest holds the SHA-256 of each entry, the rows of each table and the head
// of each organisation's fact chain; the ZIP's comment holds the SHA-256 of
// everything before it. So any changed byte is found before anything is written.
package backup
