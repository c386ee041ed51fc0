// Package config reads the settings of a server. A flag beats an environment
// variable, which beats the settings file, which beats the default.
package config

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Settings are all settings of a server, checked.
type Settings struct {
	Data           string         // folder of the SQLite database and of files
	Listen         string         // address of the web server
	DB             string         // postgres://...; empty: SQLite in Data
	Synchronous    string         // SQLite: full or normal
	PublicURL      string         // how browsers reach the server, without a final slash; empty: as they ask
	TrustedProxies []netip.Prefix // whose X-Forwarded-For or Forwarded is believed
	MaxUpload      int64          // bytes of one uploaded file
	QuotaPerson    int64          // bytes of all files one person uploaded
	QuotaAll       int64          // bytes of all files of one organisation
	DiskReserve    int64          // bytes of the disk kept for log-ins and acts
	LogLevel       slog.Level
	LogFormat      string // text or json
	// BackupBeforeUpgrade keeps a copy of the database in Data before its schema changes.
	BackupBeforeUpgrade bool
}

// SQLite is the path of the embedded database, "" with PostgreSQL.
func (s Settings) SQLite() string {
	if s.DB != "" {
		return ""
	}
	return filepath.Join(s.Data, "laidan.db")
}

// Temp is the folder of temporary files. They lie beside the database because a
// container's /tmp is small or memory, or is not there at all.
func (s Settings) Temp() string { return filepath.Join(s.Data, "tmp") }

// Secure reports whether browsers come over HTTPS, so that cookies may insist.
func (s Settings) Secure() bool { return strings.HasPrefix(s.PublicURL, "https:") }

// LogValue shows the settings without the database's password.
func (s Settings) LogValue() slog.Value {
	db := s.DB
	if u, err := url.Parse(db); err == nil && db != "" {
		db = u.Redacted()
	}
	return slog.GroupValue(slog.String("data", s.Data), slog.String("listen", s.Listen), slog.String("db", db),
		slog.String("synchronous", s.Synchronous), slog.String("public-url", s.PublicURL),
		slog.Any("trusted-proxies", s.TrustedProxies), slog.Int64("max-upload", s.MaxUpload),
		slog.Int64("quota-person", s.QuotaPerson), slog.Int64("quota-organisation", s.QuotaAll), slog.Int64("disk-reserve", s.DiskReserve))
}

// Setting documents one setting.
type Setting struct {
	Name    string // in the file, and of the flag: --public-url
	Env     string // LAIDAN_PUBLIC_URL
	Default string
	Text    string // what it does
	set     func(*Settings, string) error
}

// Docs lists the settings there are, in the order to explain them.
func Docs() []Setting {
	list := slices.Clone(settings)
	for i := range list {
		list[i].Env = envName(list[i].Name)
	}
	return list
}

