package m365

import (
	"strings"

	"sekisho/event"
)

// act is what an operation means.
type act struct {
	class    event.Class
	activity event.Activity
	fill     fill // nil where the family's own fields are all there is
}

type fill func(d *decoder, ev *event.Event)

// tables hold the acts by family and operation. They are made once a format and
// only read afterwards.
type tables [families]map[string]act

func newTables() *tables {
	t := &tables{}
	for i := range t {
		t[i] = map[string]act{}
	}
	t.sharePointFiles()
	t.sharePointSharing()
	t.sharePointSites()
	t.exchangeItems()
	t.exchangeAdmin()
	t.entraAccounts()
	t.teamsActs()
	t.endpointActs()
	t.complianceActs()
	t.labels()
	t.powerBIActs()
	return t
}

// put enters operations, separated by spaces, of one act.
func (t *tables) put(f family, operations string, c event.Class, a event.Activity, fill fill) {
	for op := range strings.FieldsSeq(operations) {
		t[f][op] = act{c, a, fill}
	}
}

func (t *tables) sharePointFiles() {
	hosting := func(ops string, a event.Activity, f fill) { t.put(sharePoint, ops, event.ClassFileHosting, a, f) }
	hosting("FileAccessed FileAccessedExtended FileTranscriptContentAccessed FileVisited", event.HostingOpen, nil)
	hosting("FilePreviewed FileThumbnailAccessed", event.HostingPreview, nil)
	hosting("FileDownloaded FileTranscriptDownloaded", event.HostingDownload, nil)
	hosting("FileSyncDownloadedFull FileSyncDownloadedPartial", event.HostingSync, nil)
	hosting("FileUploaded FileUploadedPartial FileSyncUploadedFull FileSyncUploadedPartial", event.HostingUpload, nil)
	hosting("FileModified FileModifiedExtended FolderModified FileCheckedIn FileCheckOutDiscarded", event.HostingUpdate, nil)
	hosting("FileCheckedOut LockRecord", event.HostingLock, nil)
	hosting("UnlockRecord", event.HostingUnlock, nil)
	hosting("FileDeleted FileDeletedFirstStageRecycleBin FileDeletedSecondStageRecycleBin FileRecycled "+
		"FileVersionsAllDeleted FileVersionsAllMinorsRecycled FileVersionsAllRecycled FileVersionRecycled RecordDelete "+
		"FolderDeleted FolderDeletedFirstStageRecycleBin FolderDeletedSecondStageRecycleBin FolderRecycled",
		event.HostingDelete, nil)
	hosting("FileRenamed FolderRenamed", event.HostingRename, (*decoder).result)
	hosting("FileMoved FolderMoved", event.HostingMove, (*decoder).result)
	hosting("FileCopied FolderCopied", event.HostingCopy, (*decoder).result)
	hosting("FileRestored FolderRestored", event.HostingRestore, nil)
	hosting("DlpRuleMatch DLPRuleMatch DlpRuleUndo DLPRuleUndo", event.ActivityOther, (*decoder).matchedFile)
	hosting("FolderCreated FileMalwareDetected ComplianceSettingChanged DocumentSensitivityMismatchDetected", event.ActivityOther, nil)
}

