// Package app is the composition root: the only package that knows all modules.
// It opens the database, fills the questions modules ask each other, and serves.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"laidan/internal/audit"
	"laidan/internal/auth"
	"laidan/internal/blob"
	"laidan/internal/config"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/host"
	"laidan/internal/httpapi"
	"laidan/internal/job"
	"laidan/internal/webui"
)

// App is an opened installation.
type App struct {
	config.Settings
	Version string
	Log     *slog.Logger
	DB      *db.DB
	Files   blob.Store
	lost    []audit.Loss // logs that were shorter than their checkpoints at the start
}

// Open opens and migrates the database and binds what rooms ask of each other.
func Open(ctx context.Context, s config.Settings, version string, log *slog.Logger) (*App, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	d, err := openToServe(ctx, s, version, log)
	if err != nil {
		return nil, err
	}
	a := &App{Settings: s, Version: version, Log: log, DB: d, Files: Files(s)}
	if err := a.House().Bind(d); err != nil {
		d.Close()
		return nil, err
	}
	a.witness(ctx)
	return a, nil
}

// Close gives everything back.
func (a *App) Close() { a.DB.Close() }

// publicURL is where browsers reach the installation.
func (a *App) publicURL() string {
	if a.PublicURL != "" {
		return a.PublicURL
	}
	return "http://" + a.Listen
}

// Router has every route of every module.
func (a *App) Router() *httpapi.Router {
	r := httpapi.New(httpapi.Options{DB: a.DB, Log: a.Log, Resolve: auth.Resolve, NeedsSetup: auth.NeedsSetup(a.DB), Version: a.Version,
		Secure: a.Secure(), MayShow: maySee, TrustedProxies: a.TrustedProxies, Temp: a.Temp()})
	for _, m := range a.House() {
		if m.Routes != nil {
			m.Routes(r)
		}
	}
	httpapi.Live(r)
	a.health(r)
	r.Mount("/", webui.Handler())
	return r
}

// Serve answers requests and works off jobs until the context ends.
func (a *App) Serve(ctx context.Context, ready func(url string)) error {
	if err := a.agreeKey(ctx); err != nil {
		return err
	}
	l, err := net.Listen("tcp", a.Listen)
	if err != nil {
		return err
	}
	for _, dir := range []string{a.Temp(), os.TempDir()} { // earlier versions used the system's
		if err := host.SweepTemp(dir, a.DB.Now()); err != nil {
			a.Log.Warn("temporary files of earlier runs stay", "error", err)
		}
	}
	background, cancel := context.WithCancel(ctx)
	defer cancel()
	queue, err := job.Begin(background, a.DB, a.work(), a.Log)
	if err != nil {
		_ = l.Close()
		return fmt.Errorf("start jobs: %w", err)
	}
	sealed := make(chan struct{})
	go func() { // RunSealer returns when background ends; it does not panic on errors
		defer close(sealed)
		event.RunSealer(background, a.DB, a.Log)
	}()
	reserved := make(chan struct{})
	go func() { // as the sealer
		defer close(reserved)
		if a.Settings.DB == "" {
			a.keepReserve(background)
		}
	}()
	noted := make(chan struct{})
	go func() { // as the sealer
		defer close(noted)
		a.keepCheckpoints(background)
	}()
	srv := &http.Server{Handler: a.Router().Handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return background }}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	if ready != nil {
		ready(a.publicURL())
	}
	select {
	case <-ctx.Done():
		err = nil
	case err = <-failed:
	}
	stop, done := context.WithTimeout(context.Background(), 10*time.Second)
	defer done()
	cancel() // ends live streams, so that Shutdown does not wait for them
	if serr := srv.Shutdown(stop); err == nil && !errors.Is(serr, http.ErrServerClosed) {
		err = serr
	}
	queue.Stop(stop)
	<-sealed
	<-noted
	<-reserved
	return err
}
