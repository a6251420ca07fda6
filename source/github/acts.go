package github

import (
	"strings"

	"sekisho/event"
)

// act is what an action means.
type act struct {
	class    event.Class
	activity event.Activity
	detail   detail
}

// detail says which further fields an action carries.
type detail uint8

const (
	detailNone  detail = iota
	detailGit          // a git operation
	detailCarry        // content leaves by the web
	detailAway         // a repository goes to another owner, whom the log does not name
	detailVisibility
	detailPublic
	detailCreate
	detailMember
	detailGroup
	detailHook
	detailAccess
	detailSignIn
	detailRequest
	detailRename
)

// acts are the actions whose meaning goes beyond create, read, update, delete.
func acts() map[string]act {
	m := map[string]act{}
	add := func(a act, names ...string) {
		for _, n := range names {
			m[n] = a
		}
	}
	hosting := func(v event.Activity, d detail) act { return act{event.ClassFileHosting, v, d} }
	contents(add, hosting)
	sharing(add, hosting)
	people(add)
	web := func(v event.Activity, d detail) act { return act{event.ClassWebResources, v, d} }
	add(web(event.WebShare, detailHook), "hook.create", "hook.config_changed")
	add(web(event.APIUpdate, detailHook), "hook.events_changed", "hook.active_changed")
	add(web(event.APIDelete, detailHook), "hook.destroy")
	add(web(event.WebExport, detailNone), "audit_log_export", "org.audit_log_export", "business.audit_log_export",
		"org.audit_log_git_event_export", "business.audit_log_git_event_export", "user.audit_log_export",
		"migration.create", "migration.download", "org.export", "codespaces.export_environment",
		"members_can_view_dependency_insights.export", "sponsors.sponsors_list_export")
	add(act{event.ClassEventLog, event.EventLogDisable, detailNone}, "audit_log_streaming.destroy",
		"audit_log_streaming.disable", "business.disable_audit_log_streaming")
	add(act{event.ClassAPI, event.APIRead, detailRequest}, "api.request")
	return m
}

type adder func(a act, names ...string)

func contents(add adder, hosting func(event.Activity, detail) act) {
	add(hosting(event.HostingDownload, detailGit), "git.clone", "git.fetch")
	add(hosting(event.HostingUpload, detailGit), "git.push")
	add(hosting(event.HostingDownload, detailCarry), "repo.download_zip", "packages.package_downloaded",
		"artifact.download", "workflows.download_logs", "release.download")
	add(hosting(event.HostingDelete, detailNone), "repo.destroy", "repo.delete", "repo.remove")
	add(hosting(event.HostingRestore, detailNone), "repo.restore")
	add(hosting(event.HostingRename, detailRename), "repo.rename")
	add(hosting(event.HostingMove, detailAway), "repo.transfer_start", "repo.transfer_outgoing", "org.transfer_outgoing")
	add(hosting(event.HostingMove, detailNone), "repo.transfer", "org.transfer")
	add(hosting(event.HostingUpdate, detailNone), "repo.archived", "repo.unarchived", "repo.update")
	add(hosting(event.HostingCopy, detailCreate), "repo.fork")
	add(act{event.ClassWebResources, event.APICreate, detailCreate}, "repo.create")
}

func sharing(add adder, hosting func(event.Activity, detail) act) {
	add(hosting(event.HostingUpdate, detailVisibility), "repo.access", "repo.visibility_change", "packages.package_visibility_changed")
	add(hosting(event.HostingShare, detailPublic), "repo.pages_public", "public", "gist.visibility_change_public")
	add(hosting(event.HostingUnshare, detailNone), "repo.pages_private")
	add(hosting(event.HostingShare, detailMember), "repo.add_member", "repo.update_member",
		"org.add_outside_collaborator", "repository_invitation.create", "repository_invitation.accept",
		"repo.invite_member")
	add(hosting(event.HostingUnshare, detailNone), "repo.remove_member", "org.remove_outside_collaborator",
		"repository_invitation.cancel", "repository_invitation.reject")
}