func (t *tables) sharePointSharing() {
	share := func(ops string, a event.Activity, f fill) { t.put(sharePoint, ops, event.ClassFileHosting, a, f) }
	share("SharingSet SharingInvitationCreated SharingInvitationUpdated AccessInvitationCreated AddedToSecureLink "+
		"SecureLinkCreated SecureLinkUpdated AccessRequestApproved AccessRequestAccepted SharingInvitationBlocked",
		event.HostingShare, shared(event.ShareDirect))
	share("AnonymousLinkCreated AnonymousLinkUpdated", event.HostingShare, shared(event.ShareAnonymous))
	share("CompanyLinkCreated CompanyLinkUpdated", event.HostingShare, shared(event.ShareCompany))
	share("SharingLinkCreated SharingLinkUpdated", event.HostingShare, (*decoder).scopedLink)
	share("SharingRevoked SharingInvitationRevoked RemovedFromSecureLink SecureLinkDeleted AccessInvitationRevoked "+
		"SecureLinkRemoved", event.HostingUnshare, shared(event.ShareDirect))
	share("AnonymousLinkRemoved AnonymousLinkDeleted", event.HostingUnshare, shared(event.ShareAnonymous))
	share("CompanyLinkRemoved CompanyLinkDeleted", event.HostingUnshare, shared(event.ShareCompany))
	share("SharingLinkDeleted", event.HostingUnshare, (*decoder).scopedLink)
	share("AnonymousLinkUsed", event.HostingOpen, used(event.ShareAnonymous))
	share("CompanyLinkUsed", event.HostingOpen, used(event.ShareCompany))
	share("SecureLinkUsed SharingInvitationAccepted AccessInvitationAccepted", event.HostingOpen, used(event.ShareDirect))
	share("SharingLinkUsed", event.HostingOpen, (*decoder).scopedLinkUsed)
	share("AccessRequestCreated AccessRequestUpdated AccessRequestDenied AccessRequestRejected "+
		"SharingInheritanceBroken SharingInheritanceReset", event.ActivityOther, (*decoder).given)
}

func (t *tables) sharePointSites() {
	web := func(ops string, a event.Activity) { t.put(sharePoint, ops, event.ClassWebResources, a, nil) }
	web("PageViewed PageViewedExtended PagePrefetched ClientViewSignaled ListViewed ListItemViewed", event.APIRead)
	web("SearchQueryPerformed SearchViewed", event.WebSearch)
	web("ListCreated ListItemCreated ListColumnCreated ListContentTypeCreated SiteColumnCreated SiteContentTypeCreated", event.APICreate)
	web("ListUpdated ListItemUpdated ListColumnUpdated ListContentTypeUpdated ListItemRestored ListRestored "+
		"SiteColumnUpdated SiteContentTypeUpdated", event.APIUpdate)
	web("ListDeleted ListItemDeleted ListItemRecycled ListColumnDeleted ListContentTypeDeleted SiteColumnDeleted "+
		"SiteContentTypeDeleted", event.APIDelete)
	entity := func(ops string, a event.Activity) { t.put(sharePoint, ops, event.ClassEntity, a, (*decoder).given) }
	entity("SiteCollectionCreated HubSiteRegistered PermissionLevelAdded PermissionLevelsInheritanceBroken", event.APICreate)
	entity("SharingPolicyChanged SitePermissionsModified PermissionLevelModified WebMembersCanShareModified "+
		"WebRequestAccessModified NetworkAccessPolicyChanged DeviceAccessPolicyChanged SiteRenamed SiteSensitivityLabelApplied "+
		"SiteSensitivityLabelChanged SiteSensitivityLabelRemoved", event.APIUpdate)
	entity("SiteDeleted PermissionLevelRemoved", event.APIDelete)
	t.put(sharePoint, "SiteCollectionAdminAdded SiteCollectionAdminChangeRequest", event.ClassUserAccess, event.AccessAssign, (*decoder).siteAdmin)
	t.put(sharePoint, "SiteCollectionAdminRemoved", event.ClassUserAccess, event.AccessRevoke, (*decoder).siteAdmin)
	t.put(sharePoint, "AddedToGroup", event.ClassGroup, event.GroupAddUser, (*decoder).siteGroup)
	t.put(sharePoint, "RemovedFromGroup", event.ClassGroup, event.GroupRemoveUser, (*decoder).siteGroup)
	t.put(sharePoint, "GroupAdded", event.ClassGroup, event.GroupCreate, (*decoder).siteGroup)
	t.put(sharePoint, "GroupRemoved", event.ClassGroup, event.GroupDelete, (*decoder).siteGroup)
	t.put(sharePoint, "GroupUpdated", event.ClassGroup, event.ActivityOther, (*decoder).siteGroup)
}

