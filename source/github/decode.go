package github

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

type decoder struct {
	clock                                            source.Clock
	id, action, actor, actorID, actorIP, bot         record.Slot
	user, userID, org, request, token, transport     record.Slot
	visibility, publicRepo, access, agent, email     record.Slot
	nameID, hookURL, hookID, permission, team        record.Slot
	method, urlPath, status, oldName                 record.Slot
	repo, tenant, invited, app, forkFrom, identities []record.Slot
	acts                                             map[string]act
}

func newDecoder(b *record.Builder) *decoder {
	return &decoder{
		clock: source.NewClock(b, "@timestamp", "created_at", "at_sign_timestamp", "p_event_time"),
		id:    b.Add("_document_id"), action: b.Add("action"), actor: b.Add("actor"),
		actorID: b.Add("actor_id"), actorIP: b.Add("actor_ip"), bot: b.Add("actor_is_bot"),
		user: b.Add("user"), userID: b.Add("user_id"), org: b.Add("org"), request: b.Add("request_id"),
		token: b.Add("hashed_token"), transport: b.Add("transport_protocol_name"),
		visibility: b.Add("visibility"), publicRepo: b.Add("public_repo"),
		access: b.Add("programmatic_access_type"), agent: b.Add("user_agent"), email: b.Add("email"),
		nameID: b.Add("external_identity_nameid"), hookURL: b.Add("config.url"), hookID: b.Add("hook_id"),
		permission: b.Add("permission"), team: b.Add("team"),
		method: b.Add("request_method"), urlPath: b.Add("url_path"), status: b.Add("status_code"),
		oldName:    b.Add("old_name"),
		repo:       source.Pick(b, "repo", "repository", "data.repo"),
		tenant:     source.Pick(b, "org", "business"),
		invited:    source.Pick(b, "user", "invitee", "email"),
		app:        source.Pick(b, "oauth_application_name", "integration", "application_name"),
		forkFrom:   source.Pick(b, "fork_source", "fork_parent"),
		identities: source.Pick(b, "external_identity_username", "external_identity_nameid"),
		acts:       acts(),
	}
}

var _ source.Decoder = (*decoder)(nil)

// Decode makes one event of one entry.
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	action := row.Text(d.action)
	if action == "" {
		return source.Refuse("no action", "action")
	}
	var err error
	if ev.Time, ev.OriginalTime, err = d.clock.Read(row); err != nil {
		return err
	}
	ev.EventCode, ev.NativeID, ev.Status = action, row.Text(d.id), event.StatusSuccess
	ev.Tenant, ev.Correlation = source.FirstText(row, d.tenant), row.Text(d.request)
	d.who(row, ev)
	d.place(row, ev)
	a, ok := d.acts[action]
	if !ok {
		a = byVerb(action)
	}
	ev.Class, ev.Activity = a.class, a.activity
	d.detail(row, ev, a.detail)
	if ev.Activity == event.ActivityOther && ev.ActivityName == "" {
		ev.ActivityName = action
	}
	emit(0)
	return nil
}

func (d *decoder) who(row *record.Row, ev *event.Event) {
	ev.Actor.Name = row.Text(d.actor)
	if ev.Actor.Name == "" {
		ev.Actor.Name = source.FirstText(row, d.identities)
	}
	ev.Actor.UID = given(row.Text(d.actorID))
	if id := row.Text(d.nameID); strings.Contains(id, "@") {
		ev.Actor.Email = id
	}
	ev.Src.IP = row.Text(d.actorIP)
	ev.SessionID = row.Text(d.token)
	ev.HTTP.UserAgent = row.Text(d.agent)
	ev.AppName = source.FirstText(row, d.app)
	ev.Hand = d.hand(row, ev.Actor.Name)
	ev.Actor.Type = event.UserTypeUser
	switch {
	case ev.Actor.Name == "":
		ev.Actor.Type = event.UserTypeUnknown
	case ev.Hand == event.HandService:
		ev.Actor.Type = event.UserTypeService
	}
}

// given turns GitHub's "no such account" into nothing.
func given(id string) string {
	if id == "0" {
		return ""
	}
	return id
}

func (d *decoder) hand(row *record.Row, actor string) event.Hand {
	access, agent := row.Text(d.access), row.Text(d.agent)
	switch {
	case source.HasPrefixFold(actor, "copilot") && strings.HasSuffix(actor, "[bot]"):
		return event.HandAgent
	case row.Text(d.bot) == "true", strings.HasSuffix(actor, "[bot]"), actor == "github",
		source.ContainsFold(access, "server-to-server"), source.ContainsFold(access, "deploy key"),
		access == "deploy_key", access == "github_app":
		return event.HandService
	case source.HasPrefixFold(agent, "mozilla/"), source.HasPrefixFold(agent, "githubdesktop"),
		source.HasPrefixFold(agent, "github desktop"):
		return event.HandPerson
	}
	return event.HandUnknown
}

