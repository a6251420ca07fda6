package event

// category of a class: its uid and its name in OCSF.
type category struct {
	uid  int32
	name string
}

// classInfo is what OCSF says of a class.
type classInfo struct {
	name       string // the schema's name: file_activity; also the Sigma category it is served under, see Class.Category
	caption    string // class_name
	sigma      string // the name used as log source category
	category   category
	activities []string // captions by activity_id; empty where the number is not used
}

// Categories of OCSF 1.8.0. The base event has none.
var (
	uncategorised = category{0, "Uncategorized"}
	system        = category{1, "System Activity"}
	findings      = category{2, "Findings"}
	iam           = category{3, "Identity & Access Management"}
	network       = category{4, "Network Activity"}
	application   = category{6, "Application Activity"}
)

// Caption is OCSF's class_name, empty for a class that is not ours.
func (c Class) Caption() string { return c.info().caption }

// Category is the name under which events of the class are served as a Sigma
// log source: {product: ocsf, category: file_hosting}.
func (c Class) Category() string { return c.info().sigma }

// CategoryUID is OCSF's category_uid.
func (c Class) CategoryUID() int32 { return c.info().category.uid }

// TypeUID is OCSF's type_uid: the class and the activity in one number.
func (c Class) TypeUID(a Activity) int64 { return int64(c)*100 + int64(a) }

// ActivityCaption is OCSF's caption of an activity of the class, "Unknown" for
// 0 and for numbers that the class does not have, "Other" for 99.
func (c Class) ActivityCaption(a Activity) string {
	if a == ActivityOther {
		return "Other"
	}
	list := c.info().activities
	if a > 0 && int(a) < len(list) && list[a] != "" {
		return list[a]
	}
	return "Unknown"
}

// Classes lists every class an event can have, in order of number. Those
// of findings and leads are not among them.
func Classes() []Class {
	return []Class{
		ClassBase, ClassFile, ClassModule, ClassProcess, ClassEventLog, ClassPeripheral,
		ClassAccountChange, ClassAuthentication, ClassEntity, ClassUserAccess, ClassGroup,
		ClassNetwork, ClassHTTP, ClassDNS, ClassSSH, ClassEmail,
		ClassWebResources, ClassAPI, ClassDatastore, ClassFileHosting, ClassPrint,
	}
}

func (c Class) info() *classInfo {
	if c == ClassPrint {
		return &classTable[len(classTable)-1].classInfo
	}
	for i := range classTable {
		if classTable[i].class == c {
			return &classTable[i].classInfo
		}
	}
	return &classTable[0].classInfo
}

var (
	netActivities = []string{"", "Open", "Close", "Reset", "Fail", "Refuse", "Traffic", "Listen"}
	apiActivities = []string{"", "Create", "Read", "Update", "Delete"}
)

// classTable holds the numbers and captions of OCSF 1.8.0; a test compares it
// with the schema.
var classTable = []struct {
	class Class
	classInfo
}{
	{ClassBase, classInfo{"base_event", "Base Event", "base_event", uncategorised, nil}},
	{ClassFile, classInfo{"file_activity", "File System Activity", "file_activity", system, []string{
		"", "Create", "Read", "Update", "Delete", "Rename", "Set Attributes", "Set Security", "Get Attributes",
		"Get Security", "Encrypt", "Decrypt", "Mount", "Unmount", "Open"}}},
	{ClassModule, classInfo{"module_activity", "Module Activity", "module_activity", system, []string{"", "Load", "Unload", "Invoke"}}},
	{ClassProcess, classInfo{"process_activity", "Process Activity", "process_activity", system, []string{
		"", "Launch", "Terminate", "Open", "Inject", "Set User ID"}}},
	{ClassEventLog, classInfo{"event_log_actvity", "Event Log Activity", "event_log_activity", system, []string{
		"", "Clear", "Delete", "Export", "Archive", "Rotate", "Start", "Stop", "Restart", "Enable", "Disable"}}},
	{ClassPeripheral, classInfo{"peripheral_activity", "Peripheral Activity", "peripheral_activity", system, []string{
		"", "Connect", "Disconnect", "Enable", "Disable"}}},
	{ClassDetectionFinding, classInfo{"detection_finding", "Detection Finding", "detection_finding", findings, []string{
		"", "Create", "Update", "Close"}}},
	{ClassIncidentFinding, classInfo{"incident_finding", "Incident Finding", "incident_finding", findings, []string{
		"", "Create", "Update", "Close"}}},
	{ClassAccountChange, classInfo{"account_change", "Account Change", "account_change", iam, []string{
		"", "Create", "Enable", "Password Change", "Password Reset", "Disable", "Delete", "Attach Policy",
		"Detach Policy", "Lock", "MFA Factor Enable", "MFA Factor Disable", "Unlock"}}},
	{ClassAuthentication, classInfo{"authentication", "Authentication", "authentication", iam, []string{
		"", "Logon", "Logoff", "Authentication Ticket", "Service Ticket Request", "Service Ticket Renew", "Preauth",
		"Account Switch"}}},
	{ClassEntity, classInfo{"entity_management", "Entity Management", "entity_management", iam, []string{
		"", "Create", "Read", "Update", "Delete", "Move", "Enroll", "Unenroll", "Enable", "Disable", "Activate",
		"Deactivate", "Suspend", "Resume"}}},
	{ClassUserAccess, classInfo{"user_access", "User Access Management", "user_access", iam, []string{
		"", "Assign Privileges", "Revoke Privileges"}}},
	{ClassGroup, classInfo{"group_management", "Group Management", "group_management", iam, []string{
		"", "Assign Privileges", "Revoke Privileges", "Add User", "Remove User", "Delete", "Create", "Add Subgroup",
		"Remove Subgroup"}}},
	{ClassNetwork, classInfo{"network_activity", "Network Activity", "network_activity", network, netActivities}},
	{ClassHTTP, classInfo{"http_activity", "HTTP Activity", "http_activity", network, []string{
		"", "Connect", "Delete", "Get", "Head", "Options", "Post", "Put", "Trace", "Patch"}}},
	{ClassDNS, classInfo{"dns_activity", "DNS Activity", "dns_activity", network, []string{
		"", "Query", "Response", "", "", "", "Traffic"}}},
	{ClassSSH, classInfo{"ssh_activity", "SSH Activity", "ssh_activity", network, netActivities}},
	{ClassEmail, classInfo{"email_activity", "Email Activity", "email_activity", network, []string{
		"", "Send", "Receive", "Scan", "Trace", "MTA Relay"}}},
	{ClassWebResources, classInfo{"web_resources_activity", "Web Resources Activity", "web_resources_activity", application, []string{
		"", "Create", "Read", "Update", "Delete", "Search", "Import", "Export", "Share"}}},
	{ClassAPI, classInfo{"api_activity", "API Activity", "api_activity", application, apiActivities}},
	{ClassDatastore, classInfo{"datastore_activity", "Datastore Activity", "datastore_activity", application, []string{
		"", "Read", "Update", "Connect", "Query", "Write", "Create", "Delete", "List", "Encrypt", "Decrypt"}}},
	{ClassFileHosting, classInfo{"file_hosting", "File Hosting Activity", "file_hosting", application, []string{
		"", "Upload", "Download", "Update", "Delete", "Rename", "Copy", "Move", "Restore", "Preview", "Lock", "Unlock",
		"Share", "Unshare", "Open", "Sync", "Unsync", "Access Check"}}},
	{ClassPrint, classInfo{"print_activity", "Print Activity", "print_activity", system, []string{"", "Print"}}},
}
