// Package textkey makes the keys by which names are sorted, searched and
// compared: pinyin with surname readings, search tokens, and a company name
// reduced to what tells it apart.
//
// The reading table comes from mozillazg/go-pinyin, the list of places from
// modood/Administrative-divisions-of-China (see NOTICE); package gen writes both.
package textkey
