package app

import (
	"net/http"
	"strings"
	"testing"
)

// The routes whose bodies are richest.
var bodies = []string{"POST /customers", "POST /customers/duplicates", "POST /customers/bulk", "POST /people", "POST /pools", "PATCH /me", "PUT /funnel/template", "POST /views"}

// FuzzJSON sends changed bodies to the whole program: it answers, never with a
// fault of its own.
func FuzzJSON(f *testing.F) {
	in := open(f, "")
	in.found()
	for i, body := range []string{`{"name":"甲","kind":"company","contacts":[{"name":"乙","channels":[{"kind":"phone","value":"138 1234 5678"}]}],"custom":{"a":1}}`,
		`{"name":"甲","phone":"13812345678"}`, `{"action":"tags","ids":["1"],"add":["x"],"dryRun":true}`, `{"name":"丙","email":"a@b.c","departmentId":"1","roles":["rep"]}`,
		`{"name":"池","dailyClaims":1e99}`, `{"settings":{"a":{"b":[null]}}}`, `{"layers":[{}],"holds":null,"version":-1}`, `{"name":"","list":"customers","filter":"grade ="}`} {
		f.Add(i, body)
	}
	f.Add(0, strings.Repeat(`{"custom":`, 100_000))
	f.Add(0, strings.Repeat(`[`, 500_000))
	f.Add(5, `{"settings":`+strings.Repeat(`{"a":`, 10_000)+`1`+strings.Repeat(`}`, 10_000)+`}`)
	f.Fuzz(func(t *testing.T, route int, body string) {
		method, path, _ := strings.Cut(bodies[((route%len(bodies))+len(bodies))%len(bodies)], " ")
		for _, who := range []string{"director", "admin"} {
			q, err := http.NewRequestWithContext(t.Context(), method, in.srv.URL+"/api/v1"+path, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			q.Header.Set("Content-Type", "application/json")
			q.Header.Set("Authorization", "Bearer "+in.tokens[who])
			if a := in.answerTo(q); a.status == 0 || a.status >= 500 {
				t.Fatalf("%s %s as %s: %d %.300s", method, path, who, a.status, a.raw)
			}
		}
	})
}
