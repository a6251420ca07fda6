package slack

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// decoder reads one stream; row is the current record and lives only while
// Decode runs.
type decoder struct {
	acts acts
	row  *record.Row

	clock                                 source.Clock
	id, action, ip, agent, session        []record.Slot
	team                                  []record.Slot
	actorID, actorName, actorMail         []record.Slot
	userID, userName, userMail            []record.Slot
	fileID, fileName, fileTitle, fileType []record.Slot
	channelID, channelName                []record.Slot
	appID, appName, otherID, otherName    []record.Slot
	entityType                            []record.Slot
	roleName, reason                      []record.Slot
	sharedWith, invited                   record.Slot
	teamsWith                             record.Slot
}

var _ source.Decoder = (*decoder)(nil)

func newDecoder(b *record.Builder, m acts) *decoder {
	p := func(paths ...string) []record.Slot { return source.Pick(b, paths...) }
	return &decoder{
		acts:  m,
		clock: source.NewClock(b, "date_create", "p_event_time"),
		id:    p("id"), action: p("action"), ip: p("context.ip_address"), agent: p("context.ua"), session: p("context.session_id"),
		team:    p("context.location.id"),
		actorID: p("actor.user.id"), actorName: p("actor.user.name"), actorMail: p("actor.user.email"),
		userID: p("entity.user.id"), userName: p("entity.user.name"), userMail: p("entity.user.email"),
		fileID: p("entity.file.id"), fileName: p("entity.file.name"), fileTitle: p("entity.file.title"), fileType: p("entity.file.filetype"),
		channelID:   p("entity.channel.id", "entity.usergroup.id", "details.channel_id"),
		channelName: p("entity.channel.name", "entity.usergroup.name", "details.channel_name"),
		appID:       p("entity.app.id"), appName: p("entity.app.name"),
		otherID:    p("entity.workspace.id", "entity.enterprise.id", "entity.workflow.id", "entity.barrier.id", "entity.message.channel"),
		otherName:  p("entity.workspace.name", "entity.enterprise.name", "entity.workflow.name"),
		entityType: p("entity.type"),
		roleName:   p("details.new_value", "details.role", "details.new_role"), reason: p("details.reason", "details.failure_reason"),
		sharedWith: b.Add("details.shared_to.id"), invited: b.Add("details.external_user_email"),
		teamsWith: b.Add("entity.channel.teams_shared_with"),
	}
}

func (d *decoder) text(s []record.Slot) string { return source.FirstText(d.row, s) }

// Decode implements source.Decoder.
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	d.row = row
	action := d.text(d.action)
	if action == "" {
		return source.Refuse("no action", "action")
	}
	at, original, err := d.clock.Read(row)
	if err != nil {
		return err
	}
	a := d.act(action)
	ev.Class, ev.Activity, ev.EventCode = a.class, a.activity, action
	ev.Time, ev.OriginalTime = at, original
	if a.activity == event.ActivityOther {
		ev.ActivityName = action
	}
	d.common(ev)
	d.thing(ev)
	if a.fill != nil {
		a.fill(d, ev)
	}
	emit(0)
	return nil
}

// act finds what an action means; settings of the workspace are all named
// pref.SOMETHING.
func (d *decoder) act(action string) act {
	if a, ok := d.acts[action]; ok {
		return a
	}
	if strings.HasPrefix(action, "pref.") {
		return act{event.ClassEntity, event.APIUpdate, nil}
	}
	return act{event.ClassAPI, event.ActivityOther, nil}
}

// slackUser is the actor of acts that nobody did.
const slackUser = "USLACKUSER"

func (d *decoder) common(ev *event.Event) {
	t := d.text
	ev.NativeID, ev.SessionID, ev.Tenant = t(d.id), t(d.session), t(d.team)
	ev.Src.IP, ev.HTTP.UserAgent = t(d.ip), t(d.agent)
	ev.Actor.UID, ev.Actor.Email = t(d.actorID), t(d.actorMail)
	ev.Actor.Name = ev.Actor.Email
	if ev.Actor.Name == "" {
		ev.Actor.Name = t(d.actorName)
	}
	if ev.Actor.Name == "" {
		ev.Actor.Name = ev.Actor.UID
	}
	ev.Hand = hand(ev.Actor.UID, ev.HTTP.UserAgent)
	switch {
	case ev.Actor.UID == slackUser:
		ev.Actor.Type = event.UserTypeSystem
	case ev.Actor.Name != "":
		ev.Actor.Type = event.UserTypeUser
	}
}