func people(add adder) {
	group := func(v event.Activity) act { return act{event.ClassGroup, v, detailGroup} }
	add(group(event.GroupAddUser), "org.add_member", "org.invite_member", "org.invite_user", "invite_member",
		"team.add_member", "business.add_admin", "business.invite_admin", "organization_moderators.add_user",
		"org.add_billing_manager", "business.add_support_entitlee")
	add(group(event.GroupRemoveUser), "org.remove_member", "team.remove_member", "business.remove_admin",
		"organization_moderators.remove_user", "org.remove_billing_manager", "org.cancel_invitation")
	add(group(event.GroupCreate), "team.create")
	add(group(event.GroupDelete), "team.destroy", "team.delete")
	add(group(event.GroupAssignPrivileges), "team.add_repository", "team.update_repository_permission", "repo.add_team")
	add(group(event.GroupRevokePrivileges), "team.remove_repository", "repo.remove_team")
	access := func(v event.Activity) act { return act{event.ClassUserAccess, v, detailAccess} }
	add(access(event.AccessAssign), "org.update_member", "role.create", "organization_role.assign",
		"public_key.create", "deploy_key.create", "oauth_authorization.create", "oauth_access.create",
		"org_credential_authorization.grant", "integration_installation.create", "integration_installation_request.create",
		"personal_access_token.access_granted", "personal_access_token.create", "personal_access_token.request_created",
		"personal_access_token.credential_regenerated")
	add(access(event.AccessRevoke), "organization_role.revoke", "public_key.delete", "deploy_key.delete",
		"oauth_authorization.destroy", "oauth_access.destroy", "integration_installation.destroy",
		"org_credential_authorization.revoke", "personal_access_token.access_revoked", "personal_access_token.destroy")
	signIn := func(v event.Activity) act { return act{event.ClassAuthentication, v, detailSignIn} }
	add(signIn(event.AuthLogon), "user.login", "user.failed_login", "org.sso_response", "business.sso_response", "user.device_verification_success")
	add(signIn(event.AuthLogoff), "user.logout")
	account := func(v event.Activity) act { return act{event.ClassAccountChange, v, detailNone} }
	add(account(event.AccountMFAEnable), "two_factor_authentication.enabled", "user.two_factor_enabled")
	add(account(event.AccountMFADisable), "two_factor_authentication.disabled", "user.two_factor_disabled")
	add(account(event.AccountPasswordChange), "user.change_password", "user.reset_password")
	add(account(event.AccountCreate), "user.create")
	add(account(event.AccountDelete), "user.delete", "user.destroy")
	add(account(event.AccountLock), "user.suspend")
	add(account(event.AccountUnlock), "user.unsuspend")
}

// byVerb gives an action that is not listed the activity that its last word
// names; the vocabulary grows by dozens of actions a year.
func byVerb(action string) act {
	a := act{event.ClassAPI, event.ActivityOther, detailNone}
	verb := action[strings.LastIndexByte(action, '.')+1:]
	for _, v := range verbs {
		if strings.HasPrefix(verb, v.word) {
			a.activity = v.activity
			return a
		}
	}
	return a
}

type verb struct {
	word     string
	activity event.Activity
}

var verbs = [...]verb{
	{"create", event.APICreate}, {"add", event.APICreate}, {"register", event.APICreate},
	{"destroy", event.APIDelete}, {"delete", event.APIDelete}, {"remove", event.APIDelete},
	{"update", event.APIUpdate}, {"set", event.APIUpdate}, {"change", event.APIUpdate},
	{"enable", event.APIUpdate}, {"disable", event.APIUpdate}, {"clear", event.APIUpdate},
	{"dismiss", event.APIUpdate}, {"rename", event.APIUpdate}, {"bypass", event.APIUpdate},
	{"view", event.APIRead}, {"access", event.APIRead}, {"read", event.APIRead},
}