func (d *decoder) place(row *record.Row, ev *event.Event) {
	repo := source.FirstText(row, d.repo)
	if repo == "" {
		return
	}
	ev.File.Path, ev.File.Name = repo, repo[strings.LastIndexByte(repo, '/')+1:]
	ev.Resource.Name, ev.Resource.Type = repo, "repository"
}

func (d *decoder) detail(row *record.Row, ev *event.Event, kind detail) {
	ev.User.Name, ev.User.UID = row.Text(d.user), given(row.Text(d.userID))
	switch kind {
	case detailGroup:
		d.group(row, ev)
	case detailHook:
		d.hook(row, ev)
	case detailAccess:
		ev.Group.Name = row.Text(d.permission)
	case detailSignIn:
		if strings.Contains(ev.EventCode, "fail") {
			ev.Status = event.StatusFailure
		}
		ev.User.Name, ev.User.UID = ev.Actor.Name, ev.Actor.UID
	case detailRequest:
		d.apiCall(row, ev)
	case detailRename:
		ev.FileResult = ev.File
		ev.File.Path, ev.File.Name = row.Text(d.oldName), row.Text(d.oldName)
	case detailNone:
	default:
		d.repository(row, ev, kind)
	}
}

// repository reads acts by which a repository's content moves or is opened.
func (d *decoder) repository(row *record.Row, ev *event.Event, kind detail) {
	ev.Via = event.ChannelGit
	switch kind {
	case detailGit:
		ev.Protocol = "git"
		ev.User = event.User{} // the owner of the repository, who has no part in it
		if ev.Activity == event.HostingUpload {
			ev.Does = event.ActSend
		}
	case detailAway:
		ev.Does = event.ActExpose
	case detailVisibility:
		d.visible(row, ev)
	case detailPublic:
		ev.Share.Type = event.SharePublic
	case detailCreate:
		d.created(row, ev)
	case detailMember:
		ev.Share.Type, ev.Share.Role = event.ShareDirect, row.Text(d.permission)
		if who := source.FirstText(row, d.invited); who != "" {
			ev.Share.Targets = append(ev.Share.Targets, who)
		}
	}
}

// visible reads who can see a repository from now on.
func (d *decoder) visible(row *record.Row, ev *event.Event) {
	switch {
	case strings.EqualFold(row.Text(d.visibility), "public"):
		ev.Activity, ev.Share.Type = event.HostingShare, event.SharePublic
	case strings.EqualFold(row.Text(d.visibility), "internal"):
		ev.Activity, ev.Share.Type = event.HostingShare, event.ShareCompany
	case strings.EqualFold(row.Text(d.visibility), "private"):
		ev.Activity = event.HostingUnshare
	}
}

// created tells a fork, which carries content to its owner, from a new repository.
func (d *decoder) created(row *record.Row, ev *event.Event) {
	if from := source.FirstText(row, d.forkFrom); from != "" {
		ev.Class, ev.Activity, ev.Does = event.ClassFileHosting, event.HostingCopy, event.ActSend
		ev.FileResult = ev.File
		ev.File = event.File{Path: from, Name: from[strings.LastIndexByte(from, '/')+1:]}
	}
	if strings.EqualFold(row.Text(d.visibility), "public") {
		ev.Share.Type = event.SharePublic
	}
}

func (d *decoder) group(row *record.Row, ev *event.Event) {
	ev.Group.Name = row.Text(d.team)
	if ev.Group.Name == "" {
		ev.Group.Name = row.Text(d.org)
	}
	ev.User.Email = row.Text(d.email)
}

// hook reads where a webhook sends what happens in the repository.
func (d *decoder) hook(row *record.Row, ev *event.Event) {
	url := row.Text(d.hookURL)
	ev.Resource = event.Resource{Type: "webhook", Name: url, UID: row.Text(d.hookID)}
	if url == "" {
		return
	}
	ev.HTTP.URL, ev.HTTP.Host = url, hostOf(url)
	if ev.Activity == event.WebShare && ev.HTTP.Host != "" {
		ev.Share.Type = event.ShareDirect
		ev.Share.Targets = append(ev.Share.Targets, ev.HTTP.Host)
	}
}

func hostOf(url string) string {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return ""
	}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		rest = rest[at+1:]
	}
	host, _, _ := strings.Cut(rest, ":")
	return host
}

func (d *decoder) apiCall(row *record.Row, ev *event.Event) {
	ev.HTTP.Method, ev.HTTP.Path = row.Text(d.method), row.Text(d.urlPath)
	ev.HTTP.Status = int32(min(source.Int(row.Text(d.status)), 999))
	if ev.HTTP.Status >= 400 {
		ev.Status = event.StatusFailure
	}
	switch ev.HTTP.Method {
	case "POST":
		ev.Activity = event.APICreate
	case "PUT", "PATCH":
		ev.Activity = event.APIUpdate
	case "DELETE":
		ev.Activity = event.APIDelete
	}
}
