package googleworkspace

import (
	"strings"

	"sekisho/event"
)

// act is what an event's name means in its application.
type act struct {
	class    event.Class
	activity event.Activity
	fill     func(d *decoder, ev *event.Event)
}

// acts are kept by kind and name.
type acts [kindChat + 1]map[string]act

func (a *acts) put(kind int, c event.Class, activity event.Activity, fill func(*decoder, *event.Event), names string) {
	for n := range strings.FieldsSeq(names) {
		a[kind][n] = act{c, activity, fill}
	}
}

func newActs() *acts {
	a := &acts{}
	for i := range a {
		a[i] = map[string]act{}
	}
	a.drive()
	a.login()
	a.admin()
	a.rest()
	return a
}

func (a *acts) drive() {
	put := func(activity event.Activity, fill func(*decoder, *event.Event), names string) {
		a.put(kindDrive, event.ClassFileHosting, activity, fill, names)
	}
	put(event.HostingOpen, nil, "view view_comment_thread access_item_content prefetch_item_content")
	put(event.HostingPreview, nil, "preview")
	put(event.HostingDownload, nil, "download")
	put(event.HostingUpdate, nil, "edit label_added label_field_changed label_removed label_applied apply_security_update "+
		"create_comment edit_comment add_attachment settings_change")
	put(event.HostingUpload, nil, "create upload")
	put(event.HostingDelete, nil, "delete trash remove_from_folder delete_revision")
	put(event.HostingRestore, nil, "untrash")
	put(event.HostingRename, (*decoder).renamed, "rename")
	put(event.HostingMove, (*decoder).moved, "move add_to_folder")
	put(event.HostingCopy, nil, "copy source_copy")
	put(event.HostingSync, nil, "sync_item_content")
	put(event.HostingLock, nil, "add_lock")
	put(event.HostingUnlock, nil, "remove_lock")
	put(event.HostingAccessCheck, nil, "request_access deny_access_request expire_access_request")
	put(event.HostingShare, (*decoder).shared, "change_user_access change_document_visibility change_document_access_scope "+
		"change_user_access_hierarchy_reconciled change_document_access_scope_hierarchy_reconciled "+
		"change_document_visibility_hierarchy_reconciled publish_change accept_access_request")
	put(event.HostingShare, (*decoder).mailed, "email_as_attachment email_collaborators send_email")
	put(event.ActivityOther, nil, "change_acl_editors change_owner change_owner_hierarchy_reconciled shared_drive_settings_change "+
		"team_drive_settings_change connected_sheets_query script_trigger_created")
	a.put(kindDrive, event.ClassPrint, event.PrintJob, nil, "print")
	a.put(kindDrive, event.ClassGroup, event.GroupAddUser, (*decoder).driveMember, "shared_drive_membership_change team_drive_membership_change")
}

func (a *acts) login() {
	put := func(c event.Class, activity event.Activity, fill func(*decoder, *event.Event), names string) {
		a.put(kindLogin, c, activity, fill, names)
	}
	put(event.ClassAuthentication, event.AuthLogon, (*decoder).signedIn, "login_success login_verification login_challenge")
	put(event.ClassAuthentication, event.AuthLogon, (*decoder).signInFailed, "login_failure risky_sensitive_action_blocked")
	put(event.ClassAuthentication, event.AuthLogon, (*decoder).affected, "suspicious_login suspicious_login_less_secure_app suspicious_programmatic_login")
	put(event.ClassAuthentication, event.AuthLogoff, (*decoder).signedIn, "logout user_signed_out_due_to_suspicious_session_cookie")
	c := event.ClassAccountChange
	put(c, event.AccountMFAEnable, (*decoder).affected, "2sv_enroll titanium_enroll")
	put(c, event.AccountMFADisable, (*decoder).affected, "2sv_disable titanium_unenroll")
	put(c, event.AccountPasswordChange, (*decoder).affected, "password_edit")
	put(c, event.AccountDisable, (*decoder).affected, "account_disabled_generic account_disabled_hijacked account_disabled_password_leak "+
		"account_disabled_spamming account_disabled_spamming_through_relay")
	put(c, event.ActivityOther, (*decoder).affected, "recovery_email_edit recovery_phone_edit recovery_secret_qa_edit gov_attack_warning")
	put(event.ClassAPI, event.APIUpdate, (*decoder).forwarded, "email_forwarding_out_of_domain")
}

