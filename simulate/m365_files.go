package simulate

import (
	"fmt"
	"strings"
)

// fileOp is a SharePoint or OneDrive record about a document or page.
func (m *m365) fileOp(a *Act) {
	op, kind := fileOperation(a), int64(recSharePointOp)
	if a.Kind == ViewPage {
		kind = recSharePoint
	}
	m.site(a, op, kind)
	switch a.Kind {
	case ViewPage:
		m.e.bool("CustomUniqueId", true)
	case SyncDoc, DownloadDoc:
		m.e.int("FileSizeBytes", a.Doc.Size)
		m.e.int("FileSyncBytesCommitted", a.Doc.Size)
	case UploadDoc:
		m.e.int("FileSizeBytes", a.Doc.Size)
		m.e.str("ImplicitShare", "No")
	case PreviewDoc:
		m.e.bool("DoNotDistributeEvent", true)
	}
	m.e.bool("HighPriorityMediaProcessing", false)
	m.done(a, true)
}

func fileOperation(a *Act) string {
	switch a.Kind {
	case PreviewDoc:
		return "FilePreviewed"
	case DownloadDoc:
		return "FileDownloaded"
	case SyncDoc:
		return "FileSyncDownloadedFull"
	case UploadDoc:
		if a.Hand == SyncClient {
			return "FileSyncUploadedFull"
		}
		return "FileUploaded"
	case ModifyDoc:
		return "FileModified"
	case ViewPage:
		return "PageViewed"
	}
	return "FileAccessed"
}

// site writes what all records about a document's place share.
func (m *m365) site(a *Act, op string, kind int64) {
	p, doc, c := a.Who, a.Doc, m.clientOf(a)
	s := doc.Site
	workload := "SharePoint"
	if s.personalOf != nil {
		workload = "OneDrive"
	}
	m.head(a.At, op, kind, workload, "", p.spKey(), p.mail, 0)
	m.e.str("ClientIP", m.address(a))
	object := doc.URL()
	if a.Kind == ViewPage {
		object = s.url + "/" + s.library + "/Forms/AllItems.aspx"
	}
	m.e.str("ObjectId", object)
	m.context(p, c)
	m.e.str("ApplicationId", c.app)
	m.e.str("ApplicationDisplayName", c.name)
	m.e.str("AuthenticationType", "OAuth")
	if c.browser != "" {
		m.e.str("BrowserName", c.browser)
		m.e.str("BrowserVersion", c.version)
	}
	m.uuid("CorrelationId")
	m.e.str("DeviceDisplayName", p.host)
	m.e.str("EventSource", "SharePoint")
	m.e.bool("IsManagedDevice", a.Hand != Backup)
	m.e.str("ItemType", itemType(a))
	m.e.int("ListBaseType", 1)
	m.e.str("ListId", s.list)
	m.e.str("ListItemUniqueId", doc.uid)
	m.e.int("ListServerTemplate", 101)
	m.e.str("Platform", "WinDesktop")
	m.e.str("Site", s.id)
	m.e.str("UserAgent", c.agent)
	m.e.str("WebId", s.web)
	m.e.str("SiteUrl", s.url+"/")
	if a.Kind == ViewPage {
		return
	}
	m.e.str("SourceFileExtension", doc.Ext)
	m.e.str("SourceFileName", doc.Name)
	m.e.str("SourceRelativeUrl", doc.rel())
	if s.Asset != nil {
		m.e.str("SensitivityLabelId", m.w.labels[s.Asset.Level])
	}
}

func itemType(a *Act) string {
	if a.Kind == ViewPage {
		return "Page"
	}
	return "File"
}

// spKey is how SharePoint writes a member's key.
func (p *Person) spKey() string { return "i:0h.f|membership|" + p.userKey + "@live.com" }

// context is the session in which a request was made.
func (m *m365) context(p *Person, c client) {
	m.e.open("AppAccessContext")
	m.uuid("AADSessionId")
	m.e.str("ClientAppId", c.app)
	m.e.str("ClientAppName", c.name)
	m.uuid("CorrelationId")
	m.uuid("UniqueTokenId")
	m.e.str("UserObjectId", p.objectID)
	m.e.end()
}

// sharing is a record about a link or about access given to an account.
func (m *m365) sharing(a *Act) {
	op := map[Kind]string{LinkMade: "AnonymousLinkCreated", LinkUsed: "AnonymousLinkUsed", ShareDoc: "SharingSet"}[a.Kind]
	if a.Kind == LinkUsed {
		m.linkUsed(a, op)
		return
	}
	m.site(a, op, recSharing)
	if a.Kind == LinkMade {
		m.e.str("EventData", "<Type>View</Type><MembersCanShareApplied>False</MembersCanShareApplied>")
		m.e.str("UniqueSharingId", uuidOf(m.w.seed, "link:"+a.Doc.uid))
		m.done(a, true)
		return
	}
	target := a.To[0]
	kind := "Member"
	if !strings.HasSuffix(target, "@"+domain) {
		kind = "Guest"
	}
	m.e.str("EventData", "<Permissions granted>System.LimitedView</Permissions granted>")
	m.e.str("TargetUserOrGroupType", kind)
	m.e.str("TargetUserOrGroupName", target)
	m.done(a, true)
}

