package finding

import "sekisho/event"

// Tier says how a finding is treated: a proof is never rate-limited.
type Tier string

const (
	Proof     Tier = "proof"
	Rule      Tier = "rule"
	Suspicion Tier = "suspicion"
)

// Severity is OCSF's severity_id.
type Severity int32

const (
	SeverityUnknown       Severity = 0
	SeverityInformational Severity = 1
	SeverityLow           Severity = 2
	SeverityMedium        Severity = 3
	SeverityHigh          Severity = 4
	SeverityCritical      Severity = 5
)

// Advisory is what is the same each time that a rule or detector speaks.
type Advisory struct {
	ID       string // analytic.uid
	Name     string // analytic.name, and the finding's title
	Kind     string // analytic.type: "Rule" or "Behavioral" ...
	Sentence string // what it says, one plain sentence that a member of staff can read
	Severity Severity
	Tier     Tier
	Attacks  []string // MITRE ATT&CK technique ids: T1567.002
	Insider  []string // Insider Threat Matrix ids: IF001.001
	Benign   []string // known benign causes
}

// Evidence is one act that a finding rests on.
type Evidence struct {
	Event     *event.Event
	UID       string // event uid
	File      string // of the log
	Line      int64  // 1-based, 0 if the log has no lines
	Offset    int64  // bytes from the start of the (decompressed) stream
	RawSHA256 string
	Person    event.PersonID
	Assets    []event.AssetID
	Dests     []event.Destination
}

// Line is one line of the explanation; the bits of all lines sum to Bits.
type Line struct {
	Text  string
	Bits  float64
	Usual *Range // own 5 to 95 %
	Peers *Range // peers' 5 to 95 %
}

// Range is a usual range with its unit.
type Range struct {
	Low, High float64
	Unit      string
}

// Asset is an asset as a finding shows it.
type Asset struct {
	ID    event.AssetID
	Name  string
	Level event.Level
}

// Unseen is something that the sources did not show in the finding's window.
type Unseen struct {
	Source string     // format name
	From   event.Time // 0: since the beginning
	Until  event.Time // 0: to the end
	Why    string     // one sentence
}

// Finding is one detector's statement about acts.
type Finding struct {
	Advisory     *Advisory
	UID          string
	Desc         string     // a paragraph: what happened this time
	Time         event.Time // when it could first be said
	First, Last  event.Time // of the acts
	People       []event.PersonID
	Subject      Subject
	Assets       []Asset
	Destinations []event.Destination
	Evidence     []Evidence // at most MaxEvidence, the earliest; see Acts
	// Recall, if not nil, brings the evidence back from where it was put aside:
	// the acts of many thousand findings are more than memory should hold.
	Recall    func() []Evidence
	Count     int64   // acts in all
	Bits, Bar float64 // suspicions only
	Lines     []Line  // why; never empty
	Unless    string  // what would have made it not fire
	Coverage  float64 // content only
	Unseen    []Unseen
	Lead      string // uid of the lead that it belongs to
	State     string // provisional, final, revised
	Revision  int
}

// Acts are the acts that the finding rests on and lists. Ask once and keep the
// answer for as long as it is needed.
func (f *Finding) Acts() []Evidence {
	if f.Recall != nil {
		return f.Recall()
	}
	return f.Evidence
}

// MaxEvidence bounds the acts that a finding lists; Count has them all.
const MaxEvidence = 100

// Subject says what a finding is about.
type Subject uint8

const (
	AboutPerson Subject = iota
	AboutAsset
	AboutDestination
)

// Lead is findings joined because they share a person, an asset or a
// destination.
type Lead struct {
	UID      string
	Findings []*Finding // in order of time
	People   []event.PersonID
	Joins    []Join
	Score    float64 // points that order leads; they say nothing about a person
}

// Join is why two findings are in one lead.
type Join struct {
	A, B string // finding uids
	Why  string
}
