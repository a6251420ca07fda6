package event

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// uidDomain keeps event uids apart from every other use of the hash, and from
// later ways of making them.
const uidDomain = "sekisho event 1"

// Key stands for a record by what it says: its format and the id that the
// source gave it, or else its raw bytes. Where the record lies is no part of
// it, so that the same log read from another place gives the same keys. nth
// numbers the events of one record from 0. Every part is hashed behind its
// length, so that no two records share the hashed bytes.
func Key(format, nativeID string, raw []byte, nth int) [sha256.Size]byte {
	h := sha256.New()
	var head [8]byte
	put := func(b []byte) {
		binary.BigEndian.PutUint64(head[:], uint64(len(b)))
		h.Write(head[:])
		h.Write(b)
	}
	put([]byte(uidDomain))
	put([]byte(format))
	if nativeID != "" {
		put([]byte("id"))
		put([]byte(nativeID))
	} else {
		put([]byte("raw"))
		put(raw)
	}
	binary.BigEndian.PutUint32(head[:4], uint32(nth))
	h.Write(head[:4])
	var key [sha256.Size]byte
	h.Sum(key[:0])
	return key
}

// UID names an event for ever: SHA-256, in hex, over its key and an ordinal,
// from 0, that tells identical records without a native id apart.
func UID(key [sha256.Size]byte, ordinal uint32) string {
	sum := sha256.Sum256(binary.BigEndian.AppendUint32(key[:], ordinal))
	return hex.EncodeToString(sum[:])
}

// EventUID is the uid of the first event of a record.
func EventUID(format, nativeID string, raw []byte, ordinal uint32) string {
	return UID(Key(format, nativeID, raw, 0), ordinal)
}
