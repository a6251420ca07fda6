package okta

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

type decoder struct {
	clock                                          source.Clock
	uuid, result, reason, ip, agent, os, device    record.Slot
	actorID, actorType, actorLogin, actorName      record.Slot
	session, transaction, transactionType, apiKey  record.Slot
	targetType, targetID, targetLogin, targetLabel record.Slot
	privilege, uri                                 record.Slot
	code                                           []record.Slot
	acts                                           map[string]act
}

func newDecoder(b *record.Builder) *decoder {
	return &decoder{
		clock: source.NewClock(b, "published", "p_event_time"),
		uuid:  b.Add("uuid"), result: b.Add("outcome.result"), reason: b.Add("outcome.reason"),
		ip: b.Add("client.ipAddress"), agent: b.Add("client.userAgent.rawUserAgent"),
		os: b.Add("client.userAgent.os"), device: b.Add("device.name"),
		actorID: b.Add("actor.id"), actorType: b.Add("actor.type"),
		actorLogin: b.Add("actor.alternateId"), actorName: b.Add("actor.displayName"),
		session:     b.Add("authenticationContext.externalSessionId"),
		transaction: b.Add("transaction.id"), transactionType: b.Add("transaction.type"),
		apiKey:     b.Add("transaction.detail.requestApiTokenId"),
		targetType: b.Add("target.type"), targetID: b.Add("target.id"),
		targetLogin: b.Add("target.alternateId"), targetLabel: b.Add("target.displayName"),
		privilege: b.Add("debugContext.debugData.privilegeGranted"),
		uri:       b.Add("debugContext.debugData.requestUri"),
		code:      source.Pick(b, "eventType", "legacyEventType"),
		acts:      acts(),
	}
}

var _ source.Decoder = (*decoder)(nil)

// Decode makes one event of one entry.
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	code := source.FirstText(row, d.code)
	if code == "" {
		return source.Refuse("no event type", "eventType")
	}
	var err error
	if ev.Time, ev.OriginalTime, err = d.clock.Read(row); err != nil {
		return err
	}
	ev.EventCode, ev.NativeID = code, row.Text(d.uuid)
	ev.Correlation, ev.SessionID = row.Text(d.transaction), known(row.Text(d.session))
	d.outcome(row, ev)
	d.who(row, ev)
	d.targets(row, ev)
	a, ok := d.acts[code]
	if !ok {
		a = byVerb(code)
	}
	ev.Class, ev.Activity = a.class, a.activity
	if ev.Activity == event.ActivityOther {
		ev.ActivityName = code
	}
	d.complete(row, ev)
	emit(0)
	return nil
}

// known turns Okta's word for "none" into nothing.
func known(s string) string {
	if strings.EqualFold(s, "unknown") || s == "null" {
		return ""
	}
	return s
}

func (d *decoder) outcome(row *record.Row, ev *event.Event) {
	switch row.Text(d.result) {
	case "SUCCESS", "ALLOW":
		ev.Status = event.StatusSuccess
	case "FAILURE", "DENY":
		ev.Status = event.StatusFailure
	}
	ev.StatusDetail = row.Text(d.reason)
}

func (d *decoder) who(row *record.Row, ev *event.Event) {
	a := &ev.Actor
	a.UID, a.Name = known(row.Text(d.actorID)), known(row.Text(d.actorLogin))
	if a.Name == "" {
		a.Name = known(row.Text(d.actorName))
	}
	if strings.Contains(a.Name, "@") {
		a.Email = a.Name
	}
	ev.Src.IP = row.Text(d.ip)
	ev.HTTP.UserAgent, ev.HTTP.Path = row.Text(d.agent), row.Text(d.uri)
	ev.Device.OS, ev.Device.Hostname = known(row.Text(d.os)), row.Text(d.device)
	a.Type = userType(row.Text(d.actorType))
	ev.Hand = d.hand(row, a.Type)
}

func userType(t string) event.UserType {
	switch t {
	case "":
		return event.UserTypeUnknown
	case "User":
		return event.UserTypeUser
	case "SystemPrincipal":
		return event.UserTypeSystem
	}
	for _, app := range [...]string{"app", "client", "service", "agent", "token"} {
		if source.ContainsFold(t, app) {
			return event.UserTypeService
		}
	}
	return event.UserTypeOther
}

func (d *decoder) hand(row *record.Row, t event.UserType) event.Hand {
	agent := row.Text(d.agent)
	switch {
	case t == event.UserTypeSystem, t == event.UserTypeService, row.Text(d.transactionType) == "JOB",
		row.Text(d.apiKey) != "", source.HasPrefixFold(agent, "okta ad agent"),
		source.HasPrefixFold(agent, "okta ldap agent"), source.HasPrefixFold(agent, "okta on-premise"):
		return event.HandService
	case source.HasPrefixFold(agent, "mozilla/"), source.HasPrefixFold(agent, "opera/"):
		return event.HandPerson
	}
	return event.HandUnknown
}

// targets sorts what was acted upon into account, group and thing; of each sort
// the first is kept.
func (d *decoder) targets(row *record.Row, ev *event.Event) {
	for c := row.Values(d.targetType); c.Next(); {
		v := c.Value()
		id, login, label := at(row, d.targetID, v.Elem), at(row, d.targetLogin, v.Elem), at(row, d.targetLabel, v.Elem)
		switch {
		case v.Text == "User" || v.Text == "AppUser" && ev.User.Name == "":
			account(&ev.User, id, login, label)
		case v.Text == "UserGroup":
			if ev.Group.Name == "" {
				ev.Group = event.Group{Name: label, UID: id}
			}
		case v.Text == "AppInstance" || v.Text == "App":
			ev.AppName, ev.AppUID = label, id
			ev.Resource = event.Resource{Name: label, UID: id, Type: v.Text}
		case ev.Resource.UID == "" && ev.Resource.Name == "":
			ev.Resource = event.Resource{Name: label, UID: id, Type: v.Text}
		}
	}
}

func account(u *event.User, id, login, label string) {
	if u.Name != "" && u.UID != "" {
		return
	}
	u.UID, u.Name, u.Type = id, known(login), event.UserTypeUser
	if u.Name == "" {
		u.Name = known(label)
	}
	if strings.Contains(u.Name, "@") {
		u.Email = u.Name
	}
}

// at is the value of a slot that came from one element of the target list.
func at(row *record.Row, s record.Slot, elem int32) string {
	for c := row.Values(s); c.Next(); {
		if v := c.Value(); v.Elem == elem {
			if v.Kind <= record.Null {
				return ""
			}
			return v.Text
		}
	}
	return ""
}

func (d *decoder) complete(row *record.Row, ev *event.Event) {
	switch ev.Class {
	case event.ClassAuthentication:
		if ev.User.Name == "" && ev.User.UID == "" {
			ev.User = ev.Actor
		}
	case event.ClassUserAccess, event.ClassGroup:
		if ev.Group.Name == "" {
			ev.Group.Name = row.Text(d.privilege)
		}
	}
}