func envName(name string) string {
	return "LAIDAN_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

var settings = []Setting{
	{Name: "data", Default: "data", Text: "folder of the SQLite database and of uploaded files", set: func(s *Settings, v string) error {
		s.Data = filepath.Clean(v)
		return need(v != "", "a folder")
	}},
	{Name: "listen", Default: "127.0.0.1:8080", Text: "address and port of the web server", set: func(s *Settings, v string) error {
		s.Listen = v
		return address(v)
	}},
	{Name: "db", Text: "PostgreSQL URL, postgres://user:password@host/name; empty uses SQLite in the data folder", set: func(s *Settings, v string) error {
		s.DB = v
		u, err := url.Parse(v)
		return need(v == "" || err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql"), "a URL like postgres://user:password@host/name")
	}},
	{Name: "db-password-file", Text: "file that holds the password for --db, so that it stands in no environment and no list of processes", set: func(s *Settings, v string) error {
		if v == "" {
			return nil
		}
		b, err := os.ReadFile(v)
		u, errURL := url.Parse(s.DB)
		if err != nil || errURL != nil || s.DB == "" {
			return need(false, "a readable file, beside a --db")
		}
		u.User = url.UserPassword(u.User.Username(), strings.TrimSpace(string(b)))
		s.DB = u.String()
		return nil
	}},
	{Name: "synchronous", Default: "full", Text: "SQLite only: full loses nothing when the power fails; normal is faster and may lose the last seconds", set: func(s *Settings, v string) error {
		s.Synchronous = v
		return need(v == "full" || v == "normal", "full or normal")
	}},
	{Name: "public-url", Text: "address under which browsers reach the server, for links in messages; https makes cookies secure", set: func(s *Settings, v string) error {
		s.PublicURL = strings.TrimRight(v, "/")
		u, err := url.Parse(v)
		return need(v == "" || err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.RawQuery == "" && u.Fragment == "", "an address like https://crm.example.com")
	}},
	{Name: "trusted-proxies", Text: "addresses or networks of reverse proxies whose X-Forwarded-For or Forwarded is believed, separated by commas", set: func(s *Settings, v string) error {
		var err error
		s.TrustedProxies, err = prefixes(v)
		return err
	}},
	{Name: "max-upload", Default: "64MB", Text: "largest uploaded file, such as 64MB", set: func(s *Settings, v string) error {
		var err error
		s.MaxUpload, err = size(v)
		return err
	}},
	{Name: "quota-person", Default: "5GB", Text: "how much one person may keep in uploaded files", set: func(s *Settings, v string) (err error) {
		s.QuotaPerson, err = size(v)
		return err
	}},
	{Name: "quota-organisation", Default: "50GB", Text: "how much one organisation may keep in files", set: func(s *Settings, v string) (err error) {
		s.QuotaAll, err = size(v)
		return err
	}},
	{Name: "disk-reserve", Default: "256MB", Text: "free space below which uploads, imports and bulk work wait, so that people can still log in and work; with SQLite a quarter of it is set aside in a file", set: func(s *Settings, v string) (err error) {
		s.DiskReserve, err = size(v)
		return err
	}},
	{Name: "backup-before-upgrade", Default: "yes", Text: "yes keeps a backup (without uploaded files) in the data folder before a new version changes the schema; no does not", set: func(s *Settings, v string) error {
		s.BackupBeforeUpgrade = v == "yes"
		return need(v == "yes" || v == "no", "yes or no")
	}},
	{Name: "log-level", Default: "info", Text: "debug, info, warn or error", set: func(s *Settings, v string) error {
		return need(slices.Contains([]string{"debug", "info", "warn", "error"}, v) && s.LogLevel.UnmarshalText([]byte(v)) == nil, "debug, info, warn or error")
	}},
	{Name: "log-format", Default: "text", Text: "text or json", set: func(s *Settings, v string) error {
		s.LogFormat = v
		return need(v == "text" || v == "json", "text or json")
	}},
}

func need(ok bool, what string) error {
	if ok {
		return nil
	}
	return errors.New("must be " + what)
}

func address(v string) error {
	_, port, err := net.SplitHostPort(v)
	n, errPort := strconv.Atoi(port)
	return need(err == nil && errPort == nil && n >= 0 && n <= 65535, "an address and port like 127.0.0.1:8080")
}

func prefixes(v string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for part := range strings.SplitSeq(v, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		p, err := netip.ParsePrefix(part)
		if a, errAddr := netip.ParseAddr(part); errAddr == nil {
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("must be addresses or networks like 10.0.0.0/8; %q is none", part)
		}
		out = append(out, p)
	}
	return out, nil
}

func size(v string) (int64, error) {
	number, unit := strings.TrimSpace(strings.ToUpper(v)), int64(1)
	for suffix, factor := range map[string]int64{"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30} {
		if n, ok := strings.CutSuffix(number, suffix); ok {
			number, unit = strings.TrimSpace(n), factor
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	return n * unit, need(err == nil && n > 0 && n <= 1<<40/unit, "a size like 64MB")
}

// Reader collects settings from the command line of one command.
type Reader struct {
	flags  *flag.FlagSet
	config *string
	values map[string]*string
	env    func(string) (string, bool)
}

// On adds a flag for each setting, and --config for the settings file, to a
// command's own. Call Read after the flags are parsed.
func On(flags *flag.FlagSet) *Reader {
	r := &Reader{flags: flags, values: map[string]*string{}, env: os.LookupEnv}
	r.config = flags.String("config", "", "settings file (default laidan.conf in the data folder)")
	for _, s := range settings {
		r.values[s.Name] = flags.String(s.Name, s.Default, s.Text)
	}
	return r
}

// Read gives the settings, or all that is wrong with them, each with where it
// was set.
func (r *Reader) Read() (Settings, error) {
	given := map[string]bool{}
	r.flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	path, file, err := r.file(given)
	if err != nil {
		return Settings{}, err
	}
	var out Settings
	var problems []error
	for _, s := range settings {
		value, from := r.value(s, given[s.Name], path, file)
		if err := s.set(&out, value); err != nil {
			problems = append(problems, fmt.Errorf("%s %w (%q from %s)", s.Name, err, value, from))
		}
	}
	return out, errors.Join(problems...)
}

func (r *Reader) value(s Setting, flagged bool, path string, file map[string]string) (value, from string) {
	if flagged {
		return *r.values[s.Name], "--" + s.Name
	}
	if v, ok := r.env(envName(s.Name)); ok {
		return v, envName(s.Name)
	}
	if v, ok := file[s.Name]; ok {
		return v, path
	}
	return s.Default, "the default"
}

// file reads the settings file: the one that is named, or laidan.conf in the
// data folder if it is there.
func (r *Reader) file(given map[string]bool) (string, map[string]string, error) {
	path, named := *r.config, given["config"]
	if !named {
		path, named = r.env("LAIDAN_CONFIG")
	}
	data, _ := r.value(settings[0], given["data"], "", nil)
	if !named {
		path = filepath.Join(data, "laidan.conf")
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, fmt.Errorf("settings file: %w", err)
	}
	values, err := parse(string(b))
	if err != nil {
		return "", nil, fmt.Errorf("%s, %w", path, err)
	}
	if _, ok := values["data"]; ok && !named {
		return "", nil, fmt.Errorf("%s: data cannot be set in the data folder itself; use --data, LAIDAN_DATA or --config", path)
	}
	return path, values, nil
}

// parse reads lines "name = value"; # begins a comment line, quotes around a
// value are taken off.
func parse(text string) (map[string]string, error) {
	values := map[string]string{}
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !ok {
			return nil, fmt.Errorf("line %d: %q is not name = value", number, line)
		}
		if !slices.ContainsFunc(settings, func(s Setting) bool { return s.Name == name }) {
			return nil, fmt.Errorf("line %d: there is no setting %q", number, name)
		}
		if _, twice := values[name]; twice {
			return nil, fmt.Errorf("line %d: %s is set twice", number, name)
		}
		if len(value) >= 2 && value[0] == '"' && value[len(value)-1] == '"' {
			value = value[1 : len(value)-1]
		}
		values[name] = value
	}
	return values, nil
}
