package main

import (
	"io"
	"log/slog"
	"os"
	"runtime/debug"

	"golang.org/x/term"
)

// globals are the flags that every command has.
type globals struct {
	quiet     bool
	logFormat string
}

// logger writes messages for people to stderr: warnings only when quiet.
func (g *globals) logger(stderr io.Writer) (*slog.Logger, error) {
	level := slog.LevelInfo
	if g.quiet {
		level = slog.LevelWarn
	}
	o := &slog.HandlerOptions{Level: level, ReplaceAttr: withoutTime}
	switch g.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(stderr, o)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(stderr, &slog.HandlerOptions{Level: level})), nil
	}
	return nil, usageError{errLogFormat}
}

// withoutTime leaves the time out of messages for a person at a terminal.
func withoutTime(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// terminal reports whether w is a terminal that may show colours and a
// progress bar.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func colour(w io.Writer) bool {
	_, no := os.LookupEnv("NO_COLOR")
	return !no && terminal(w)
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
