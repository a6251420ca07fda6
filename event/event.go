package event

// Class is an OCSF class_uid.
type Class int32

// The classes of OCSF 1.8.0 that Sekisho writes. Print has no class in OCSF
// and is class 1 of the category "system" in our extension (see [Extension]).
const (
	ClassBase             Class = 0
	ClassFile             Class = 1001 // File System Activity
	ClassModule           Class = 1005 // Module Activity
	ClassProcess          Class = 1007 // Process Activity
	ClassEventLog         Class = 1008 // Event Log Activity
	ClassPeripheral       Class = 1010 // Peripheral (removable device) Activity
	ClassDetectionFinding Class = 2004 // Detection Finding
	ClassIncidentFinding  Class = 2005 // Incident Finding
	ClassAccountChange    Class = 3001 // Account Change
	ClassAuthentication   Class = 3002 // Authentication
	ClassEntity           Class = 3004 // Entity Management
	ClassUserAccess       Class = 3005 // User Access Management
	ClassGroup            Class = 3006 // Group Management
	ClassNetwork          Class = 4001 // Network Activity
	ClassHTTP             Class = 4002 // HTTP Activity
	ClassDNS              Class = 4003 // DNS Activity
	ClassSSH              Class = 4007 // SSH Activity
	ClassEmail            Class = 4009 // Email Activity
	ClassWebResources     Class = 6001 // Web Resources Activity
	ClassAPI              Class = 6003 // API Activity
	ClassDatastore        Class = 6005 // Datastore Activity
	ClassFileHosting      Class = 6006 // File Hosting Activity
	ClassPrint            Class = Extension*100_000 + 1001
)

// Extension is the number of the OCSF extension "sekisho", from the range that
// OCSF leaves to private extensions.
const Extension = 991

// Status is an OCSF status_id.
type Status int32

const (
	StatusUnknown Status = 0
	StatusSuccess Status = 1
	StatusFailure Status = 2
)

// Time is a moment in milliseconds since 1970-01-01T00:00:00Z. Zero means that
// the record carries no usable time.
type Time int64

// Hand says who acted: a person's own hand, or a program in their name. Mixing
// them up makes a backup look like a theft, so each format tells them apart
// wherever the record allows it.
type Hand uint8

const (
	HandUnknown Hand = iota // the record does not say
	HandPerson              // an interactive act
	HandSync                // a sync client copying on its own
	HandBackup              // backup, migration, e-discovery, indexing, antivirus
	HandService             // a service account or application identity
	HandAgent               // an AI assistant acting for a person
)

// Direction of an email, as OCSF direction_id.
type Direction int32

const (
	DirectionUnknown  Direction = 0
	DirectionInbound  Direction = 1
	DirectionOutbound Direction = 2
	DirectionInternal Direction = 3
)

// Event is one record of a log. The zero value of every field means "the
// record does not say". Field comments give the OCSF path.
type Event struct {
	Class        Class    // class_uid
	Activity     Activity // activity_id
	ActivityName string   // activity_name, when Activity is ActivityOther
	Time         Time     // time
	StartTime    Time     // start_time
	EndTime      Time     // end_time
	Status       Status   // status_id
	StatusDetail string   // status_detail
	Hand         Hand     // sekisho.hand
	Does         Act      // sekisho.act, where the format knows better than class and activity (see [Event.Act])
	Via          Channel  // sekisho.channel, likewise (see [Event.Channel])

	// Where it comes from.
	Source       string // metadata.log_name: the format's name
	Product      string // metadata.product.name
	Vendor       string // metadata.product.vendor_name
	NativeID     string // metadata.uid's seed: the id the source gave the record
	OriginalTime string // metadata.original_time: the text of the time as written
	EventCode    string // metadata.event_code: the source's own name of the act
	Tenant       string // metadata.tenant_uid
	Correlation  string // metadata.correlation_uid: queue id, connection uid, session

	// Who and with what.
	Actor     User     // actor.user
	AppName   string   // actor.app_name
	AppUID    string   // actor.app_uid
	SessionID string   // actor.session.uid
	User      User     // user: the account acted upon (IAM classes)
	Group     Group    // group (group management), or the role or policy given
	Device    Device   // device
	Process   Process  // process (or actor.process where the class has no process)
	Parent    Process  // process.parent_process
	Src       Endpoint // src_endpoint
	Dst       Endpoint // dst_endpoint

	// What.
	File       File       // file
	FileResult File       // file_result: after a rename, copy or move
	Resource   Resource   // resources[0], web_resources[0], databucket, database: the thing acted upon
	Email      Email      // email
	HTTP       HTTP       // http_request / http_response
	DNS        DNS        // query / answers
	Share      Share      // sekisho.share
	Peripheral Peripheral // peripheral_device
	Print      Print      // print_job, of our extension
	Module     string     // module.file.path
	AI         AI         // sekisho.ai
	BytesIn    int64      // traffic.bytes_in: received by the actor's side, bytes
	BytesOut   int64      // traffic.bytes_out: sent by the actor's side, bytes
	Protocol   string     // connection_info.protocol_name or app_protocol_name
	AuthProto  string     // auth_protocol
	LogonType  int32      // logon_type_id
	Count      int64      // count, 0 meaning one
}

