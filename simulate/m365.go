package simulate

import (
	"fmt"
	"time"
)

// m365Name is the name by which the format is known, and part of event uids.
const m365Name = "m365"

// m365 writes the Microsoft 365 unified audit log as the Office 365 Management
// Activity API gives it: one JSON object a line, in content blobs that are
// not in order of time and repeat some records. Shapes after the API's public
// schema.
type m365 struct {
	w       *World
	d       *dice
	page    page
	e       enc
	orgID   string
	egress  string  // the office's address towards the internet
	repeats float64 // share of records that are delivered twice
	id      []byte  // of the record being written
}

// Record types of the schema.
const (
	recExchangeAdmin = 1
	recExchangeItem  = 2
	recSharePoint    = 4
	recSharePointOp  = 6
	recDLPExchange   = 13
	recEntra         = 8
	recSharing       = 14
	recEntraSTS      = 15
	recTeams         = 25
	recMailAccess    = 50
	recDLPEndpoint   = 63
)

// Delivery: a blob gathers a few minutes and is in no order inside; about one
// record in two hundred comes twice.
const (
	m365Jitter  = 4 * 60 * 1000
	m365Repeats = 0.005
)

func newM365(w *World) *m365 {
	return &m365{w: w, d: newDice(w.seed, "m365"), orgID: uuidOf(w.seed, "tenant"), egress: "198.51.100.10", repeats: m365Repeats}
}

func (m *m365) format() string { return m365Name }
func (m *m365) pages() []*page { return []*page{&m.page} }

func (m *m365) begin(day int, date time.Time) {
	m.d = newDice(m.w.seed, "m365", day)
	m.page.name = "logs/m365/audit-" + date.Format(time.DateOnly) + ".ndjson"
}

// record sends an act to the workload that logs it.
func (m *m365) record(a *Act) {
	switch a.Kind {
	case SignIn, SignInFail:
		m.signIn(a)
	case OpenDoc, PreviewDoc, DownloadDoc, SyncDoc, UploadDoc, ModifyDoc, ViewPage:
		m.fileOp(a)
	case LinkMade, LinkUsed, ShareDoc:
		m.sharing(a)
	case SendMail:
		m.send(a)
		m.matchMail(a)
	case ReadMail:
		m.mailAccess(a)
	case MailRule:
		m.inboxRule(a)
	case Chat:
		m.message(a)
	case JoinGroup:
		m.joinGroup(a)
	case WebUpload, CopyUSB, Print:
		m.endpoint(a)
	}
}

// head writes the members that every record has; result may be empty.
func (m *m365) head(at int64, op string, kind int64, workload, result, userKey, user string, userType int64) {
	m.e.b = append(m.e.b[:0], '{')
	m.e.timeAt("CreationTime", at, 'T', 0, "")
	from, to := m.e.uuid("Id", m.d.u64(), m.d.u64())
	m.id = append(m.id[:0], m.e.b[from:to]...)
	m.e.str("Operation", op)
	m.e.str("OrganizationId", m.orgID)
	m.e.int("RecordType", kind)
	if result != "" {
		m.e.str("ResultStatus", result)
	}
	m.e.str("UserKey", userKey)
	m.e.int("UserType", userType)
	m.e.int("Version", 1)
	m.e.str("Workload", workload)
	m.e.str("UserId", user)
}

// done closes the record and delivers it.
func (m *m365) done(a *Act, marks bool) {
	m.e.end()
	if a.Story != nil && marks {
		m.w.mark(a.Story, m365Name, string(m.id), m.e.b)
	}
	at := a.At + int64(m.d.n(m365Jitter))
	m.page.add(at, m.e.b)
	if m.d.chance(m.repeats) {
		m.page.again(at + int64(m.d.n(10*m365Jitter)))
	}
}

func (m *m365) uuid(k string) { m.e.uuid(k, m.d.u64(), m.d.u64()) }

// address is where a person's requests come from: the office, or the gateway
// for those who work elsewhere that day.
func (m *m365) address(a *Act) string {
	if a.Hand == Backup {
		return "198.51.100.20"
	}
	if a.Hand == Server {
		return "203.0.113.200"
	}
	if a.Who.index%7 == 3 {
		return "198.51.100.11"
	}
	return m.egress
}

// client is a program as a record names it.
type client struct{ agent, app, name, browser, version string }

