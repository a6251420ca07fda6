package event

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// uidDomain keeps event uids apart from every other use of the hash, and from
// later ways of making them.
const uidDomain = "sekisho event 1"

// EventUID names an event for ever: the SHA-256, in hex, over its format, the
// record's native id or else its raw bytes, and an ordinal that tells events of
// one record, and identical records, apart. Where the record lies is no part of
// it, so that the same log read from another place gives the same names.
func EventUID(format, nativeID string, raw []byte, ordinal uint32) string {
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
	binary.BigEndian.PutUint32(head[:4], ordinal)
	h.Write(head[:4])
	var sum [sha256.Size]byte
	return hex.EncodeToString(h.Sum(sum[:0]))
}