// linkUsed is written for somebody without an account.
func (m *m365) linkUsed(a *Act, op string) {
	s := a.Doc.Site
	m.head(a.At, op, recSharing, "SharePoint", "", "anonymous", "urn:spo:anon#"+hexOf(m.w.seed, "anon:"+a.Doc.uid, 64), 0)
	m.e.str("ClientIP", a.Host)
	m.e.str("ObjectId", a.Doc.URL())
	m.uuid("CorrelationId")
	m.e.str("EventSource", "SharePoint")
	m.e.str("ItemType", "File")
	m.e.str("ListId", s.list)
	m.e.str("ListItemUniqueId", a.Doc.uid)
	m.e.str("Site", s.id)
	m.e.str("UserAgent", m.w.browsers[0].agent)
	m.e.str("WebId", s.web)
	m.e.str("UniqueSharingId", uuidOf(m.w.seed, "link:"+a.Doc.uid))
	m.e.str("SiteUrl", s.url+"/")
	m.e.str("SourceFileExtension", a.Doc.Ext)
	m.e.str("SourceFileName", a.Doc.Name)
	m.e.str("SourceRelativeUrl", a.Doc.rel())
	m.done(a, true)
}

// Places as endpoint DLP numbers them.
const (
	placeLocal     = 1
	placeRemovable = 3
	placePrint     = 6
	placeCloud     = 7
)

// endpoint is an endpoint DLP record: a monitored computer saw a file go to a
// stick, a printer or a web host. Files that the agent did not recognise (a
// sync client's, an encrypted stream) are not in it.
func (m *m365) endpoint(a *Act) {
	if a.Hand != Browser || a.Doc == nil && a.Text == "" || a.Clear {
		return
	}
	op, place := "FileUploadedToCloud", int64(placeCloud)
	switch a.Kind {
	case CopyUSB:
		op, place = "FileCopiedToRemovableMedia", placeRemovable
	case Print:
		op, place = "FilePrinted", placePrint
	}
	p := a.Who
	path := m.endpointPath(a)
	m.head(a.At, op, recDLPEndpoint, "Endpoint", "", p.objectID, p.mail, 0)
	m.e.str("ClientIP", p.ip)
	m.e.str("ObjectId", path)
	m.e.str("Application", m.program(a))
	m.e.str("DeviceName", p.host)
	m.e.int("DestinationLocationType", place)
	m.e.int("SourceLocationType", placeLocal)
	m.e.int("EnforcementMode", 1)
	m.fileFacts(a, path)
	m.e.bool("Hidden", false)
	m.e.bool("JitTriggered", false)
	m.e.str("MDATPDeviceId", hexOf(m.w.seed, "mde:"+p.ID, 40))
	m.e.int("Platform", 1)
	m.e.bool("RMSEncrypted", false)
	m.e.raw("SensitiveInfoTypeData", "[]")
	m.endpointTarget(a)
	m.done(a, true)
}

// endpointPath is where the file lay on the computer.
func (m *m365) endpointPath(a *Act) string {
	switch {
	case a.Doc == nil:
		return a.Text
	case a.Doc.Site.Asset != nil:
		return a.Doc.download(a.Who)
	}
	return a.Doc.local(a.Who)
}

func (m *m365) program(a *Act) string {
	switch a.Kind {
	case CopyUSB:
		return "explorer.exe"
	case Print:
		return "EXCEL.EXE"
	}
	return []string{"chrome.exe", "msedge.exe", "firefox.exe"}[a.Who.browser]
}

func (m *m365) fileFacts(a *Act, path string) {
	ext, size := path[strings.LastIndexByte(path, '.')+1:], a.Bytes
	if a.Doc != nil {
		size = a.Doc.Size
	}
	m.e.str("FileExtension", ext)
	m.e.int("FileSize", size)
	m.e.str("FileType", strings.ToUpper(ext))
	m.e.str("Sha1", hexOf(m.w.seed, "sha1:"+path, 40))
	m.e.str("Sha256", hexOf(m.w.seed, "sha256:"+path, 64))
}

func (m *m365) endpointTarget(a *Act) {
	switch a.Kind {
	case CopyUSB:
		serial := hexOf(m.w.seed, "stick:"+a.Who.ID, 16)
		m.e.str("TargetFilePath", `E:\`+a.Doc.Name)
		m.e.open("RemovableMediaDeviceAttributes")
		m.e.str("Manufacturer", "Generic")
		m.e.str("Model", "Flash Disk")
		m.e.str("SerialNumber", strings.ToUpper(serial))
		m.e.end()
	case Print:
		m.e.str("TargetPrinterName", a.Host)
	default:
		m.e.str("TargetDomain", a.Host)
		m.e.str("TargetUrl", fmt.Sprintf("https://%s%s", a.Host, a.Path))
		m.e.str("TargetFilePath", "")
	}
}
