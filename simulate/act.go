package simulate

// Kind is what somebody did, without any product's words.
type Kind uint8

const (
	SignIn     Kind = iota // into the tenant
	SignInFail             // wrong password
	OpenDoc                // in the browser or an office program
	PreviewDoc             // thumbnails and hover cards
	DownloadDoc
	SyncDoc // the sync client fetched a file
	UploadDoc
	ModifyDoc
	ViewPage
	LinkMade   // an anonymous link was created
	LinkUsed   // somebody without an account opened it
	ShareDoc   // with a named account
	SendMail   // outward or within
	ReceiveOut // a message from outside arrives
	ReadMail
	MailRule // an inbox rule
	Chat
	Browse    // a visit to a web host
	WebUpload // data sent to a web host; Doc when the endpoint knows the file
	CopyUSB
	Print
	RunProgram
	SaveFile // a program writes a local file
	GitAct
	JoinGroup // an administrator adds To[0] to the group Text
)

// Hand is what acted.
type Hand uint8

const (
	Browser Hand = iota
	Office       // a desktop office program
	SyncClient
	Backup
	Server // rendering and indexing by the service itself
)

// Act is something done at a moment. Fields that a kind has no use for are
// zero.
type Act struct {
	At    int64 // milliseconds since 1970, UTC
	Kind  Kind
	Hand  Hand
	Who   *Person
	Doc   *Doc
	Docs  []*Doc   // attachments that are documents of the company
	Names []string // attachments that are not
	To    []string // recipients, or the account a share is given to
	Host  string   // the other end: a host, a printer, a repository
	Path  string   // a local path, a URL path, a command line
	Text  string   // a rule's name, a program, a git action, a mail's subject
	Bytes int64    // moved
	Clear bool     // over plain HTTP
	Story *Story   // set on the harmful acts of a pattern
}

// Story is one pattern hidden in the logs: a row of truth.csv.
type Story struct {
	ID, Scenario, Asset, Destination string
	People                           []*Person
	First, Last                      int64 // of the harmful acts, milliseconds
	LastDay                          string
	Events                           []string // event uids of the harmful records
	seen                             map[string]int
}

func (s *Story) note(at int64) {
	if s.First == 0 || at < s.First {
		s.First = at
	}
	s.Last = max(s.Last, at)
}
