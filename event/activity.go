package event

// Activity is an OCSF activity_id; its meaning depends on the class.
type Activity int32

// Activities shared by every class.
const (
	ActivityUnknown Activity = 0
	ActivityOther   Activity = 99
)

// Activities by class, with the numbers of OCSF 1.8.0.
const (
	FileCreate        Activity = 1
	FileRead          Activity = 2
	FileUpdate        Activity = 3
	FileDelete        Activity = 4
	FileRename        Activity = 5
	FileSetAttributes Activity = 6
	FileSetSecurity   Activity = 7
	FileEncrypt       Activity = 10
	FileDecrypt       Activity = 11
	FileMount         Activity = 12
	FileUnmount       Activity = 13
	FileOpen          Activity = 14

	HostingUpload      Activity = 1
	HostingDownload    Activity = 2
	HostingUpdate      Activity = 3
	HostingDelete      Activity = 4
	HostingRename      Activity = 5
	HostingCopy        Activity = 6
	HostingMove        Activity = 7
	HostingRestore     Activity = 8
	HostingPreview     Activity = 9
	HostingLock        Activity = 10
	HostingUnlock      Activity = 11
	HostingShare       Activity = 12
	HostingUnshare     Activity = 13
	HostingOpen        Activity = 14
	HostingSync        Activity = 15
	HostingUnsync      Activity = 16
	HostingAccessCheck Activity = 17

	EmailSend    Activity = 1
	EmailReceive Activity = 2
	EmailScan    Activity = 3
	EmailTrace   Activity = 4
	EmailRelay   Activity = 5

	AuthLogon         Activity = 1
	AuthLogoff        Activity = 2
	AuthTicket        Activity = 3
	AuthServiceTicket Activity = 4
	AuthTicketRenew   Activity = 5
	AuthPreauth       Activity = 6
	AuthSwitch        Activity = 7

	AccountCreate         Activity = 1
	AccountEnable         Activity = 2
	AccountPasswordChange Activity = 3
	AccountPasswordReset  Activity = 4
	AccountDisable        Activity = 5
	AccountDelete         Activity = 6
	AccountAttachPolicy   Activity = 7
	AccountDetachPolicy   Activity = 8
	AccountLock           Activity = 9
	AccountMFAEnable      Activity = 10
	AccountMFADisable     Activity = 11
	AccountUnlock         Activity = 12

	GroupAssignPrivileges Activity = 1
	GroupRevokePrivileges Activity = 2
	GroupAddUser          Activity = 3
	GroupRemoveUser       Activity = 4
	GroupDelete           Activity = 5
	GroupCreate           Activity = 6

	AccessAssign Activity = 1
	AccessRevoke Activity = 2

	// API Activity, Web Resources and Entity Management begin alike.
	APICreate Activity = 1
	APIRead   Activity = 2
	APIUpdate Activity = 3
	APIDelete Activity = 4

	WebSearch Activity = 5
	WebImport Activity = 6
	WebExport Activity = 7
	WebShare  Activity = 8

	DatastoreRead    Activity = 1
	DatastoreUpdate  Activity = 2
	DatastoreConnect Activity = 3
	DatastoreQuery   Activity = 4
	DatastoreWrite   Activity = 5
	DatastoreCreate  Activity = 6
	DatastoreDelete  Activity = 7
	DatastoreList    Activity = 8

	ProcessLaunch    Activity = 1
	ProcessTerminate Activity = 2
	ProcessOpen      Activity = 3
	ProcessInject    Activity = 4

	ModuleLoad Activity = 1

	EventLogClear   Activity = 1
	EventLogDelete  Activity = 2
	EventLogStop    Activity = 7
	EventLogDisable Activity = 10

	NetworkOpen    Activity = 1
	NetworkClose   Activity = 2
	NetworkReset   Activity = 3
	NetworkFail    Activity = 4
	NetworkRefuse  Activity = 5
	NetworkTraffic Activity = 6

	HTTPConnect Activity = 1
	HTTPDelete  Activity = 2
	HTTPGet     Activity = 3
	HTTPHead    Activity = 4
	HTTPOptions Activity = 5
	HTTPPost    Activity = 6
	HTTPPut     Activity = 7
	HTTPTrace   Activity = 8
	HTTPPatch   Activity = 9

	DNSQuery    Activity = 1
	DNSResponse Activity = 2
	DNSTraffic  Activity = 6

	PeripheralConnect    Activity = 1
	PeripheralDisconnect Activity = 2

	PrintJob Activity = 1
)
