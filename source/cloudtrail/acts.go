package cloudtrail

import (
	"strings"

	"sekisho/event"
)

// act is what an API call means.
type act struct {
	service  string // the event source without ".amazonaws.com"; empty: any
	class    event.Class
	activity event.Activity
	detail   detail
}

// detail says which parameters a call carries.
type detail uint8

const (
	detailNone   detail = iota
	detailObject        // an object is read
	detailUpload        // an object is written
	detailCopy          // an object is copied
	detailBucket        // a bucket is acted on
	detailPolicy        // a bucket's policy is set
	detailACL           // an access list is set
	detailReplicate
	detailVolume // permissions of a disk snapshot
	detailImage  // permissions of a machine image
	detailDBSnapshot
	detailPrincipals // a resource share or a function's permission
	detailURL        // a function's public address
	detailTaken      // another account used a shared snapshot
	detailExport     // contents go to a bucket
	detailSignIn
	detailRole
	detailUser
	detailGroup
)

// acts are the calls whose meaning goes beyond create, read, update, delete.
func acts() map[string]act {
	m := map[string]act{}
	add := func(a act, names ...string) {
		for _, n := range names {
			m[n] = a
		}
	}
	objects(add)
	sharing(add)
	stores(add)
	logs(add)
	identities(add)
	return m
}

type adder func(a act, names ...string)

func objects(add adder) {
	s3 := func(v event.Activity, d detail) act { return act{"s3", event.ClassFileHosting, v, d} }
	add(s3(event.HostingDownload, detailObject), "GetObject", "GetObjectTorrent", "SelectObjectContent")
	add(s3(event.HostingAccessCheck, detailObject), "HeadObject", "GetObjectAcl", "GetObjectTagging", "GetObjectAttributes")
	add(s3(event.HostingUpload, detailUpload), "PutObject", "UploadPart", "CompleteMultipartUpload", "PostObject")
	add(s3(event.HostingCopy, detailCopy), "CopyObject", "UploadPartCopy")
	add(s3(event.HostingDelete, detailObject), "DeleteObject", "DeleteObjects", "DeleteObjectVersion")
	add(s3(event.HostingRestore, detailObject), "RestoreObject")
	add(act{"s3", event.ClassDatastore, event.DatastoreList, detailBucket}, "ListObjects", "ListObjectsV2",
		"ListObjectVersions", "ListBuckets", "ListMultipartUploads", "ListParts", "HeadBucket")
	add(act{"s3", event.ClassDatastore, event.DatastoreCreate, detailBucket}, "CreateBucket")
	add(act{"s3", event.ClassDatastore, event.DatastoreDelete, detailBucket}, "DeleteBucket")
	add(act{"s3", event.ClassAPI, event.APIUpdate, detailBucket}, "PutBucketPublicAccessBlock", "PutPublicAccessBlock",
		"PutAccountPublicAccessBlock", "PutBucketVersioning", "PutBucketEncryption", "PutBucketLifecycle",
		"PutBucketWebsite", "PutBucketCors", "PutBucketOwnershipControls")
	add(act{"s3", event.ClassAPI, event.APIDelete, detailBucket}, "DeleteBucketPublicAccessBlock", "DeletePublicAccessBlock",
		"DeleteAccountPublicAccessBlock", "DeleteBucketPolicy", "DeleteBucketReplication", "DeleteBucketEncryption")
}

func sharing(add adder) {
	s3 := func(v event.Activity, d detail) act { return act{"s3", event.ClassFileHosting, v, d} }
	add(s3(event.HostingUpdate, detailPolicy), "PutBucketPolicy")
	add(s3(event.HostingUpdate, detailACL), "PutBucketAcl", "PutObjectAcl")
	add(s3(event.HostingSync, detailReplicate), "PutBucketReplication")
	web := func(service string, d detail) act {
		return act{service, event.ClassWebResources, event.APIUpdate, d}
	}
	add(web("ec2", detailVolume), "ModifySnapshotAttribute")
	add(web("ec2", detailImage), "ModifyImageAttribute")
	add(web("rds", detailDBSnapshot), "ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute")
	add(web("ram", detailPrincipals), "CreateResourceShare", "AssociateResourceShare")
	add(web("lambda", detailPrincipals), "AddPermission", "AddLayerVersionPermission")
	add(web("lambda", detailURL), "CreateFunctionUrlConfig", "UpdateFunctionUrlConfig")
	add(act{"ec2", event.ClassWebResources, event.APIRead, detailTaken}, "SharedSnapshotCopyInitiated", "SharedSnapshotVolumeCreated")
	export := func(service string) act {
		return act{service, event.ClassWebResources, event.WebExport, detailExport}
	}
	add(export("rds"), "StartExportTask")
	add(export("ec2"), "CreateInstanceExportTask", "ExportImage", "CreateStoreImageTask")
	add(export("dynamodb"), "ExportTableToPointInTime")
	add(export("logs"), "CreateExportTask")
	add(export("cloudshell"), "GetFileDownloadUrls")
}

