package m365

import (
	"sekisho/record"
	"sekisho/source"
)

type slots = []record.Slot

// fields are the members of a record that the decoder reads.
type fields struct {
	derivedStatus                                    record.Slot
	clock                                            source.Clock
	id, operation, workload, recordType, tenant      slots
	user, userKey, userType, status, statusDetail    slots
	ip, agent, appID, appName, session, correlation  slots
	object, name, ext, size, label, oldLabel, itemID slots
	itemType, site, targetPath, targetName           slots
	target, eventData, linkScope                     slots
	mailbox, messageID, attachments, count, from     slots
	memberUPN, memberName, team, channel             slots
	roleName, groupName, upn, consentApp, logonError slots
	targetID, targetIDType                           record.Slot
	forward, identity, delegate, rights              slots
	auditOff, auditEnabled, mailAccess               slots
	p1Sender, recipients, direction, fileNames       slots
	participants                                     slots
	addOn                                            slots
	parameters                                       slots
	matched                                          matchedFields
	device, process, previous, printer, hash         slots
	targetDomain, deviceVendor, deviceModel          slots
	deviceSerial, deviceOS                           slots
	copilotHost, model                               slots
	resName, resSite, resLabel                       record.Slot
	resID                                            record.Slot
	reportItem, reportType, recipientEmail           slots
}

func newFields(b *record.Builder) *fields {
	shapes(b)
	p := func(paths ...string) slots { return source.Pick(b, paths...) }
	f := &fields{
		clock: source.NewClock(b, "CreationTime", "createdDateTime", "CreationDate", "p_event_time"),
		id:    p("Id", "Identity"), operation: p("Operation"), workload: p("Workload", "service"),
		recordType: p("RecordType"), tenant: p("OrganizationId"),
		user: p("UserId", "userPrincipalName"), userKey: p("UserKey"), userType: p("UserType"),
		status: p("ResultStatus"), ip: p("ClientIP", "ClientIPAddress", "ActorIpAddress", "SenderIp"),
		agent:   p("UserAgent", "ExtendedProperties.UserAgent", "ClientInfoString"),
		appID:   p("ApplicationId", "AppId", "ClientAppId", "AadAppId"),
		appName: p("ApplicationDisplayName", "Application"),
		session: p("SessionId", "AppAccessContext.AADSessionId"), correlation: p("CorrelationId", "InterSystemsId"),
		object: p("ObjectId"), targetID: b.Add("Target.ID"), targetIDType: b.Add("Target.Type"),
	}
	f.derivedStatus = b.Add(statusField)
	f.files(p)
	f.mail(p)
	f.directory(p)
	f.devices(p)
	f.copilotHost, f.model = p("CopilotEventData.AppHost"), p("CopilotEventData.ModelTransparencyDetails.ModelName")
	f.resName, f.resSite = b.Add("CopilotEventData.AccessedResources.Name"), b.Add("CopilotEventData.AccessedResources.SiteUrl")
	f.resID, f.resLabel = b.Add("CopilotEventData.AccessedResources.ID"), b.Add("CopilotEventData.AccessedResources.SensitivityLabelId")
	return f
}

// shapes lets one set of names read all shapes of a record.
func shapes(b *record.Builder) {
	b.Inline("auditData")
	for _, list := range []string{"Parameters", "ExtendedProperties", "OperationProperties", "NonPIIParameters"} {
		b.Pairs(list, record.Pairs{Key: "Name", Values: []string{"Value"}})
	}
	for _, name := range []string{"RequestType", "UserAgent", "ResultStatusDetail", "UserAuthenticationMethod"} {
		b.Alias("ExtendedProperties."+name, name)
	}
	b.Pairs("ModifiedProperties", record.Pairs{Key: "Name", Values: []string{"NewValue"}})
	b.Pairs("ExtraProperties", record.Pairs{Key: "Key", Values: []string{"Value"}})
}