func (t *tables) exchangeItems() {
	t.put(exchange, "Send SendAs SendOnBehalf", event.ClassEmail, event.EmailSend, (*decoder).sent)
	t.put(exchange, "DlpRuleMatch DLPRuleMatch", event.ClassEmail, event.EmailTrace, (*decoder).matchedMail)
	t.put(exchange, "MailItemsAccessed FolderBind MessageBind MailboxLogin", event.ClassAPI, event.APIRead, nil)
	t.put(exchange, "HardDelete SoftDelete MoveToDeletedItems RecordDelete", event.ClassAPI, event.APIDelete, nil)
	t.put(exchange, "Create Copy", event.ClassAPI, event.APICreate, nil)
	t.put(exchange, "Update Move ApplyRecord PriorityCleanupDelete", event.ClassAPI, event.APIUpdate, nil)
	t.put(exchange, "SearchQueryInitiated SearchQueryInitiatedExchange", event.ClassWebResources, event.WebSearch, nil)
	t.put(exchange, "AddFolderPermissions ModifyFolderPermissions UpdateFolderPermissions UpdateCalendarDelegation",
		event.ClassUserAccess, event.AccessAssign, (*decoder).delegated)
	t.put(exchange, "RemoveFolderPermissions", event.ClassUserAccess, event.AccessRevoke, (*decoder).delegated)
	t.put(exchange, "UpdateInboxRules", event.ClassAPI, event.APIUpdate, (*decoder).forwarded)
}

func (t *tables) exchangeAdmin() {
	t.put(exchange, "New-InboxRule New-TransportRule", event.ClassAPI, event.APICreate, (*decoder).forwarded)
	t.put(exchange, "Set-InboxRule Set-TransportRule Enable-InboxRule Enable-TransportRule Set-Mailbox Set-MailboxAutoReplyConfiguration",
		event.ClassAPI, event.APIUpdate, (*decoder).forwarded)
	t.put(exchange, "Add-MailboxPermission Add-RecipientPermission Add-MailboxFolderPermission Set-MailboxFolderPermission "+
		"New-ManagementRoleAssignment", event.ClassUserAccess, event.AccessAssign, (*decoder).delegated)
	t.put(exchange, "Remove-MailboxPermission Remove-RecipientPermission Remove-MailboxFolderPermission "+
		"Remove-ManagementRoleAssignment", event.ClassUserAccess, event.AccessRevoke, (*decoder).delegated)
	t.put(exchange, "New-MailboxExportRequest", event.ClassWebResources, event.WebExport, nil)
	t.put(exchange, "Search-UnifiedAuditLog Search-MailboxAuditLog Search-Mailbox New-MailboxSearch Get-MessageTrace",
		event.ClassWebResources, event.WebSearch, nil)
	t.put(exchange, "Set-AdminAuditLogConfig Set-MailboxAuditBypassAssociation", event.ClassAPI, event.APIUpdate, (*decoder).auditing)
}

func (t *tables) entraAccounts() {
	t.put(entra, "UserLoggedIn", event.ClassAuthentication, event.AuthLogon, (*decoder).signIn)
	t.put(entra, "UserLoginFailed", event.ClassAuthentication, event.AuthLogon, (*decoder).signInFailed)
	account := func(op string, a event.Activity) { t[entra][op] = act{event.ClassAccountChange, a, (*decoder).onUser} }
	account("Add user", event.AccountCreate)
	account("Invite external user", event.AccountCreate)
	account("Redeem external user invite", event.AccountEnable)
	account("Delete user", event.AccountDelete)
	account("Hard Delete user", event.AccountDelete)
	account("Disable account", event.AccountDisable)
	account("Enable account", event.AccountEnable)
	account("Change user password", event.AccountPasswordChange)
	account("Reset user password", event.AccountPasswordReset)
	account("Enable Strong Authentication", event.AccountMFAEnable)
	account("Disable Strong Authentication", event.AccountMFADisable)
	account("Update user", event.ActivityOther)
	account("Update StsRefreshTokenValidFrom Timestamp", event.ActivityOther)
	access := func(op string, a event.Activity) { t[entra][op] = act{event.ClassUserAccess, a, (*decoder).onRole} }
	access("Add member to role", event.AccessAssign)
	access("Add eligible member to role", event.AccessAssign)
	access("Remove member from role", event.AccessRevoke)
	access("Consent to application", event.AccessAssign)
	access("Add delegated permission grant", event.AccessAssign)
	access("Add app role assignment grant to user", event.AccessAssign)
	access("Add app role assignment to service principal", event.AccessAssign)
	access("Add OAuth2PermissionGrant", event.AccessAssign)
	access("Add owner to application", event.AccessAssign)
	access("Add owner to service principal", event.AccessAssign)
	group := func(op string, a event.Activity) { t[entra][op] = act{event.ClassGroup, a, (*decoder).onGroup} }
	group("Add member to group", event.GroupAddUser)
	group("Add owner to group", event.GroupAddUser)
	group("Remove member from group", event.GroupRemoveUser)
	group("Remove owner from group", event.GroupRemoveUser)
	group("Add group", event.GroupCreate)
	group("Delete group", event.GroupDelete)
	group("Update group", event.ActivityOther)
}

