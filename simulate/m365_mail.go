package simulate

import (
	"fmt"
	"strings"
)

// messageID is the Message-ID of a sent message: Exchange and Postfix write the
// same.
func messageID(w *World, a *Act) string {
	return "<TYCP" + strings.ToUpper(fmt.Sprintf("%x", hash64("message:"+a.Who.ID, int(a.At), int(w.seed)))) +
		"@TYCP286MB1234.jpnp286.prod.outlook.com>"
}

// mailbox writes what all mailbox audit records share.
func (m *m365) mailbox(a *Act, op string, kind int64, info string) {
	p := a.Who
	m.head(a.At, op, kind, "Exchange", "Succeeded", p.userKey, p.mail, 0)
	m.e.str("AppId", "00000002-0000-0ff1-ce00-000000000000")
	m.e.str("ClientAppId", "5d661950-3475-41cd-a2c3-d671a3162bc1")
	m.e.str("ClientIP", m.address(a))
	m.e.str("ClientIPAddress", m.address(a))
	m.e.str("ClientInfoString", info)
	m.e.bool("ExternalAccess", false)
	m.e.int("InternalLogonType", 0)
	m.e.int("LogonType", 0)
	m.e.str("LogonUserSid", p.logonSID)
	m.e.str("MailboxGuid", p.mailbox)
	m.e.str("MailboxOwnerSid", p.logonSID)
	m.e.str("MailboxOwnerUPN", p.mail)
	m.e.str("OrganizationName", tenant)
	m.e.str("OriginatingServer", "TYCP286MB1234 (15.20.9203.009)\r\n")
	m.uuid("SessionId")
}

// folderID and itemID are opaque base64 as Exchange writes them.
func (m *m365) opaque(k, head string, n int) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	m.e.key(k)
	m.e.b = append(m.e.b, '"')
	m.e.b = append(m.e.b, head...)
	for n > 0 {
		v := m.d.u64()
		for i := 0; i < 10 && n > 0; i, n = i+1, n-1 {
			m.e.b = append(m.e.b, alphabet[v&63])
			v >>= 6
		}
	}
	m.e.b = append(m.e.b, '"')
}

func (m *m365) outlook(a *Act) string {
	if a.Who.index%3 == 0 {
		return "Client=OWA;" + m.w.browsers[a.Who.browser].agent + ";"
	}
	return "Client=MSExchangeRPC"
}

// send is the mailbox's record of a sent message. It names attachments and no
// recipient: that is how the product is.
func (m *m365) send(a *Act) {
	m.mailbox(a, "Send", recExchangeItem, m.outlook(a))
	m.e.open("Item")
	if list := attachments(a); len(list) > 0 {
		m.e.str("Attachments", strings.Join(list, "; "))
	}
	m.opaque("Id", "RgAAAAB", 150)
	m.opaque("ImmutableId", "LgAAAAB", 110)
	m.e.str("InternetMessageId", messageID(m.w, a))
	m.e.bool("IsRecord", false)
	m.e.open("ParentFolder")
	m.opaque("Id", "LgAAAAB", 60)
	m.e.str("Path", `\Drafts`)
	m.e.end()
	m.e.int("SizeInBytes", a.Bytes+2048)
	m.e.str("Subject", a.Text)
	m.e.end()
	m.e.bool("SaveToSentItems", true)
	m.done(a, a.Story == nil || a.Story.Scenario != sealedScenario)
}

// attachments are written as name and size in bytes.
func attachments(a *Act) []string {
	var list []string
	for _, d := range a.Docs {
		list = append(list, fmt.Sprintf("%s (%db)", d.Name, d.Size))
	}
	for _, n := range a.Names {
		list = append(list, fmt.Sprintf("%s (%db)", n, a.Bytes*3/4))
	}
	return list
}

// attached are the names of all attachments.
func attached(a *Act) []string {
	list := append([]string(nil), a.Names...)
	for _, d := range a.Docs {
		list = append(list, d.Name)
	}
	return list
}

// outward is true when a recipient is outside the company.
func outward(a *Act) bool {
	for _, to := range a.To {
		if !strings.HasSuffix(to, "@"+domain) {
			return true
		}
	}
	return false
}

// numbered is true when an attachment carries one of the company's document
// numbers, which the DLP policy looks for.
func numbered(a *Act) bool {
	for _, d := range a.Docs {
		if d.Site.Asset != nil {
			return true
		}
	}
	return false
}