// thing fills what the entry is about.
func (d *decoder) thing(ev *event.Event) {
	t := d.text
	if ev.Class == event.ClassFileHosting {
		ev.File.Name, ev.File.UID, ev.File.Ext = t(d.fileName), t(d.fileID), t(d.fileType)
		if ev.File.Name == "" {
			ev.File.Name = t(d.fileTitle)
		}
		ev.File.Path = ev.File.UID // the only location that an entry has
		return
	}
	ev.Resource.Type = t(d.entityType)
	switch ev.Resource.Type {
	case "app":
		ev.Resource.Name, ev.Resource.UID = t(d.appName), t(d.appID)
	case "channel", "usergroup":
		ev.Resource.Name, ev.Resource.UID = t(d.channelName), t(d.channelID)
	case "user":
		ev.Resource.Name, ev.Resource.UID = t(d.userName), t(d.userID)
	case "file":
		ev.Resource.Name, ev.Resource.UID = t(d.fileName), t(d.fileID)
	default:
		ev.Resource.Name, ev.Resource.UID = t(d.otherName), t(d.otherID)
	}
}

func (d *decoder) blocked(ev *event.Event) {
	ev.Status, ev.StatusDetail = event.StatusFailure, d.text(d.reason)
}

func (d *decoder) shared(ev *event.Event) {
	ev.Share.Type = event.ShareDirect
	ev.Share.Targets = d.each(ev.Share.Targets, d.sharedWith)
	if len(ev.Share.Targets) == 0 {
		if c := d.text(d.channelID); c != "" {
			ev.Share.Targets = append(ev.Share.Targets, c)
		}
	}
}

func (d *decoder) public(ev *event.Event) { ev.Share.Type = event.ShareAnonymous }

func (d *decoder) each(list []string, s record.Slot) []string {
	for c := d.row.Values(s); c.Next(); {
		if v := c.Value(); v.Kind > record.Null && v.Text != "" {
			list = append(list, v.Text)
		}
	}
	return list
}

// connected fills the other side of a channel of Slack Connect: the mail
// addresses that were invited, or the other organisations.
func (d *decoder) connected(ev *event.Event) {
	ev.Share.Type = event.ShareDirect
	ev.Share.Targets = d.each(ev.Share.Targets, d.invited)
	for c := d.row.Values(d.teamsWith); c.Next(); {
		if id := c.Value().Text; id != "" && id != ev.Tenant {
			ev.Share.Targets = append(ev.Share.Targets, id)
		}
	}
}

// opened: the whole company may read a channel from now on.
func (d *decoder) opened(ev *event.Event) { ev.Share.Type = event.ShareCompany }

func (d *decoder) group(ev *event.Event) {
	ev.Group.Name, ev.Group.UID = d.text(d.channelName), d.text(d.channelID)
	if ev.Group.UID == "" {
		ev.Group.Name, ev.Group.UID = d.text(d.otherName), d.text(d.otherID)
	}
}

// joined: who joins a channel is the actor, unless the entry names a user.
func (d *decoder) joined(ev *event.Event) {
	d.group(ev)
	d.user(ev)
	if ev.User.UID == "" {
		ev.User = ev.Actor
	}
}

func (d *decoder) user(ev *event.Event) {
	ev.User.UID, ev.User.Email, ev.User.Name = d.text(d.userID), d.text(d.userMail), d.text(d.userMail)
	if ev.User.Name == "" {
		ev.User.Name = d.text(d.userName)
	}
}

func (d *decoder) signedIn(ev *event.Event) {
	ev.Status = event.StatusSuccess
	d.user(ev)
	if ev.User.UID == "" {
		ev.User = ev.Actor
	}
}

func (d *decoder) signInFailed(ev *event.Event) {
	d.signedIn(ev)
	ev.Status, ev.StatusDetail = event.StatusFailure, d.text(d.reason)
}

// role fills the role that was given; actions such as role_change_to_admin name
// it themselves.
func (d *decoder) role(ev *event.Event) {
	d.user(ev)
	const change = "role_change_to_"
	if strings.HasPrefix(ev.EventCode, change) {
		ev.Group.Name = ev.EventCode[len(change):]
		return
	}
	ev.Group.Name = d.text(d.roleName)
}

// hand tells who acted by the actor and the client.
func hand(actor, agent string) event.Hand {
	switch {
	case actor == slackUser, strings.HasPrefix(actor, "B0"):
		return event.HandService
	case source.HasPrefixFold(agent, "mozilla/"), source.ContainsFold(agent, "slack_ssb"), source.HasPrefixFold(agent, "com.tinyspeck."),
		source.HasPrefixFold(agent, "slack/"):
		return event.HandPerson
	case source.HasPrefixFold(agent, "go-http-client"), source.HasPrefixFold(agent, "python-"), source.HasPrefixFold(agent, "curl/"),
		source.HasPrefixFold(agent, "okta"), source.HasPrefixFold(agent, "apispec"):
		return event.HandService
	}
	return event.HandUnknown
}