func (t *tables) teamsActs() {
	t.put(teams, "MemberAdded", event.ClassGroup, event.GroupAddUser, (*decoder).members)
	t.put(teams, "MemberRemoved", event.ClassGroup, event.GroupRemoveUser, (*decoder).members)
	t.put(teams, "MemberRoleChanged", event.ClassGroup, event.GroupAssignPrivileges, (*decoder).members)
	t.put(teams, "TeamCreated", event.ClassGroup, event.GroupCreate, (*decoder).members)
	t.put(teams, "TeamDeleted", event.ClassGroup, event.GroupDelete, (*decoder).members)
	t.put(teams, "TeamsSessionStarted", event.ClassAuthentication, event.AuthLogon, nil)
	t.put(teams, "MessageSent ChatCreated MessageCreatedHasLink MeetingParticipantDetail", event.ClassAPI, event.APICreate, (*decoder).conversation)
	t.put(teams, "MessageRead ChatRetrieved MessagesListed MessageHostedContentRead MessageHostedContentsListed RecordingExported TranscriptsExported MessagesExported",
		event.ClassAPI, event.APIRead, (*decoder).conversation)
	t.put(teams, "MessageUpdated MessageEditedHasLink ChatUpdated", event.ClassAPI, event.APIUpdate, (*decoder).conversation)
	t.put(teams, "MessageDeleted", event.ClassAPI, event.APIDelete, (*decoder).conversation)
	t.put(teams, "AppInstalled AppPublishedToCatalog BotAddedToTeam TabAdded ConnectorAdded ChannelAdded", event.ClassEntity, event.APICreate, (*decoder).teamThing)
	t.put(teams, "AppUpdatedInCatalog TeamSettingChanged ChannelSettingChanged TeamsTenantSettingChanged ConnectorUpdated TabUpdated",
		event.ClassEntity, event.APIUpdate, (*decoder).teamThing)
	t.put(teams, "AppUninstalled AppDeletedFromCatalog BotRemovedFromTeam TabRemoved ConnectorRemoved ChannelDeleted",
		event.ClassEntity, event.APIDelete, (*decoder).teamThing)
}

func (t *tables) endpointActs() {
	file := func(ops string, a event.Activity, f fill) { t.put(endpoint, ops, event.ClassFile, a, f) }
	file("FileCreatedOnRemovableMedia FileCopiedToRemovableMedia", event.FileCreate, (*decoder).toRemovable)
	file("FileCreatedOnNetworkShare FileCopiedToNetworkShare", event.FileCreate, (*decoder).toShare)
	file("FileCreated FileDownloadedFromBrowser FileDownloadedFromEnterpriseDomain", event.FileCreate, nil)
	file("FileRead FileAccessedByUnallowedApp", event.FileRead, nil)
	file("FileModified", event.FileUpdate, nil)
	file("FileDeleted", event.FileDelete, nil)
	file("FileRenamed", event.FileRename, (*decoder).renamedLocally)
	file("FileArchived ArchiveCreated FileCopiedToClipboard", event.ActivityOther, (*decoder).resultLocally)
	file("FileCopiedToRemoteDesktopSession", event.ActivityOther, (*decoder).toRemoteDesktop)
	file("FileTransferredByBluetooth", event.ActivityOther, (*decoder).toBluetooth)
	t.put(endpoint, "FileUploadedToCloud FileUploadedToUnallowedDomain PastedToBrowser FilePastedToBrowser", event.ClassHTTP, event.HTTPPost, (*decoder).toWeb)
	t.put(endpoint, "FilePrinted", event.ClassPrint, event.PrintJob, (*decoder).printed)
	t.put(endpoint, "RemovableMediaMount", event.ClassPeripheral, event.PeripheralConnect, (*decoder).medium)
	t.put(endpoint, "RemovableMediaUnmount", event.ClassPeripheral, event.PeripheralDisconnect, (*decoder).medium)
}

