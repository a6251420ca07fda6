package source

import (
	"sekisho/event"
	"strconv"
	"strings"
	"time"
)

// Years outside these are refused: they are defaults of broken clocks, and
// would stretch every window.
const (
	MinYear = 1980
	MaxYear = 2200
)

// ParseTime reads the ways in which JSON audit logs write a moment: RFC 3339
// with any fraction and 'T' or space, with or without a zone (UTC then), and
// Unix seconds, milliseconds, microseconds or nanoseconds, with fraction. It
// allocates nothing on the RFC 3339 path.
func ParseTime(s string) (event.Time, error) {
	s = strings.TrimSpace(s)
	if t, ok := parseRFC3339(s); ok {
		return check(t)
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return parseUnix(s, f)
	}
	return 0, Refuse("a time that cannot be read", "")
}

func parseUnix(s string, f float64) (event.Time, error) {
	abs := f
	if abs < 0 {
		abs = -abs
	}
	switch {
	case abs < 1e11: // seconds
		sec, frac, _ := strings.Cut(s, ".")
		n, err := strconv.ParseInt(sec, 10, 64)
		if err != nil {
			return check(event.Time(f * 1000))
		}
		return check(event.Time(n*1000 + millis(frac)))
	case abs < 1e14:
		return check(event.Time(f))
	case abs < 1e17:
		return check(event.Time(f / 1e3))
	default:
		return check(event.Time(f / 1e6))
	}
}

func millis(frac string) int64 {
	var ms int64
	for i := 0; i < 3; i++ {
		ms *= 10
		if i < len(frac) && '0' <= frac[i] && frac[i] <= '9' {
			ms += int64(frac[i] - '0')
		}
	}
	return ms
}

// parseRFC3339 reads 2006-01-02[T ]15:04:05[.fraction][Z|±hh[:]mm| UTC].
func parseRFC3339(s string) (event.Time, bool) {
	if len(s) < 19 || s[4] != '-' || s[7] != '-' || s[10] != 'T' && s[10] != ' ' && s[10] != 't' || s[13] != ':' || s[16] != ':' {
		return 0, false
	}
	var n [6]int
	for i, at := range [6][2]int{{0, 4}, {5, 7}, {8, 10}, {11, 13}, {14, 16}, {17, 19}} {
		for _, c := range []byte(s[at[0]:at[1]]) {
			if c < '0' || c > '9' {
				return 0, false
			}
			n[i] = n[i]*10 + int(c-'0')
		}
	}
	if n[1] < 1 || n[1] > 12 || n[2] < 1 || n[2] > 31 || n[3] > 24 || n[4] > 59 || n[5] > 60 {
		return 0, false
	}
	rest := s[19:]
	var ms int64
	if rest != "" && (rest[0] == '.' || rest[0] == ',') {
		end := 1
		for end < len(rest) && '0' <= rest[end] && rest[end] <= '9' {
			end++
		}
		ms = millis(rest[1:end])
		rest = rest[end:]
	}
	offset, ok := zone(strings.TrimSpace(rest))
	if !ok {
		return 0, false
	}
	sec := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC).Unix()
	return event.Time((sec-offset)*1000 + ms), true
}

// zone reads a UTC offset in seconds; none means UTC.
func zone(s string) (int64, bool) {
	switch s {
	case "", "Z", "z", "UTC", "GMT":
		return 0, true
	}
	s = strings.TrimPrefix(s, "UTC")
	sign := int64(1)
	switch s[0] {
	case '-':
		sign = -1
	case '+':
	default:
		return 0, false
	}
	n, digits := int64(0), 0
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			n, digits = n*10+int64(c-'0'), digits+1
		case c != ':' || i != 3:
			return 0, false
		}
		if digits > 4 {
			return 0, false
		}
	}
	switch digits {
	case 2:
		n *= 100
	case 4:
	default:
		return 0, false
	}
	return sign * (n/100*3600 + n%100*60), true
}

var (
	minTime = event.Time(time.Date(MinYear, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli())
	maxTime = event.Time(time.Date(MaxYear, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli())
)

func check(t event.Time) (event.Time, error) {
	if t < minTime || t >= maxTime {
		return 0, Refuse("a time outside the years 1980 to 2199", "")
	}
	return t, nil
}
