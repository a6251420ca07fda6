package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// uidDomain keeps finding uids apart from every other use of the hash.
const uidDomain = "sekisho finding 1"

// UID names a finding for ever: the SHA-256, in hex, over what found it, whom or
// what it is about, and its first act. A revision keeps it; the subject is the
// internal id, which pseudonyms do not enter.
func UID(analytic string, about Subject, subject, firstEvidenceUID string) string {
	h := sha256.New()
	var length [8]byte
	for _, part := range []string{uidDomain, analytic, about.String(), subject, firstEvidenceUID} {
		binary.BigEndian.PutUint64(length[:], uint64(len(part)))
		h.Write(length[:])
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// String is the word for a kind of subject.
func (s Subject) String() string {
	switch s {
	case AboutAsset:
		return "asset"
	case AboutDestination:
		return "destination"
	}
	return "person"
}

// Caption is OCSF's name of a severity.
func (s Severity) Caption() string {
	switch s {
	case SeverityInformational:
		return "Informational"
	case SeverityLow:
		return "Low"
	case SeverityMedium:
		return "Medium"
	case SeverityHigh:
		return "High"
	case SeverityCritical:
		return "Critical"
	}
	return "Unknown"
}

// Compare orders findings: by the time at which each could first be said, then
// by analytic, then by uid. It never depends on how they were computed.
func Compare(a, b *Finding) int {
	return cmp.Or(
		cmp.Compare(a.Time, b.Time),
		cmp.Compare(a.advisory().ID, b.advisory().ID),
		cmp.Compare(a.UID, b.UID),
		cmp.Compare(a.Revision, b.Revision),
	)
}

// CompareLeads orders leads as an analyst should open them: the gravest first,
// then the highest score, then the latest act, then by uid.
func CompareLeads(a, b *Lead) int {
	_, lastA := a.Span()
	_, lastB := b.Span()
	return cmp.Or(
		cmp.Compare(b.Severity(), a.Severity()),
		cmp.Compare(b.Score, a.Score),
		cmp.Compare(lastB, lastA),
		cmp.Compare(a.UID, b.UID),
	)
}
