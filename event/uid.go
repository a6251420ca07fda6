package event

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// Key identifies a record by what it says: the format and the id that the source
// gave it, or its raw bytes where it has none; never a file. nth numbers the
// events of one record. Parts are hashed with their lengths in front, so that no
// two records share the hashed bytes.
func Key(format, nativeID string, raw []byte, nth int) [32]byte {
	h := sha256.New()
	var b [10]byte
	part := func(tag byte, p []byte) {
		b[0] = tag
		binary.BigEndian.PutUint64(b[1:], uint64(len(p)))
		h.Write(b[:9])
		h.Write(p)
	}
	part('f', []byte(format))
	if nativeID != "" {
		part('i', []byte(nativeID))
	} else {
		part('r', raw)
	}
	if nth > 0 {
		part('n', binary.BigEndian.AppendUint32(nil, uint32(nth)))
	}
	var key [32]byte
	h.Sum(key[:0])
	return key
}

// UID is the uid of the ordinal-th (from 0) of the records that share a key:
// SHA-256 over both, in hex.
func UID(key [32]byte, ordinal uint32) string {
	sum := sha256.Sum256(binary.BigEndian.AppendUint32(key[:], ordinal))
	return hex.EncodeToString(sum[:])
}

// EventUID is the uid of the first event of a record.
func EventUID(format, nativeID string, raw []byte, ordinal uint32) string {
	return UID(Key(format, nativeID, raw, 0), ordinal)
}
