package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"
)

const importRows = 50_000

// measureBulk imports a list of new customers beside those that are there, and
// exports everybody's.
func measureBulk(ctx context.Context, o options, s *store, customers int) (bulkReport, error) {
	out := bulkReport{Database: "sqlite", Customers: customers}
	if s.pg != nil {
		out.Database = "postgres"
	}
	dir, url, err := s.copyOf("bulk")
	if err != nil {
		return out, err
	}
	defer s.drop("bulk")
	a, err := openApp(ctx, dir, url)
	if err != nil {
		return out, err
	}
	c, err := hire(ctx, a, 0, 1)
	a.Close()
	if err != nil {
		return out, err
	}
	srv, err := startServer(o, dir, url, "full")
	if err != nil {
		return out, err
	}
	defer srv.stop()
	rows, took, err := srv.export(ctx, c.token("director"))
	if err != nil {
		return out, err
	}
	out.Export = float64(rows) / took.Seconds()
	if rows, took, err = srv.importFile(ctx, c.token("support"), list(importRows)); err != nil {
		return out, err
	}
	out.Import = float64(rows) / took.Seconds()
	srv.stop()
	out.Raw, err = s.raw(ctx, dir, url)
	return out, err
}

// list is a file as a team buys it.
func list(n int) []byte {
	var b bytes.Buffer
	b.WriteString("客户名称,联系人,手机,城市,行业,备注\n")
	for i := range n {
		fmt.Fprintf(&b, "宁波第%d精密机械有限公司,联系人%d,171%08d,宁波,机械,展会登记\n", i, i, i)
	}
	return b.Bytes()
}

func (p *process) export(ctx context.Context, token string) (rows int, took time.Duration, err error) {
	began := time.Now()
	b, err := p.call(ctx, request{"GET", "/export?format=csv", token, ""})
	return bytes.Count(b, []byte("\n")) - 1, time.Since(began), err
}

type importState struct {
	ID      string         `json:"id"`
	State   string         `json:"state"`
	Message string         `json:"message"`
	Counts  map[string]int `json:"counts"`
}

// importFile is timed from the start of the run: reading the file for the dry
// run is what its uploader waits for anyway.
func (p *process) importFile(ctx context.Context, token string, content []byte) (rows int, took time.Duration, err error) {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	w, err := m.CreateFormFile("file", "list.csv")
	if err != nil {
		return 0, 0, err
	}
	_, _ = w.Write(content)
	_ = m.Close()
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, p.base+"/api/v1/imports", &b)
	if err != nil {
		return 0, 0, err
	}
	q.Header.Set("Authorization", "Bearer "+token)
	q.Header.Set("Content-Type", m.FormDataContentType())
	resp, err := p.http.Do(q)
	if err != nil {
		return 0, 0, err
	}
	answer, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	var imp importState
	if err == nil {
		err = json.Unmarshal(answer, &imp)
	}
	if err != nil || imp.ID == "" {
		return 0, 0, fmt.Errorf("upload: %w %s", err, answer)
	}
	began := time.Now()
	if _, err := p.call(ctx, request{"POST", "/imports/" + imp.ID + "/run", token, "{}"}); err != nil {
		return 0, 0, err
	}
	for {
		answer, err := p.call(ctx, request{"GET", "/imports/" + imp.ID, token, ""})
		if err == nil {
			err = json.Unmarshal(answer, &imp)
		}
		switch {
		case err != nil:
			return 0, 0, err
		case imp.State == "done":
			if imp.Counts["create"] != strings.Count(string(content), "\n")-1 {
				return 0, 0, fmt.Errorf("import: %v", imp.Counts)
			}
			return imp.Counts["create"], time.Since(began), nil
		case imp.State != "running":
			return 0, 0, fmt.Errorf("import %s: %s", imp.State, imp.Message)
		}
		time.Sleep(100 * time.Millisecond)
	}
}