func (t *tables) complianceActs() {
	web := func(ops string, a event.Activity) { t.put(compliance, ops, event.ClassWebResources, a, nil) }
	web("SearchStarted SearchCreated SearchPreviewed SearchViewed Search-UnifiedAuditLog New-ComplianceSearch Start-ComplianceSearch "+
		"SearchDataInsightsSubscription SearchMtpStatus SearchCustomerInsight", event.WebSearch)
	web("SearchExported SearchExportDownloaded SearchResultExported ExportDownloaded ReviewSetExported "+
		"ViewedSearchExported", event.WebExport)
	web("SearchReport ViewedSearchPreviewed PreviewItemDownloaded PreviewItemListed PreviewItemRendered AggregateThreatProfileDetails",
		event.APIRead)
	for _, f := range []family{exchange, compliance} {
		t.put(f, "New-ComplianceSearchAction", event.ClassWebResources, event.WebExport, (*decoder).searchAction)
	}
	t.put(compliance, "TIMailData", event.ClassEmail, event.EmailScan, (*decoder).scanned)
	t.put(compliance, "AlertTriggered AlertEntityGenerated AlertUpdated", event.ClassAPI, event.ActivityOther, nil)
}

// labels are written by several workloads.
func (t *tables) labels() {
	for _, f := range []family{general, exchange, teams, endpoint, compliance} {
		t.put(f, "SensitivityLabelApplied SensitivityLabelUpdated SensitivityLabelChanged SensitivityLabelRemoved "+
			"FileSensitivityLabelApplied FileSensitivityLabelChanged FileSensitivityLabelRemoved",
			event.ClassFile, event.FileSetAttributes, (*decoder).labelled)
		t.put(f, "SensitivityLabeledFileOpened", event.ClassFile, event.FileOpen, nil)
		t.put(f, "SensitivityLabeledFileRenamed", event.ClassFile, event.FileRename, nil)
	}
	t.put(sharePoint, "FileSensitivityLabelApplied FileSensitivityLabelChanged FileSensitivityLabelRemoved "+
		"SensitivityLabelApplied SensitivityLabelUpdated SensitivityLabelChanged SensitivityLabelRemoved",
		event.ClassFileHosting, event.HostingUpdate, (*decoder).labelled)
}

func (t *tables) powerBIActs() {
	web := func(ops string, a event.Activity, f fill) { t.put(powerBI, ops, event.ClassWebResources, a, f) }
	web("ViewReport ViewDashboard ViewTile ViewDataflow ViewUsageMetrics GetSnapshots AnalyzeInExcel AnalyzedByExternalApplication",
		event.APIRead, (*decoder).report)
	web("ExportReport ExportArtifact ExportTile ExportDataflow DownloadReport ExportActivityEvents", event.WebExport, (*decoder).report)
	web("ShareReport ShareDashboard ShareDataset CreateOrgApp", event.WebShare, (*decoder).reportShared)
	web("PublishToWebReport", event.WebShare, (*decoder).reportPublished)
	web("CreateReport CreateDashboard CreateDataset Import", event.APICreate, (*decoder).report)
	web("EditReport EditDashboard EditDataset RenameReport", event.APIUpdate, (*decoder).report)
	web("DeleteReport DeleteDashboard DeleteDataset", event.APIDelete, (*decoder).report)
}
