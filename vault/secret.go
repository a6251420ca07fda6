package vault

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sekisho/event"
)

const (
	secretDir  = "secrets"
	secretFile = "pseudonym.key"
	revealFile = "reveals.ndjson"
	// secretLen is the length of the secret in bytes: the block of SHA-256's
	// output, more adds nothing to HMAC.
	secretLen = 32
	// pseudonymLen is how many base32 characters a pseudonym shows: 60 bits.
	pseudonymLen = 12
)

// Secret is an installation's secret. It has no method that gives it out.
type Secret struct {
	key []byte
	dir string
}

// Open reads the secret in dir/secrets, and makes it on first use with mode
// 0600. A secret that others may read is refused.
func Open(dir string) (*Secret, error) {
	folder := filepath.Join(dir, secretDir)
	path := filepath.Join(folder, secretFile)
	key, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		key, err = create(folder, path)
	}
	if err != nil {
		return nil, err
	}
	return &Secret{key: key, dir: folder}, nil
}

func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s can be read by others (mode %04o): run chmod 600 on it; if somebody may have read it, remove it and all pseudonyms change", path, info.Mode().Perm())
	}
	key, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(key) != secretLen {
		return nil, fmt.Errorf("%s has %d bytes instead of %d: restore it from your backup, or remove it and all pseudonyms change", path, len(key), secretLen)
	}
	return key, nil
}

// create makes the secret; of two processes that try at once, one wins and the
// other reads the winner's.
func create(folder, path string) ([]byte, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("no place for the secret of the pseudonyms: %w", err)
	}
	key := make([]byte, secretLen)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	tmp, err := os.CreateTemp(folder, ".new-*")
	if err != nil {
		return nil, fmt.Errorf("no place for the secret of the pseudonyms: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(key)
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(tmp.Name(), path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return read(path)
		}
		return nil, err
	}
	return key, nil
}

// encoding is base32 in lower case without padding: letters and digits only, so
// that a pseudonym is one word everywhere.
var encoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// mark is the keyed value of a text within a domain of use.
func (s *Secret) mark(domain, text string) string {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte(domain))
	h.Write([]byte{0})
	h.Write([]byte(text))
	return strings.ToLower(encoding.EncodeToString(h.Sum(nil))[:pseudonymLen])
}

// Pseudonym stands for a person.
func (s *Secret) Pseudonym(id event.PersonID) string { return "p-" + s.mark("person", string(id)) }

// reveal is one line of the record of reveals.
type reveal struct {
	Time   string `json:"time"`
	Reason string `json:"reason"`
}

// RecordReveal notes that names are shown, and why, and returns the file that
// has the note. Names must not be shown when it fails.
func (s *Secret) RecordReveal(at time.Time, reason string) (string, error) {
	path := filepath.Join(s.dir, revealFile)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	line, err := json.Marshal(reveal{at.UTC().Format(time.RFC3339), reason})
	if err != nil {
		return "", errors.Join(err, f.Close())
	}
	_, err = f.Write(append(line, '\n'))
	return path, errors.Join(err, f.Sync(), f.Close())
}