// browsers are what people have installed.
func browsers() []client {
	const win = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
	const spo = "08e18876-6177-487e-b8b5-cf950c1e598c" // SharePoint Online web client
	return []client{
		{win + "Chrome/141.0.0.0 Safari/537.36", spo, "SharePoint Online Web Client Extensibility", "Chrome", "141.0.0.0"},
		{win + "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.3537.57", spo, "SharePoint Online Web Client Extensibility", "Edge", "141.0.3537.57"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0", spo, "SharePoint Online Web Client Extensibility", "Firefox", "143.0"},
	}
}

// clientOf is what made a request.
func (m *m365) clientOf(a *Act) client {
	switch a.Hand {
	case Office:
		return client{agent: "Microsoft Office Excel/16.0.19231 (Windows/10.0; Desktop x64; ja-JP; Desktop app; LENOVO/21MA)",
			app: "d3590ed6-52b3-4102-aeff-aad2292ab01c", name: "Microsoft Office"}
	case SyncClient:
		return client{agent: "Microsoft SkyDriveSync 26.168.0901.0003 ship; Windows NT 10.0 (22631)",
			app: "ab9b8c07-8f02-4f72-87fa-80105867a763", name: "OneDrive SyncEngine"}
	case Backup:
		return client{agent: "NONISV|TsukuyomiBackup|VaultConnector/8.2", app: "5b0c7d12-6f3e-4a57-9d1b-2f08c4b7a9e1", name: "Tsukuyomi Vault Connector"}
	case Server:
		return client{agent: "OneDriveMpc-Transform_Thumbnail/1.0", app: "4345a7b9-9a63-4910-a426-35363201d503", name: "O365 Suite UX"}
	}
	return m.w.browsers[a.Who.browser]
}

// signIn is an Entra record.
func (m *m365) signIn(a *Act) {
	p, c := a.Who, m.clientOf(a)
	op, code := "UserLoggedIn", "0"
	if a.Kind == SignInFail {
		op, code = "UserLoginFailed", "50126"
	}
	m.head(a.At, op, recEntraSTS, "AzureActiveDirectory", "Success", p.objectID, p.mail, 0)
	app := "00000003-0000-0ff1-ce00-000000000000"
	m.e.str("ClientIP", m.address(a))
	m.e.str("ObjectId", app)
	m.e.int("AzureActiveDirectoryEventType", 1)
	m.e.list("ExtendedProperties")
	m.e.pair("ResultStatusDetail", "Success")
	m.e.pair("UserAgent", c.agent)
	m.e.pair("RequestType", "OAuth2:Authorize")
	m.e.endList()
	m.e.raw("ModifiedProperties", "[]")
	m.e.list("Actor")
	m.idType(p.objectID, 0)
	m.idType(p.mail, 5)
	m.e.endList()
	m.e.str("ActorContextId", m.orgID)
	m.e.str("ActorIpAddress", m.address(a))
	m.uuid("InterSystemsId")
	m.e.str("IntraSystemId", string(m.id))
	m.e.str("SupportTicketId", "")
	m.e.list("Target")
	m.idType(app, 0)
	m.e.endList()
	m.e.str("TargetContextId", m.orgID)
	m.e.str("ApplicationId", c.app)
	m.e.list("DeviceProperties")
	m.e.pair("OS", "Windows10")
	m.e.pair("BrowserType", c.browser)
	m.e.pair("IsCompliantAndManaged", "True")
	m.e.endList()
	m.e.str("ErrorNumber", code)
	if code != "0" {
		m.e.str("LogonError", "InvalidUserNameOrPassword")
	}
	m.done(a, false)
}

func (m *m365) idType(id string, kind int64) {
	m.e.item()
	m.e.str("ID", id)
	m.e.int("Type", kind)
	m.e.end()
}

// joinGroup is a directory record: an administrator adds an account to a group.
func (m *m365) joinGroup(a *Act) {
	p, target := a.Who, a.To[0]
	m.head(a.At, "Add member to group.", recEntra, "AzureActiveDirectory", "Success", p.userKey+"@"+tenant, p.mail, 0)
	m.e.str("ObjectId", target)
	m.e.int("AzureActiveDirectoryEventType", 1)
	m.e.list("ExtendedProperties")
	m.e.pair("additionalDetails", "{}")
	m.e.pair("extendedAuditEventCategory", "Group")
	m.e.endList()
	m.e.list("ModifiedProperties")
	for _, v := range [][2]string{{"Group.ObjectID", uuidOf(m.w.seed, "group:"+a.Text)}, {"Group.DisplayName", a.Text}} {
		m.e.item()
		m.e.str("Name", v[0])
		m.e.str("NewValue", v[1])
		m.e.str("OldValue", "")
		m.e.end()
	}
	m.e.endList()
	m.e.list("Actor")
	m.idType(p.mail, 5)
	m.idType(p.objectID, 2)
	m.e.endList()
	m.e.str("ActorContextId", m.orgID)
	m.uuid("InterSystemsId")
	m.uuid("IntraSystemId")
	m.e.str("SupportTicketId", "")
	m.e.list("Target")
	m.idType(target, 5)
	m.e.endList()
	m.e.str("TargetContextId", m.orgID)
	m.done(a, false)
}

// message is a Teams chat message.
func (m *m365) message(a *Act) {
	p := a.Who
	m.head(a.At, "MessageSent", recTeams, "MicrosoftTeams", "", p.objectID, p.mail, 0)
	m.e.str("ClientIP", m.address(a))
	thread := fmt.Sprintf("19:%s@thread.v2", hexOf(m.w.seed, p.ID+a.To[0], 32))
	m.e.str("ObjectId", thread)
	m.e.str("ChatThreadId", thread)
	m.e.str("CommunicationType", "OneOnOne")
	m.e.raw("ExtraProperties", "[]")
	m.e.str("MessageId", fmt.Sprint(a.At))
	m.e.str("MessageVersion", fmt.Sprint(a.At+1))
	m.e.int("MessageSizeInBytes", int64(m.d.between(40, 900)))
	m.e.raw("MessageURLs", "[]")
	m.e.str("ItemName", thread)
	m.e.open("ParticipantInfo")
	for _, k := range []string{"HasForeignTenantUsers", "HasGuestUsers", "HasOtherGuestUsers", "HasUnauthenticatedUsers"} {
		m.e.bool(k, false)
	}
	m.e.strings("ParticipatingTenantIds", []string{m.orgID})
	m.e.end()
	m.e.list("Members")
	for _, upn := range []string{p.mail, a.To[0]} {
		m.e.item()
		m.e.str("UPN", upn)
		m.e.int("Role", 1)
		m.e.end()
	}
	m.e.endList()
	m.e.str("DeviceInformation", "Windows/10.0")
	m.e.str("AppAccessContextClientAppId", "1fec8e78-bce4-4aaf-ab1b-5451cc387264")
	m.done(a, false)
}
