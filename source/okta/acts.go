package okta

import (
	"strings"

	"sekisho/event"
)

// act is what an event type means.
type act struct {
	class    event.Class
	activity event.Activity
}

// acts are the event types whose meaning their last word does not give.
func acts() map[string]act {
	m := map[string]act{}
	add := func(c event.Class, v event.Activity, names ...string) {
		for _, n := range names {
			m[n] = act{c, v}
		}
	}
	signIns(add)
	accounts(add)
	rights(add)
	add(event.ClassEventLog, event.EventLogDisable, "system.log_stream.lifecycle.deactivate", "system.log_stream.lifecycle.delete")
	add(event.ClassAPI, event.APIRead, "application.user_membership.show_password")
	for _, n := range []string{"security.threat.detected", "user.account.report_suspicious_activity_by_enduser",
		"system.org.rate_limit.warning", "system.org.rate_limit.violation", "app.token.reuse",
		"app.oauth2.token.detect_reuse", "application.integration.rate_limit_exceeded"} {
		add(event.ClassBase, event.ActivityOther, n)
	}
	return m
}

type adder func(c event.Class, v event.Activity, names ...string)

func signIns(add adder) {
	c := event.ClassAuthentication
	add(c, event.AuthLogon, "user.session.start", "user.authentication.auth_via_mfa", "user.authentication.auth_via_IDP",
		"user.authentication.auth_via_social", "user.authentication.auth_via_radius", "user.authentication.auth_via_AD_agent",
		"user.authentication.auth_via_LDAP_agent", "user.authentication.auth_via_inbound_SAML",
		"user.authentication.auth_via_iwa", "user.authentication.auth_via_richclient", "user.authentication.verify",
		"user.authentication.auth_unconfigured_identifier", "user.session.access_admin_app")
	add(c, event.AuthLogoff, "user.session.end", "user.session.clear", "user.authentication.slo")
	add(c, event.AuthSwitch, "user.session.impersonation.initiate", "user.session.impersonation.grant")
	add(c, event.AuthServiceTicket, "user.authentication.sso", "app.oauth2.authorize.code", "app.oauth2.token.grant",
		"app.oauth2.as.authorize.code", "app.oauth2.as.token.grant", "app.generic.unauth_app_access_attempt",
		"app.oauth2.token.grant.access_token", "app.oauth2.token.grant.id_token", "app.oauth2.token.grant.refresh_token")
	add(c, event.ActivityOther, "policy.evaluate_sign_on")
}

func accounts(add adder) {
	c := event.ClassAccountChange
	add(c, event.AccountCreate, "user.lifecycle.create", "user.lifecycle.jit.create")
	add(c, event.AccountEnable, "user.lifecycle.activate", "user.lifecycle.reactivate", "user.lifecycle.unsuspend")
	add(c, event.AccountDisable, "user.lifecycle.deactivate", "user.lifecycle.suspend")
	add(c, event.AccountDelete, "user.lifecycle.delete.initiated", "user.lifecycle.delete.completed", "user.lifecycle.delete")
	add(c, event.AccountLock, "user.account.lock", "user.account.lock.limit")
	add(c, event.AccountUnlock, "user.account.unlock", "user.account.unlock_by_admin")
	add(c, event.AccountPasswordChange, "user.account.update_password")
	add(c, event.AccountPasswordReset, "user.account.reset_password", "user.account.expire_password")
	add(c, event.AccountMFAEnable, "user.mfa.factor.activate", "user.mfa.factor.update", "user.mfa.okta_verify")
	add(c, event.AccountMFADisable, "user.mfa.factor.deactivate", "user.mfa.factor.reset_all", "user.mfa.factor.suspend")
}

func rights(add adder) {
	add(event.ClassUserAccess, event.AccessAssign, "user.account.privilege.grant", "application.user_membership.add",
		"application.provision.user.push", "iam.resourceset.bindings.add", "system.api_token.create", "group.application_assignment.add",
		"app.oauth2.admin.consent.grant", "app.oauth2.consent.grant")
	add(event.ClassUserAccess, event.AccessRevoke, "user.account.privilege.revoke", "application.user_membership.remove",
		"iam.resourceset.bindings.delete", "system.api_token.revoke", "group.application_assignment.remove",
		"app.oauth2.consent.revoke")
	add(event.ClassGroup, event.GroupAddUser, "group.user_membership.add")
	add(event.ClassGroup, event.GroupRemoveUser, "group.user_membership.remove")
	add(event.ClassGroup, event.GroupCreate, "group.lifecycle.create")
	add(event.ClassGroup, event.GroupDelete, "group.lifecycle.delete")
	add(event.ClassGroup, event.GroupAssignPrivileges, "group.privilege.grant")
	add(event.ClassGroup, event.GroupRevokePrivileges, "group.privilege.revoke")
}

// byVerb gives an event type that is not listed the activity that its last word
// names; the catalogue holds about a thousand types.
func byVerb(code string) act {
	if strings.Contains(code, "export") {
		return act{event.ClassWebResources, event.WebExport}
	}
	last := code[strings.LastIndexByte(code, '.')+1:]
	switch last {
	case "create", "add", "import", "upload":
		return act{event.ClassEntity, event.APICreate}
	case "update", "activate", "deactivate", "enable", "disable", "set", "change", "rename", "reset", "suspend":
		return act{event.ClassEntity, event.APIUpdate}
	case "delete", "remove", "revoke":
		return act{event.ClassEntity, event.APIDelete}
	case "read", "view", "list", "download", "get":
		return act{event.ClassEntity, event.APIRead}
	}
	return act{event.ClassBase, event.ActivityOther}
}
