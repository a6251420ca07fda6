// Package m365 reads the unified audit log of Microsoft 365: SharePoint,
// OneDrive, Exchange, Teams, Entra ID, endpoint DLP, Copilot, sensitivity labels,
// Power BI and the compliance centre.
//
// What enters: one audit record in any of its shapes. [New] reads JSON: content
// of the Office 365 Management Activity API (arrays or lines, also with keys
// folded to lower case by a collector) and Microsoft Graph auditLogRecord
// resources, whose auditData holds the record. [NewExport] reads the CSV that
// the Purview portal and Search-UnifiedAuditLog write, whose column AuditData
// holds it. All shapes have one set of native names (Operation, UserId,
// Workload, …), and their events are equal. What leaves: events. What it must
// never know: registers, rules, other formats.
//
// # What can be seen
//
// Files opened, previewed, downloaded, synchronised, shared and deleted, with
// their URL; who was given access and how wide a link reaches; the use of links;
// mail sent from mailboxes (with attachment names, without recipients: the
// mailbox audit has none; where a policy of data loss prevention matches a mail,
// its record has both), access to mail, forwarding and delegation; sign-ins,
// roles and consents; members of teams and whether a conversation has members
// of other tenants; on onboarded devices the copy to removable media, network
// shares, printers, clipboard and cloud services; what Copilot opened for whom.
//
// # What cannot
//
// The content of anything; the recipients of a mail; who used an anonymous link
// beyond an address; the bytes of a download, except where FileSizeBytes or
// FileSize is written; reading through a synchronised folder. PageViewed,
// ClientViewSignaled and FileAccessedExtended repeat while a page stays open.
// MailItemsAccessed is throttled above 1,000 records in 24 hours for a mailbox
// and aggregates binds over two minutes. Records of the same act in Entra ID and
// Exchange are two records.
//
// # Lag, duplicates, time
//
// The documentation says that most records are available within 60 to 90
// minutes and gives no guarantee; some take a day. Content may be delivered
// twice and out of order: [event.Event.NativeID] is the record's Id. CreationTime
// is UTC without a zone.
//
// # Whose hand
//
// Synchronisation: FileSync operations, MailItemsAccessed of type Sync, the user
// agents of the OneDrive sync client and its application id. Backup and
// indexing: the names of backup products, the search crawler, e-discovery
// clients. Service: UserType 3 to 8 (administrators of the data centre, system,
// application, service principal, policies), app@sharepoint, SHAREPOINT\system,
// service principals, decorated traffic (ISV|…, NONISV|…). Agent: what Copilot
// accessed to answer. Person: a browser, Outlook or Office application of an
// ordinary account. Otherwise the record does not say. A user agent is what a
// client says of itself: it explains an act, it does not excuse one.
//
// # Sigma
//
// The service audit takes all records; exchange, threat_management and
// threat_detection those of their workload. The names eventSource, eventName
// and Payload of public rules stand for Workload, Operation (or the alert's Name)
// and Parameters. Their status is success or failure: ResultStatus is written as
// Success, Succeeded or True by different workloads, and an alert that was raised
// counts as a success. Named values of ExtendedProperties such as RequestType and
// UserAgent are fields of the record too.
//
// Facts are from Microsoft's pages "Office 365 Management Activity API schema",
// "Audit log activities", "Detailed properties in the audit log", "Use
// MailItemsAccessed to investigate compromised accounts", "Audit logs for
// Copilot and AI applications", "auditLogRecord resource type", and
// "Avoid getting throttled or blocked in SharePoint Online".
package m365