func stores(add adder) {
	store := func(service string, v event.Activity) act {
		return act{service, event.ClassDatastore, v, detailNone}
	}
	add(store("secretsmanager", event.DatastoreRead), "GetSecretValue", "BatchGetSecretValue")
	add(store("ssm", event.DatastoreRead), "GetParameter", "GetParameters", "GetParametersByPath")
	add(store("dynamodb", event.DatastoreRead), "GetItem", "BatchGetItem", "TransactGetItems")
	add(store("dynamodb", event.DatastoreQuery), "Scan", "ExecuteStatement")
	add(store("athena", event.DatastoreQuery), "StartQueryExecution", "GetQueryResults")
	add(store("redshift-data", event.DatastoreQuery), "BatchExecuteStatement", "GetStatementResult")
	add(store("codecommit", event.DatastoreRead), "GitPull", "GetFile", "GetFolder")
	add(store("ebs", event.DatastoreRead), "GetSnapshotBlock", "ListSnapshotBlocks", "ListChangedBlocks")
}

func logs(add adder) {
	log := func(service string, v event.Activity) act {
		return act{service, event.ClassEventLog, v, detailNone}
	}
	add(log("cloudtrail", event.EventLogStop), "StopLogging", "StopEventDataStoreIngestion")
	add(log("cloudtrail", event.EventLogDelete), "DeleteTrail", "DeleteEventDataStore")
	add(log("logs", event.EventLogDelete), "DeleteLogGroup", "DeleteLogStream")
	add(log("ec2", event.EventLogDelete), "DeleteFlowLogs")
	add(log("config", event.EventLogStop), "StopConfigurationRecorder")
	add(log("config", event.EventLogDelete), "DeleteConfigurationRecorder", "DeleteDeliveryChannel")
	add(log("route53resolver", event.EventLogDelete), "DeleteResolverQueryLogConfig")
	add(log("guardduty", event.EventLogDisable), "DeleteDetector", "StopMonitoringMembers", "DisassociateFromMasterAccount")
	add(log("securityhub", event.EventLogDisable), "DisableSecurityHub")
	add(log("macie2", event.EventLogDisable), "DisableMacie")
}