func (a *acts) admin() {
	put := func(c event.Class, activity event.Activity, fill func(*decoder, *event.Event), names string) {
		a.put(kindAdmin, c, activity, fill, names)
	}
	c := event.ClassAccountChange
	put(c, event.AccountCreate, (*decoder).onUser, "CREATE_USER UNDELETE_USER")
	put(c, event.AccountDelete, (*decoder).onUser, "DELETE_USER")
	put(c, event.AccountDisable, (*decoder).onUser, "SUSPEND_USER ARCHIVE_USER")
	put(c, event.AccountEnable, (*decoder).onUser, "UNSUSPEND_USER UNARCHIVE_USER")
	put(c, event.AccountPasswordReset, (*decoder).onUser, "CHANGE_PASSWORD CHANGE_PASSWORD_ON_NEXT_LOGIN")
	put(c, event.AccountMFADisable, (*decoder).onUser, "TURN_OFF_2_STEP_VERIFICATION")
	put(event.ClassUserAccess, event.AccessAssign, (*decoder).onUser, "GRANT_ADMIN_PRIVILEGE GRANT_DELEGATED_ADMIN_PRIVILEGES ASSIGN_ROLE ADD_PRIVILEGE AUTHORIZE_API_CLIENT_ACCESS")
	put(event.ClassUserAccess, event.AccessRevoke, (*decoder).onUser, "REVOKE_ADMIN_PRIVILEGE UNASSIGN_ROLE REMOVE_PRIVILEGE REMOVE_API_CLIENT_ACCESS")
	g := event.ClassGroup
	put(g, event.GroupAddUser, (*decoder).onGroup, "ADD_GROUP_MEMBER")
	put(g, event.GroupRemoveUser, (*decoder).onGroup, "REMOVE_GROUP_MEMBER")
	put(g, event.GroupCreate, (*decoder).onGroup, "CREATE_GROUP")
	put(g, event.GroupDelete, (*decoder).onGroup, "DELETE_GROUP")
	w := event.ClassWebResources
	put(w, event.WebExport, nil, "CREATE_DATA_TRANSFER_REQUEST CUSTOMER_TAKEOUT_CREATED CUSTOMER_TAKEOUT_SUCCEEDED DOWNLOAD_USERLIST_CSV "+
		"REQUEST_MAILBOX_DUMP DOWNLOAD_REPORT SECURITY_INVESTIGATION_EXPORT_QUERY")
	put(w, event.WebSearch, nil, "EMAIL_LOG_SEARCH SECURITY_INVESTIGATION_QUERY")
	put(event.ClassAPI, event.APICreate, (*decoder).monitored, "CREATE_EMAIL_MONITOR")
}

func (a *acts) rest() {
	a.put(kindToken, event.ClassUserAccess, event.AccessAssign, (*decoder).granted, "authorize")
	a.put(kindToken, event.ClassUserAccess, event.AccessRevoke, (*decoder).granted, "revoke")
	a.put(kindToken, event.ClassAPI, event.APIRead, (*decoder).granted, "activity request")
	g := event.ClassGroup
	a.put(kindGroups, g, event.GroupAddUser, (*decoder).onGroup, "add_member add_user join accept_invitation approve_join_request invite_member add_info_setting_member")
	a.put(kindGroups, g, event.GroupRemoveUser, (*decoder).onGroup, "remove_member remove_user leave ban_member ban_user_with_moderation")
	a.put(kindGroups, g, event.GroupCreate, (*decoder).onGroup, "create_group")
	a.put(kindGroups, g, event.GroupDelete, (*decoder).onGroup, "delete_group")
	a.put(kindGroups, g, event.GroupAssignPrivileges, (*decoder).onGroup, "change_acl_permission add_member_role change_security_setting")
	c := event.ClassFileHosting
	a.put(kindChat, c, event.HostingUpload, nil, "attachment_upload")
	a.put(kindChat, c, event.HostingDownload, nil, "attachment_download")
	a.put(kindChat, event.ClassAPI, event.APICreate, nil, "message_posted")
	a.put(kindChat, event.ClassAPI, event.APIUpdate, nil, "message_edited")
	a.put(kindChat, event.ClassAPI, event.APIDelete, nil, "message_deleted")
	a.put(kindChat, g, event.GroupCreate, (*decoder).room, "room_created direct_message_started")
	a.put(kindChat, g, event.GroupAddUser, (*decoder).room, "add_room_member invite_accept invite_send")
	a.put(kindChat, g, event.GroupRemoveUser, (*decoder).room, "remove_room_member")
	w := event.ClassWebResources
	for _, kind := range []int{kindOther, kindLogin} {
		a.put(kind, w, event.WebExport, nil, "takeout_initiated TAKEOUT_INITIATED takeout_completed TAKEOUT_COMPLETED takeout_download TAKEOUT_DOWNLOAD "+
			"takeout_scheduled TAKEOUT_SCHEDULED DATA_EXPORT")
	}
	a.put(kindOther, w, event.WebShare, nil, "change_calendar_acls")
	for name, login := range a[kindLogin] { // saml and user_accounts write the same names
		a[kindOther][name] = login
	}
	a.put(kindGmail, event.ClassEmail, event.EmailTrace, (*decoder).mail, "delivery")
}

// unknown is what a name that no table has means: the console's names begin
// with what was done.
func unknown(kind int, name string) act {
	if kind != kindAdmin {
		return act{event.ClassAPI, event.ActivityOther, nil}
	}
	verb, _, _ := strings.Cut(name, "_")
	activity := event.ActivityOther
	switch verb {
	case "CREATE", "ADD":
		activity = event.APICreate
	case "CHANGE", "UPDATE", "TOGGLE", "RENAME", "MOVE", "SET", "ENFORCE", "ALLOW":
		activity = event.APIUpdate
	case "DELETE", "REMOVE":
		activity = event.APIDelete
	case "VIEW", "DOWNLOAD":
		activity = event.APIRead
	}
	return act{event.ClassEntity, activity, (*decoder).setting}
}
