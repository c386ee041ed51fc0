package config

import (
	"bytes"
	"flag"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(t *testing.T, args []string, env map[string]string) (Settings, error) {
	t.Helper()
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	flags.SetOutput(&bytes.Buffer{})
	r := On(flags)
	r.env = func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return r.Read()
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDefaults(t *testing.T) {
	s, err := read(t, []string{"--data", t.TempDir()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Listen != "127.0.0.1:8080" || s.Synchronous != "full" || s.MaxUpload != 64<<20 || s.LogLevel != slog.LevelInfo || s.LogFormat != "text" ||
		s.DB != "" || s.SQLite() != filepath.Join(s.Data, "laidan.db") || s.Secure() {
		t.Errorf("%+v", s)
	}
}

func TestFlagBeatsEnvironmentBeatsFile(t *testing.T) {
	data := t.TempDir()
	write(t, filepath.Join(data, "laidan.conf"), "\ufeff# a comment\n\nlisten = 127.0.0.1:1\nlog-level=\"debug\"\n synchronous = normal \r\npublic-url = https://crm.example.com/\n")
	s, err := read(t, []string{"--data", data, "--listen", "127.0.0.1:3"}, map[string]string{"LAIDAN_LISTEN": "127.0.0.1:2", "LAIDAN_SYNCHRONOUS": "full", "LAIDAN_TRUSTED_PROXIES": "10.0.0.0/8, ::1"})
	if err != nil {
		t.Fatal(err)
	}
	if s.Listen != "127.0.0.1:3" || s.Synchronous != "full" || s.LogLevel != slog.LevelDebug || s.PublicURL != "https://crm.example.com" || !s.Secure() || len(s.TrustedProxies) != 2 {
		t.Errorf("%+v", s)
	}
}

func TestNamedFile(t *testing.T) {
	data := t.TempDir()
	path := write(t, filepath.Join(data, "x.conf"), "data = "+data+"\ndb = postgres://u:p@h/d\n")
	for _, env := range []map[string]string{nil, {"LAIDAN_CONFIG": path}} {
		args := []string{"--config", path}
		if env != nil {
			args = nil
		}
		s, err := read(t, args, env)
		if err != nil || s.Data != data || s.DB != "postgres://u:p@h/d" || s.SQLite() != "" {
			t.Errorf("%+v %v", s, err)
		}
	}
}

// The password of a file reaches the database's URL and no log.
func TestPasswordFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "db_password")
	write(t, file, "s3cret/@\n")
	s, err := read(t, []string{"--data", t.TempDir(), "--db", "postgres://laidan@db/laidan?sslmode=disable", "--db-password-file", file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(s.DB)
	if password, _ := u.User.Password(); err != nil || password != "s3cret/@" || u.User.Username() != "laidan" || u.Host != "db" {
		t.Errorf("%v %v", u, err)
	}
	if strings.Contains(s.LogValue().String(), "s3cret") {
		t.Error("the password is logged")
	}
}

func TestClearRefusals(t *testing.T) {
	for name, tt := range map[string]struct {
		args []string
		env  map[string]string
		file string
		want string
	}{
		"listen":        {args: []string{"--listen", "8080"}, want: `listen must be an address and port like 127.0.0.1:8080 ("8080" from --listen)`},
		"port":          {args: []string{"--listen", ":99999"}, want: `listen must be`},
		"env":           {env: map[string]string{"LAIDAN_SYNCHRONOUS": "off"}, want: `synchronous must be full or normal ("off" from LAIDAN_SYNCHRONOUS)`},
		"db":            {args: []string{"--db", "mysql://h"}, want: `db must be a URL like postgres://`},
		"password file": {args: []string{"--db", "postgres://laidan@h/x", "--db-password-file", "/nowhere"}, want: `db-password-file must be a readable file, beside a --db`},
		"public url":    {args: []string{"--public-url", "crm.example.com"}, want: `public-url must be`},
		"proxies":       {args: []string{"--trusted-proxies", "10.0.0.0/8,x"}, want: `"x" is none`},
		"upload":        {args: []string{"--max-upload", "lots"}, want: `max-upload must be a size like 64MB`},
		"upload huge":   {args: []string{"--max-upload", "99999999999999GB"}, want: `max-upload must be`},
		"level":         {args: []string{"--log-level", "info+2"}, want: `log-level must be`},
		"format":        {args: []string{"--log-format", "xml"}, want: `log-format must be`},
		"no folder":     {args: []string{"--data", ""}, want: `data must be a folder`},
		"missing file":  {args: []string{"--config", "/nowhere/x.conf"}, want: "settings file"},
		"not a setting": {file: "listen = :1\nlisten-on = :2\n", want: `line 2: there is no setting "listen-on"`},
		"not a line":    {file: "[server]\n", want: `line 1: "[server]" is not name = value`},
		"twice":         {file: "db=\ndb=\n", want: "line 2: db is set twice"},
		"data in data":  {file: "data = /x\n", want: "data cannot be set in the data folder itself"},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			if tt.file != "" {
				write(t, filepath.Join(data, "laidan.conf"), tt.file)
			}
			_, err := read(t, append([]string{"--data", data}, tt.args...), tt.env)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
	_, err := read(t, []string{"--listen", "x", "--log-format", "y"}, map[string]string{"LAIDAN_DATA": t.TempDir()})
	if err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("both problems at once: %v", err)
	}
}

func TestDocs(t *testing.T) {
	for _, s := range Docs() {
		if s.Name == "" || s.Text == "" || s.Env != "LAIDAN_"+strings.ReplaceAll(strings.ToUpper(s.Name), "-", "_") {
			t.Errorf("%+v", s)
		}
	}
	if len(Docs()) != 14 {
		t.Errorf("%d settings", len(Docs()))
	}
}

func TestLogHidesPassword(t *testing.T) {
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("start", "settings", Settings{DB: "postgres://u:secret@h/d"})
	if strings.Contains(b.String(), "secret") || !strings.Contains(b.String(), "postgres://u:xxxxx@h/d") {
		t.Error(b.String())
	}
}

func FuzzParse(f *testing.F) {
	f.Add("listen = :1\n# x\ndb=\"\"")
	f.Fuzz(func(t *testing.T, text string) {
		values, err := parse(text)
		if err == nil && len(values) > len(settings) {
			t.Fatal(values)
		}
	})
}