func (f *fields) files(p func(...string) slots) {
	f.name, f.ext = p("SourceFileName"), p("SourceFileExtension", "FileExtension")
	f.size, f.itemID = p("FileSizeBytes", "FileSize"), p("ListItemUniqueId", "UniqueSharingId")
	f.label = p("SensitivityLabelEventData.SensitivityLabelId", "SensitivityLabelId", "DestinationLabel", "LabelId")
	f.oldLabel = p("SensitivityLabelEventData.OldSensitivityLabelId", "OldSensitivityLabelId", "SourceLabel")
	f.itemType, f.site = p("ItemType"), p("SiteUrl")
	f.targetPath, f.targetName = p("DestinationRelativeUrl"), p("DestinationFileName")
	f.target = p("TargetUserOrGroupName", "ModifiedProperties.SiteAdmin")
	f.eventData, f.linkScope = p("EventData"), p("SharingLinkScope")
	f.reportItem, f.reportType = p("ReportName", "DashboardName", "DatasetName", "ArtifactName", "ItemName"), p("ReportType", "ArtifactKind")
	f.recipientEmail = p("SharingInformation.RecipientEmail")
}

func (f *fields) mail(p func(...string) slots) {
	f.mailbox, f.messageID = p("MailboxOwnerUPN"), p("Item.InternetMessageId", "AffectedItems.InternetMessageId", "Folders.FolderItems.InternetMessageId", "InternetMessageId")
	f.attachments, f.count = p("Item.Attachments"), p("OperationCount")
	f.from = p("SendAsUserSmtp", "SendOnBehalfOfUserSmtp")
	f.forward = p("Parameters.ForwardTo", "Parameters.RedirectTo", "Parameters.ForwardAsAttachmentTo",
		"Parameters.ForwardingSmtpAddress", "Parameters.ForwardingAddress", "Parameters.BlindCopyTo",
		"Parameters.CopyTo", "Parameters.RedirectMessageTo", "Parameters.AddToRecipients",
		"OperationProperties.RuleActions")
	f.identity, f.delegate = p("Parameters.Identity", "Item.ParentFolder.Path"), p("Parameters.User", "Parameters.Trustee", "Item.ParentFolder.MemberUpn")
	f.rights = p("Parameters.AccessRights", "Parameters.Roles", "Item.ParentFolder.MemberRights")
	f.auditOff, f.auditEnabled = p("Parameters.UnifiedAuditLogIngestionEnabled"), p("Parameters.AuditEnabled")
	f.mailAccess = p("OperationProperties.MailAccessType")
	f.p1Sender, f.recipients = p("P2Sender", "P1Sender"), p("Recipients")
	f.direction, f.fileNames = p("Directionality"), p("AttachmentData.FileName")
	f.parameters = p("Parameters")
	f.matched = newMatchedFields(p)
}

func (f *fields) directory(p func(...string) slots) {
	f.roleName = p("ModifiedProperties.Role.DisplayName")
	f.groupName = p("ModifiedProperties.Group.DisplayName")
	f.upn = p("ModifiedProperties.TargetId.UserPrincipalName", "ModifiedProperties.UserPrincipalName")
	f.consentApp = p("ModifiedProperties.ServicePrincipal.Name", "ModifiedProperties.DisplayName", "ModifiedProperties.TargetId.DisplayName")
	f.statusDetail, f.logonError = p("ExtendedProperties.ResultStatusDetail"), p("LogonError")
	f.memberUPN, f.memberName = p("Members.UPN"), p("Members.DisplayName")
	f.team, f.channel = p("TeamName", "ItemName", "ChatName"), p("ChannelName", "TeamGuid", "ChatThreadId")
	f.participants, f.addOn = p("ParticipantInfo.ParticipatingTenantIds"), p("AddOnName", "AddonName")
}

func (f *fields) devices(p func(...string) slots) {
	f.device, f.process = p("DeviceName"), p("Application", "ProcessName")
	f.previous, f.printer = p("PreviousFileName"), p("TargetPrinterName")
	f.hash, f.targetDomain = p("Sha256", "Sha1"), p("TargetDomain", "TargetUrl")
	f.deviceVendor = p("RemovableMediaDeviceAttributes.Manufacturer")
	f.deviceModel = p("RemovableMediaDeviceAttributes.Model")
	f.deviceSerial = p("RemovableMediaDeviceAttributes.SerialNumber")
	f.deviceOS = p("DeviceOS")
	f.targetName = append(f.targetName, p("TargetFilePath")...)
}