// User is an account as a log writes it.
type User struct {
	Name   string // name: user name, UPN or DOMAIN\user as written
	UID    string // uid: the directory's id or SID
	Email  string // email_addr
	Domain string // domain
	Type   UserType
}

// UserType is an OCSF user.type_id.
type UserType int32

const (
	UserTypeUnknown UserType = 0
	UserTypeUser    UserType = 1
	UserTypeAdmin   UserType = 2
	UserTypeSystem  UserType = 3
	UserTypeService UserType = 4
	UserTypeOther   UserType = 99
)

// Group is a group, role or policy.
type Group struct {
	Name string
	UID  string
}

// Device is the machine that the log speaks of.
type Device struct {
	Hostname string
	UID      string
	IP       string
	OS       string
}

// Endpoint is one end of a connection.
type Endpoint struct {
	IP       string
	Port     int32
	Hostname string
	UID      string // mac, instance or other id
}

// Process is a running program.
type Process struct {
	Name    string
	Path    string // file.path
	CmdLine string
	PID     int64
	UID     string
}

// File is a document, wherever it lies.
type File struct {
	Name  string
	Path  string // the whole location: path, URL, s3://bucket/key, owner/repository
	UID   string
	Ext   string // without the dot, as written
	Size  int64  // bytes
	Owner string // owner.name
	Label string // sensitivity label, as its id or name
	Hash  string // one hex digest: SHA-256 where given, else SHA-1, else MD5
	IsDir bool
}

// Resource is a thing that is not a file: a repository, bucket, site, database,
// application, mailbox, rule.
type Resource struct {
	Name  string
	UID   string
	Type  string
	Owner string
}

// Email is a message's envelope. Subjects and bodies have no field.
type Email struct {
	From        string
	To          []string
	Cc          []string
	Bcc         []string
	UID         string // message_uid: Message-ID
	Size        int64
	Direction   Direction
	Attachments []string // file names
}

// HTTP is a request and what came back.
type HTTP struct {
	Method    string
	URL       string // url.url_string as written
	Host      string // url.hostname
	Path      string
	UserAgent string
	Referrer  string
	Status    int32
	BodyOut   int64 // bytes of the request
	BodyIn    int64 // bytes of the response
	MimeType  string
}

// DNS is a question and its answers.
type DNS struct {
	Query   string
	Type    string
	RCode   string
	Answers []string
}

// Share is access given or used.
type Share struct {
	Type    ShareType
	Targets []string // mail addresses, groups, domains, tenants that were given access
	Role    string
	Used    bool // access through the share, not its creation
}

// ShareType says how wide a share reaches.
type ShareType uint8

const (
	ShareNone      ShareType = iota
	ShareDirect              // to named accounts
	ShareCompany             // anyone in the organisation with the link
	ShareAnonymous           // anyone with the link
	SharePublic              // published, listed
)

// Peripheral is a removable or other attached device.
type Peripheral struct {
	Name   string
	UID    string
	Serial string
	Vendor string
	Class  string // USB storage, MTP, printer, ...
}

// Print is a print job.
type Print struct {
	Printer string
	Pages   int32
	Copies  int32
}

// AI is a prompt to, or an act of, an AI service.
type AI struct {
	Service string
	Model   string
}