func identities(add adder) {
	auth := func(service string, v event.Activity, d detail) act {
		return act{service, event.ClassAuthentication, v, d}
	}
	add(auth("signin", event.AuthLogon, detailSignIn), "ConsoleLogin", "CheckMfa", "UserAuthentication")
	add(auth("sso", event.AuthLogon, detailSignIn), "Authenticate", "Federate")
	add(auth("signin", event.AuthSwitch, detailRole), "SwitchRole", "ExitRole", "RenewRole")
	add(auth("sts", event.AuthSwitch, detailRole), "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot")
	add(auth("sts", event.AuthTicket, detailSignIn), "GetSessionToken", "GetFederationToken")
	add(auth("signin", event.AuthServiceTicket, detailSignIn), "GetSigninToken")
	account := func(v event.Activity) act { return act{"iam", event.ClassAccountChange, v, detailUser} }
	add(account(event.AccountCreate), "CreateUser")
	add(account(event.AccountDelete), "DeleteUser")
	add(account(event.AccountEnable), "CreateLoginProfile")
	add(account(event.AccountDisable), "DeleteLoginProfile")
	add(account(event.AccountPasswordReset), "UpdateLoginProfile")
	add(account(event.AccountPasswordChange), "ChangePassword")
	add(account(event.AccountAttachPolicy), "AttachUserPolicy", "PutUserPolicy")
	add(account(event.AccountDetachPolicy), "DetachUserPolicy", "DeleteUserPolicy")
	add(account(event.AccountMFAEnable), "EnableMFADevice")
	add(account(event.AccountMFADisable), "DeactivateMFADevice", "DeleteVirtualMFADevice")
	add(account(event.ActivityOther), "CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "CreateServiceSpecificCredential")
	group := func(v event.Activity) act { return act{"iam", event.ClassGroup, v, detailGroup} }
	add(group(event.GroupCreate), "CreateGroup")
	add(group(event.GroupDelete), "DeleteGroup")
	add(group(event.GroupAddUser), "AddUserToGroup")
	add(group(event.GroupRemoveUser), "RemoveUserFromGroup")
	add(group(event.GroupAssignPrivileges), "AttachGroupPolicy", "PutGroupPolicy")
	add(group(event.GroupRevokePrivileges), "DetachGroupPolicy", "DeleteGroupPolicy")
	access := func(v event.Activity) act { return act{"iam", event.ClassUserAccess, v, detailGroup} }
	add(access(event.AccessAssign), "AttachRolePolicy", "PutRolePolicy", "CreateRole", "UpdateAssumeRolePolicy", "AddRoleToInstanceProfile")
	add(access(event.AccessRevoke), "DetachRolePolicy", "DeleteRolePolicy", "DeleteRole")
}

// meaning looks a call up. Names of some services end in the date of their API.
func meaning(table map[string]act, name, source string) act {
	service := strings.TrimSuffix(source, ".amazonaws.com")
	if a, ok := table[undated(name)]; ok && (a.service == "" || a.service == service || service == "") {
		return a
	}
	return act{class: event.ClassAPI, activity: byVerb(name)}
}

// undated cuts "20150331v2" off a name.
func undated(name string) string {
	for i := 0; i+8 <= len(name); i++ {
		if name[i] == '2' && digits(name[i:i+8]) {
			return name[:i]
		}
	}
	return name
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func byVerb(name string) event.Activity {
	for _, v := range verbs {
		if strings.HasPrefix(name, v.word) {
			return v.activity
		}
	}
	return event.ActivityOther
}

type verb struct {
	word     string
	activity event.Activity
}

// verbs are how AWS begins the names of its calls.
var verbs = [...]verb{
	{"Get", event.APIRead}, {"List", event.APIRead}, {"Describe", event.APIRead}, {"Head", event.APIRead},
	{"BatchGet", event.APIRead}, {"Lookup", event.APIRead}, {"Search", event.APIRead}, {"Query", event.APIRead},
	{"Scan", event.APIRead}, {"Decrypt", event.APIRead}, {"Download", event.APIRead}, {"Select", event.APIRead},
	{"Create", event.APICreate}, {"Run", event.APICreate}, {"Start", event.APICreate}, {"Add", event.APICreate},
	{"Register", event.APICreate}, {"Import", event.APICreate}, {"Allocate", event.APICreate},
	{"Request", event.APICreate}, {"Invoke", event.APICreate}, {"Send", event.APICreate}, {"Copy", event.APICreate},
	{"Publish", event.APICreate}, {"Restore", event.APICreate}, {"Upload", event.APICreate},
	{"Delete", event.APIDelete}, {"Remove", event.APIDelete}, {"Terminate", event.APIDelete},
	{"Deregister", event.APIDelete}, {"Schedule", event.APIDelete}, {"Revoke", event.APIDelete},
	{"Release", event.APIDelete}, {"BatchDelete", event.APIDelete}, {"Leave", event.APIDelete},
	{"Update", event.APIUpdate}, {"Modify", event.APIUpdate}, {"Put", event.APIUpdate}, {"Set", event.APIUpdate},
	{"Attach", event.APIUpdate}, {"Detach", event.APIUpdate}, {"Enable", event.APIUpdate}, {"Disable", event.APIUpdate},
	{"Associate", event.APIUpdate}, {"Disassociate", event.APIUpdate}, {"Change", event.APIUpdate},
	{"Stop", event.APIUpdate}, {"Reboot", event.APIUpdate}, {"Replace", event.APIUpdate}, {"Reset", event.APIUpdate},
	{"Authorize", event.APIUpdate}, {"Tag", event.APIUpdate}, {"Untag", event.APIUpdate}, {"Accept", event.APIUpdate},
}
