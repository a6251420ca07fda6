package slack

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// New is the format of Slack audit logs.
func New() source.Format {
	acts := newActs()
	return source.Format{
		Name: "slack", Title: "Slack audit logs", Vendor: "Slack", Product: "Slack",
		Framing: source.FrameJSON, Sniff: sniff,
		Kinds: []source.Kind{{
			Name:       "entry",
			LogSources: []source.LogSource{{Product: "slack", Service: "audit"}, {Product: "slack", Service: "audit_logs"}},
		}},
		New: func(b *record.Builder) source.Decoder { return newDecoder(b, acts) },
	}
}

func sniff(head []byte) source.Confidence {
	if source.CountKeys(head, "action", "actor") < 2 {
		return source.No
	}
	switch source.CountKeys(head, "entity", "context", "date_create", "ua") {
	case 4:
		return source.Sure
	case 3:
		return source.Likely
	case 2:
		if source.CountKeys(head, "location", "ip_address") == 2 {
			return source.Likely
		}
	}
	return source.No
}

// act is what an action means.
type act struct {
	class    event.Class
	activity event.Activity
	fill     func(d *decoder, ev *event.Event)
}

type acts map[string]act

// put enters actions, separated by spaces.
func (m acts) put(c event.Class, a event.Activity, fill func(*decoder, *event.Event), actions string) {
	for name := range strings.FieldsSeq(actions) {
		m[name] = act{c, a, fill}
	}
}

func newActs() acts {
	m := acts{}
	m.files()
	m.channels()
	m.accounts()
	m.apps()
	return m
}

func (m acts) files() {
	c := event.ClassFileHosting
	m.put(c, event.HostingDownload, nil, "file_downloaded")
	m.put(c, event.HostingDownload, (*decoder).blocked, "file_downloaded_blocked")
	m.put(c, event.HostingUpload, nil, "file_uploaded")
	m.put(c, event.HostingShare, (*decoder).shared, "file_shared")
	m.put(c, event.HostingShare, (*decoder).public, "file_public_link_created")
	m.put(c, event.HostingUnshare, (*decoder).public, "file_public_link_revoked")
	m.put(c, event.HostingDelete, nil, "file_deleted")
	m.put(c, event.HostingOpen, nil, "file_viewed canvas_opened")
	m.put(c, event.ActivityOther, nil, "file_malicious_content_detected")
	w := event.ClassWebResources
	m.put(w, event.WebExport, nil, "manual_export_started manual_export_completed manual_export_downloaded scheduled_export_started "+
		"scheduled_export_completed scheduled_export_downloaded corporate_exports_approved corporate_exports_enabled "+
		"manual_user_export_started manual_user_export_completed manual_user_export_downloaded "+
		"export_messages_text_data channel_audit_export_started channel_audit_export_completed channel_audit_export_downloaded")
	m.put(w, event.APIDelete, nil, "manual_export_deleted scheduled_export_deleted channel_audit_export_deleted")
}

func (m acts) channels() {
	g := event.ClassGroup
	m.put(g, event.GroupCreate, (*decoder).group, "public_channel_created private_channel_created usergroup_created")
	m.put(g, event.GroupDelete, (*decoder).group, "public_channel_deleted private_channel_deleted usergroup_disabled")
	m.put(g, event.GroupAddUser, (*decoder).joined, "user_channel_join guest_channel_join user_added_to_usergroup "+
		"external_user_added_to_channel")
	m.put(g, event.GroupRemoveUser, (*decoder).joined, "user_channel_leave guest_channel_leave user_removed_from_usergroup")
	m.put(g, event.ActivityOther, (*decoder).group, "public_channel_archive private_channel_archive public_channel_unarchive "+
		"private_channel_unarchive channel_renamed public_channel_converted_to_private")
	w := event.ClassWebResources
	m.put(w, event.WebShare, (*decoder).opened, "private_channel_converted_to_public")
	m.put(w, event.WebShare, (*decoder).connected, "external_shared_channel_connected external_shared_channel_reconnected "+
		"external_shared_channel_invite_sent external_shared_channel_invite_created external_shared_channel_invite_approved "+
		"external_shared_channel_invite_accepted external_shared_channel_invite_auto_accepted external_shared_channel_host_transferred connect_dm_invite_generated")
	m.put(w, event.ActivityOther, (*decoder).connected, "external_shared_channel_disconnected external_shared_channel_invite_declined "+
		"external_shared_channel_invite_revoked external_shared_channel_invite_expired")
}

func (m acts) accounts() {
	m.put(event.ClassAuthentication, event.AuthLogon, (*decoder).signedIn, "user_login")
	m.put(event.ClassAuthentication, event.AuthLogoff, (*decoder).signedIn, "user_logout user_session_invalidated "+
		"user_session_reset_by_admin bulk_session_reset_by_admin user_logout_compromised user_logout_non_compliant_mobile_app_version")
	m.put(event.ClassAuthentication, event.AuthLogon, (*decoder).signInFailed, "user_login_failed")
	c := event.ClassAccountChange
	m.put(c, event.AccountCreate, (*decoder).user, "user_created guest_created guest_invited user_invited")
	m.put(c, event.AccountEnable, (*decoder).user, "user_reactivated guest_reactivated")
	m.put(c, event.AccountDisable, (*decoder).user, "user_deactivated guest_deactivated guest_expired")
	m.put(c, event.AccountPasswordReset, (*decoder).user, "user_force_password_reset user_password_reset")
	m.put(c, event.ActivityOther, (*decoder).user, "user_email_updated user_profile_updated guest_expiration_set guest_expiration_cleared user_profile_deleted")
	u := event.ClassUserAccess
	m.put(u, event.AccessAssign, (*decoder).role, "role_change_to_admin role_change_to_owner role_change_to_user role_change_to_guest "+
		"owner_transferred service_owner_transferred permissions_assigned role_assigned")
	m.put(u, event.AccessRevoke, (*decoder).role, "permissions_removed role_removed")
}

func (m acts) apps() {
	e := event.ClassEntity
	m.put(e, event.APICreate, nil, "app_installed app_approved app_scopes_expanded bot_token_upgraded organization_created "+
		"workspace_created barrier_created ekm_enrolled workflow_created app_resources_granted ")
	m.put(e, event.APIUpdate, nil, "app_restricted barrier_updated ekm_logging_config_set intune_enabled app_token_preserved workflow_published")
	m.put(e, event.APIDelete, nil, "app_uninstalled app_removed_from_whitelist organization_deleted workspace_deleted barrier_deleted "+
		"ekm_unenrolled intune_disabled workflow_deleted")
}
