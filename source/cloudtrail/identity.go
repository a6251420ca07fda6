package cloudtrail

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// identity reads who called.
type identity struct {
	kind, arn, userName, principal, account, invokedBy record.Slot
	issuer, console, ip, agent, keyID                  record.Slot
}

func newIdentity(b *record.Builder) identity {
	return identity{
		kind: b.Add("userIdentity.type"), arn: b.Add("userIdentity.arn"), userName: b.Add("userIdentity.userName"),
		principal: b.Add("userIdentity.principalId"), account: b.Add("userIdentity.accountId"),
		invokedBy: b.Add("userIdentity.invokedBy"),
		issuer:    b.Add("userIdentity.sessionContext.sessionIssuer.userName"),
		console:   b.Add("sessionCredentialFromConsole"), ip: b.Add("sourceIPAddress"), agent: b.Add("userAgent"),
		keyID: b.Add("userIdentity.accessKeyId"),
	}
}

// owner is the caller's account.
func (i *identity) owner(row *record.Row) string { return row.Text(i.account) }

// anonymous: S3's words for a caller without credentials.
func anonymous(account string) bool {
	return strings.EqualFold(account, "anonymous") || account == "ANONYMOUS_PRINCIPAL"
}

func (i *identity) read(row *record.Row, ev *event.Event) {
	u := &ev.Actor
	u.UID = row.Text(i.arn)
	if u.UID == "" {
		u.UID = row.Text(i.principal)
	}
	ev.SessionID = row.Text(i.keyID)
	ev.AppName = row.Text(i.invokedBy)
	machine := i.name(row, u)
	if strings.Contains(u.Name, "@") {
		u.Email = u.Name
	}
	ev.Hand = i.hand(row, machine)
	if ev.Hand == event.HandService || ev.Hand == event.HandBackup {
		u.Type = event.UserTypeService
	}
}

// name fills the actor's name and type and reports whether a role's session
// carries the name of a machine.
func (i *identity) name(row *record.Row, u *event.User) (machine bool) {
	switch row.Text(i.kind) {
	case "":
		u.Name = row.Text(i.userName)
	case "AWSService":
		u.Name, u.Type = row.Text(i.invokedBy), event.UserTypeService
	case "Root":
		u.Name, u.Type = u.UID, event.UserTypeAdmin
	case "AssumedRole":
		return i.role(row, u)
	case "AWSAccount":
		if account := row.Text(i.account); !anonymous(account) {
			u.Name, u.Type = account, event.UserTypeOther
		}
	default: // IAMUser, SAMLUser, WebIdentityUser, FederatedUser, IdentityCenterUser, …
		u.Name, u.Type = row.Text(i.userName), event.UserTypeUser
		if u.Name == "HIDDEN_DUE_TO_SECURITY_REASONS" {
			u.Name = ""
			return false
		}
		if u.Name == "" {
			u.Name = last(u.UID)
		}
	}
	return false
}

// role names the person behind a role where the session says who it is.
func (i *identity) role(row *record.Row, u *event.User) (machine bool) {
	role, session := row.Text(i.issuer), session(u.UID, row.Text(i.principal))
	if role == "" {
		role = row.Text(i.userName)
	}
	if strings.Contains(session, "@") || strings.HasPrefix(role, "AWSReservedSSO_") && session != "" {
		u.Name, u.Type = session, event.UserTypeUser
		return false
	}
	u.Name = role
	if u.Name == "" {
		u.Name = session
	}
	return strings.HasPrefix(session, "i-") || strings.HasPrefix(role, "AWSServiceRoleFor")
}

// session is the last part of arn:aws:sts::account:assumed-role/role/session, or
// of a principal "AROA…:session".
func session(arn, principal string) string {
	if strings.Contains(arn, ":assumed-role/") {
		return arn[strings.LastIndexByte(arn, '/')+1:]
	}
	if _, s, ok := strings.Cut(principal, ":"); ok {
		return s
	}
	return ""
}

func last(arn string) string { return arn[strings.LastIndexAny(arn, "/:")+1:] }

func (i *identity) hand(row *record.Row, machine bool) event.Hand {
	agent, invoked, ip := row.Text(i.agent), row.Text(i.invokedBy), row.Text(i.ip)
	switch {
	case invoked == "backup.amazonaws.com" || ip == "backup.amazonaws.com":
		return event.HandBackup
	case row.Text(i.kind) == "AWSService", machine:
		return event.HandService
	case row.Text(i.console) == "true", source.HasPrefixFold(agent, "mozilla/"), source.HasPrefixFold(agent, "[mozilla/"),
		agent == "console.amazonaws.com", agent == "signin.amazonaws.com", source.ContainsFold(agent, "s3console"):
		return event.HandPerson
	case strings.HasSuffix(invoked, ".amazonaws.com"), invoked == "AWS Internal", ip == "AWS Internal",
		strings.HasSuffix(ip, ".amazonaws.com"), source.ContainsFold(agent, "exec-env/aws_lambda"),
		source.ContainsFold(agent, "exec-env/aws_ecs"), source.ContainsFold(agent, "exec-env/aws_batch"):
		return event.HandService
	}
	return event.HandUnknown
}
