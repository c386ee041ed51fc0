// Package locales embeds the catalogues that server and browser share.
package locales

import "embed"

// Files holds zh-CN.json and en.json.
//
//go:embed *.json
var Files embed.FS
