package event

// PersonID is a person (or service) as people.csv names it, or the canonical
// account where no register knows it. It never leaves the pipeline in the
// clear: what is put out shows its pseudonym.
type PersonID string

// AssetID is an asset's id in assets.yaml.
type AssetID string

// DestinationID is a destination as findings show it: a mail address, domain,
// tenant, device, printer, bucket or repository, in its canonical form.
type DestinationID string

// DestinationClass is the class of a destination.
type DestinationClass string

// The classes of product.md. A destination that no register and no built-in
// list knows is ClassUnverified.
const (
	DestOwn        DestinationClass = "own"
	DestPartner    DestinationClass = "partner"
	DestPersonal   DestinationClass = "personal"
	DestSocial     DestinationClass = "social"
	DestAI         DestinationClass = "ai"
	DestRemovable  DestinationClass = "removable"
	DestPrint      DestinationClass = "print"
	DestPublic     DestinationClass = "public"
	DestUnverified DestinationClass = "unverified"
	DestProtected  DestinationClass = "protected"
)

// Destination is where data can end up.
type Destination struct {
	ID           DestinationID
	Class        DestinationClass
	Service      string // messenger, webmail, drive, paste, transfer, code-host, ...; empty if none
	Organisation string // empty if unknown
	Guessed      bool   // the class follows from no register and no list: no proof may rest on it
}

// Level is how strictly an asset is kept.
type Level string

const (
	LevelInternal     Level = "internal"
	LevelConfidential Level = "confidential"
	LevelSecret       Level = "secret"
)

// Act is what an event did to data, whatever product wrote it.
type Act uint8

const (
	ActNone       Act = iota // no act on data (sign-in, process start, ...)
	ActOpen                  // read, preview, query
	ActCollect               // download, sync down, clone, export, copy within
	ActPack                  // archive, encrypt, rename, change extension, lower a label
	ActExpose                // give access: share, publish, forward rule, make public
	ActSend                  // carry towards a destination: mail, upload, push, copy to a stick, print, prompt
	ActHide                  // delete, purge, clear or stop a log
	ActAdminister            // change accounts, groups, policies
)

// Channel is the way by which data moves.
type Channel uint8

const (
	ChannelNone Channel = iota
	ChannelMail
	ChannelShare     // access given or used on a file host
	ChannelUpload    // web upload
	ChannelChat      // messengers and collaboration chat
	ChannelAI        // prompt or upload to an AI service
	ChannelGit       // push, clone, fork, repository made public
	ChannelRemovable // stick, phone, other attached storage
	ChannelPrint
	ChannelCloud   // object storage, database and snapshot copies between accounts
	ChannelNetwork // other connections: remote control, tunnels, ftp
)

// PlaceKind says what sort of name an outward place is.
type PlaceKind uint8

const (
	PlaceNone   PlaceKind = iota
	PlaceMail             // a mail address
	PlaceHost             // a host name or domain
	PlaceIP               // an address without a name
	PlaceURL              // a URL: host and path both matter
	PlaceTenant           // a tenant, organisation or account of a cloud service
	PlaceBucket           // an object-storage bucket or ARN
	PlaceRepo             // owner/repository
	PlaceDevice           // removable or attached storage
	PlacePrinter
	PlaceAnyone // anyone with a link, or the public
	PlaceDomain // a domain that was given access
)

// Known is an event whose account, places and destinations have been looked up
// in the registers. It borrows like its event does.
type Known struct {
	*Event
	Person       PersonID  // who acted; empty if the record names nobody
	Registered   bool      // people.csv knows the person
	AfterEnd     bool      // the event is later than the person's last working day
	Assets       []AssetID // assets that the event's places belong to
	Destinations []Destination
}
