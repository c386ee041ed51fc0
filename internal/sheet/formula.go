package sheet

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// active recognises a cell that a spreadsheet would calculate: =SUM(A1),
// =1+1, =cmd|'/c calc'!A0, @SUM(…), +HYPERLINK(…). Numbers with a sign, text
// after an equals sign and handles (@name) are none.
var active = regexp.MustCompile(`^[\s'"]*(?:=[-+@=\s]*(?:[A-Za-z_.$]+[\w.$]*\s*[(|!+\-*/:&]|\$?[A-Za-z]{1,3}\$?\d|[\d(."][^|]*[-+*/&(]|.*\|.*!)|[-+@][-+@=\s]*(?:[A-Za-z_.]+[\w.]*\s*\(|.*\|.*!|[A-Za-z]{1,3}\d+[-+*/]))`)

// Formula reports whether a cell of a text file is a formula. Nobody exports a
// customer list with such cells; somebody who prepared one does.
func Formula(cell string) bool {
	if !mayCalculate(cell) {
		return false
	}
	if strings.HasPrefix(cell, `="`) && strings.Count(cell, `"`) == 2 && strings.HasSuffix(cell, `"`) {
		return false // ="00123" keeps zeros
	}
	return active.MatchString(cell)
}

// mayCalculate is the cheap look at the first character.
func mayCalculate(cell string) bool {
	if cell == "" {
		return false
	}
	switch cell[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n', ' ':
		return true
	}
	return false
}

// starters begin what a spreadsheet calculates. Chinese and Japanese versions take
// the full-width and small forms for the ASCII ones.
const starters = "=+-@＝＋－＠﹦﹢﹣﹫"

// Neutral is a cell for a file that will be opened in a spreadsheet: what it
// might calculate gets an apostrophe in front, which Clean takes off again.
func Neutral(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if !strings.ContainsRune(starters+"\t\r\n", first) || cell == "" {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil && first == '-' {
		return cell // -5 is a number
	}
	return "'" + cell
}