// matchMail is the DLP policy's record of an outward message with a numbered
// document: audit only, it blocks nothing. Recipients stand in ExchangeMetaData,
// names of attachments in the locations of what matched.
func (m *m365) matchMail(a *Act) {
	if !outward(a) || !numbered(a) {
		return
	}
	p := a.Who
	m.head(a.At+2000, "DlpRuleMatch", recDLPExchange, "Exchange", "", "DlpAgent", p.mail, 4)
	m.e.str("ObjectId", messageID(m.w, a))
	m.uuid("IncidentId")
	m.e.bool("IsViewableByExternalUsers", false)
	m.e.open("ExchangeMetaData")
	m.e.raw("BCC", "[]")
	m.e.raw("CC", "[]")
	m.e.int("FileSize", a.Bytes)
	m.e.str("From", p.mail)
	m.e.str("MessageID", messageID(m.w, a))
	m.e.int("RecipientCount", int64(len(a.To)))
	m.e.timeAt("Sent", a.At, 'T', 0, "")
	m.e.str("Subject", a.Text)
	m.e.strings("To", a.To)
	m.uuid("UniqueID")
	m.e.end()
	m.policy(a)
	m.done(a, true)
}

func (m *m365) policy(a *Act) {
	m.e.list("PolicyDetails")
	m.e.item()
	m.e.str("PolicyId", uuidOf(m.w.seed, "policy:numbers"))
	m.e.str("PolicyName", "Numbered documents leaving by mail")
	m.e.list("Rules")
	m.e.item()
	m.e.raw("Actions", `["GenerateAlert"]`)
	m.e.open("ConditionsMatched")
	m.e.list("OtherConditions")
	m.e.pair("AccessScope", "NotInOrganization")
	m.e.endList()
	m.e.list("SensitiveInformation")
	for _, d := range a.Docs {
		m.e.item()
		m.e.int("Confidence", 85)
		m.e.int("Count", 1)
		m.e.str("Location", d.Name)
		m.e.str("SensitiveInformationTypeName", "HZ document number")
		m.e.str("SensitiveType", uuidOf(m.w.seed, "sit:numbers"))
		m.e.end()
	}
	m.e.endList()
	m.e.end()
	m.e.str("ManagementRuleId", uuidOf(m.w.seed, "mrule:numbers"))
	m.e.str("RuleId", uuidOf(m.w.seed, "rule:numbers"))
	m.e.str("RuleMode", "Enable")
	m.e.str("RuleName", "Numbered document to an outside recipient")
	m.e.str("Severity", "Low")
	m.e.end()
	m.e.endList()
	m.e.end()
	m.e.endList()
}

// mailAccess is a record of messages read.
func (m *m365) mailAccess(a *Act) {
	m.mailbox(a, "MailItemsAccessed", recMailAccess, m.outlook(a))
	m.e.list("OperationProperties")
	m.e.pair("MailAccessType", "Bind")
	m.e.pair("IsThrottled", "False")
	m.e.endList()
	n := m.d.between(1, 4)
	m.e.list("Folders")
	m.e.item()
	m.e.list("FolderItems")
	for range n {
		m.e.item()
		m.opaque("Id", "RgAAAAB", 60)
		m.e.str("InternetMessageId", fmt.Sprintf("<TYCP%016X@TYCP286MB1234.jpnp286.prod.outlook.com>", m.d.u64()))
		m.e.int("SizeInBytes", m.d.size(28_000))
		m.e.end()
	}
	m.e.endList()
	m.opaque("Id", "LgAAAAB", 60)
	m.e.str("Path", `\Inbox`)
	m.e.end()
	m.e.endList()
	m.e.int("OperationCount", int64(n))
	m.done(a, false)
}

// inboxRule files newsletters away.
func (m *m365) inboxRule(a *Act) {
	p := a.Who
	m.head(a.At, "New-InboxRule", recExchangeAdmin, "Exchange", "True", p.userKey, p.mail, 2)
	m.e.str("ClientIP", m.address(a)+":51822")
	m.e.str("ObjectId", `JPNPR01A004.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/`+tenant+`/`+p.User+`\`+a.Text) //nolint:misspell // the product's spelling
	m.e.str("AppId", "00000002-0000-0ff1-ce00-000000000000")
	m.e.str("ClientAppId", "")
	m.e.bool("ExternalAccess", false)
	m.e.str("OrganizationName", tenant)
	m.e.str("OriginatingServer", "TYCP286MB1234 (15.20.9203.009)")
	m.e.list("Parameters")
	m.e.pair("AlwaysDeleteOutlookRulesBlob", "False")
	m.e.pair("Force", "False")
	m.e.pair("MoveToFolder", "Newsletters")
	m.e.pair("Name", a.Text)
	m.e.pair("SubjectContainsWords", "newsletter")
	m.e.pair("StopProcessingRules", "True")
	m.e.endList()
	m.uuid("SessionId")
	m.done(a, false)
}
