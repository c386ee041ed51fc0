// Gen writes auth/leaked_passwords.txt: those of the most used passwords in
// @zxcvbn-ts/language-common (MIT) that are long enough to be chosen here.
//
//	npm pack @zxcvbn-ts/language-common && tar xzf zxcvbn-ts-*.tgz
//	go run ./internal/auth/gen package/src/passwords.json
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	shortest = 8    // as auth.minPassword
	most     = 4000 // the list goes by how often a password is used
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(source string) error {
	b, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	var all []string
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	var list []string
	for _, p := range all {
		p = strings.ToLower(p)
		if utf8.RuneCountInString(p) >= shortest && utf8.ValidString(p) && strings.TrimSpace(p) == p && !slices.Contains(list, p) && len(list) < most {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return os.WriteFile("internal/auth/leaked_passwords.txt", []byte(strings.Join(list, "\n")+"\n"), 0o644)
}
