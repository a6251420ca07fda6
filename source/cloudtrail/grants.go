package cloudtrail

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// grants reads to whom a call gives access. Access within the record's own
// account is none.
type grants struct {
	account, effect, anyone, principal      record.Slot
	cannedACL, granteeURI, granteeID, mail  record.Slot
	aclOwner, replicaBucket, replicaAccount record.Slot
	volumeUser, volumeGroup                 record.Slot
	imageUser, imageGroup, imageOrg         record.Slot
	values, principals, onePrincipal, auth  record.Slot
}

func newGrants(b *record.Builder) grants {
	const p = "requestParameters."
	return grants{
		account: b.Add("recipientAccountId"),
		effect:  b.Add(p + "bucketPolicy.Statement.Effect"), anyone: b.Add(p + "bucketPolicy.Statement.Principal"),
		principal: b.Add(p + "bucketPolicy.Statement.Principal.AWS"),
		cannedACL: b.Add(p + "x-amz-acl"), aclOwner: b.Add(p + "AccessControlPolicy.Owner.ID"),
		granteeURI:     b.Add(p + "AccessControlPolicy.AccessControlList.Grant.Grantee.URI"),
		granteeID:      b.Add(p + "AccessControlPolicy.AccessControlList.Grant.Grantee.ID"),
		mail:           b.Add(p + "AccessControlPolicy.AccessControlList.Grant.Grantee.EmailAddress"),
		replicaBucket:  b.Add(p + "ReplicationConfiguration.Rule.Destination.Bucket"),
		replicaAccount: b.Add(p + "ReplicationConfiguration.Rule.Destination.Account"),
		volumeUser:     b.Add(p + "createVolumePermission.add.items.userId"),
		volumeGroup:    b.Add(p + "createVolumePermission.add.items.group"),
		imageUser:      b.Add(p + "launchPermission.add.items.userId"),
		imageGroup:     b.Add(p + "launchPermission.add.items.group"),
		imageOrg:       b.Add(p + "launchPermission.add.items.organizationArn"),
		values:         b.Add(p + "valuesToAdd"), principals: b.Add(p + "principals"),
		onePrincipal: b.Add(p + "principal"), auth: b.Add(p + "authType"),
	}
}

// bucket reads policies, access lists and replication of a bucket or object.
func (g *grants) bucket(row *record.Row, ev *event.Event, kind detail, s *source.Scratch) {
	switch kind {
	case detailPolicy:
		g.policy(row, ev)
	case detailACL:
		g.list(row, ev)
	case detailReplicate:
		g.replica(row, ev, s)
		return
	}
	if ev.Share.Type != event.ShareNone {
		ev.Activity, ev.Via = event.HostingShare, event.ChannelCloud
	}
}

// policy takes the principals of the statements that allow. Where some statement
// denies, principals in lists cannot be told apart by statement and are left out.
func (g *grants) policy(row *record.Row, ev *event.Event) {
	denies := false
	for c := row.Values(g.effect); c.Next(); {
		denies = denies || c.Value().Text == "Deny"
	}
	for _, s := range [2]record.Slot{g.anyone, g.principal} {
		for c := row.Values(s); c.Next(); {
			v := c.Value()
			if denies && !allowed(row, g.effect, v.Elem) {
				continue
			}
			g.give(row, ev, v.Text)
		}
	}
}

func allowed(row *record.Row, effect record.Slot, statement int32) bool {
	for c := row.Values(effect); c.Next(); {
		if v := c.Value(); v.Elem == statement {
			return v.Text == "Allow"
		}
	}
	return false
}

// give adds a principal: "*", an account, or an ARN, which stands for its account.
func (g *grants) give(row *record.Row, ev *event.Event, principal string) {
	if principal == "" || strings.HasSuffix(principal, ".amazonaws.com") {
		return
	}
	if principal == "*" || principal == "all" || principal == "arn:aws:iam::*:root" {
		ev.Share.Type = event.SharePublic
		return
	}
	if account := accountOf(principal); account != "" {
		principal = account
	}
	if principal == row.Text(g.account) {
		return
	}
	if ev.Share.Type == event.ShareNone {
		ev.Share.Type = event.ShareDirect
	}
	ev.Share.Targets = append(ev.Share.Targets, principal)
}

// accountOf is the fifth part of arn:partition:service:region:account:resource.
func accountOf(arn string) string {
	if !strings.HasPrefix(arn, "arn:") {
		return ""
	}
	for range 4 {
		_, rest, ok := strings.Cut(arn, ":")
		if !ok {
			return ""
		}
		arn = rest
	}
	account, _, _ := strings.Cut(arn, ":")
	return account
}

// list reads an access list: a ready-made one by name, or grants one by one.
func (g *grants) list(row *record.Row, ev *event.Event) {
	wide := event.SharePublic
	if !ev.File.IsDir {
		wide = event.ShareAnonymous
	}
	g.canned(row, ev, wide)
	for c := row.Values(g.granteeURI); c.Next(); {
		if t := c.Value().Text; strings.HasSuffix(t, "/AllUsers") || strings.HasSuffix(t, "/AuthenticatedUsers") {
			ev.Share.Type = wide
		}
	}
	for c := row.Values(g.granteeID); c.Next(); {
		if t := c.Value().Text; t != row.Text(g.aclOwner) {
			g.give(row, ev, t)
		}
	}
	for c := row.Values(g.mail); c.Next(); {
		g.give(row, ev, c.Value().Text)
	}
}

// canned reads a ready-made access list.
func (g *grants) canned(row *record.Row, ev *event.Event, wide event.ShareType) {
	switch row.Text(g.cannedACL) {
	case "public-read", "public-read-write", "authenticated-read":
		ev.Share.Type = wide
	}
}

// replica reads a standing order to copy a bucket elsewhere. Without an owner's
// account the destination may be of the same account or not.
func (g *grants) replica(row *record.Row, ev *event.Event, s *source.Scratch) {
	to, account := row.Text(g.replicaBucket), row.Text(g.replicaAccount)
	if to == "" {
		return
	}
	ev.FileResult.Path = s.Join("s3://", strings.TrimPrefix(to, "arn:aws:s3:::"))
	if account != "" && account == row.Text(g.account) {
		return
	}
	ev.Does, ev.Via, ev.Share.Type = event.ActExpose, event.ChannelCloud, event.ShareDirect
	ev.Share.Targets = append(ev.Share.Targets, ev.FileResult.Path)
}

// resource reads the sharing of snapshots, images and functions.
func (g *grants) resource(row *record.Row, ev *event.Event, kind detail) {
	switch kind {
	case detailVolume:
		g.all(row, ev, g.volumeUser, g.volumeGroup)
	case detailImage:
		g.all(row, ev, g.imageUser, g.imageGroup, g.imageOrg)
	case detailDBSnapshot:
		g.all(row, ev, g.values)
	case detailPrincipals:
		g.all(row, ev, g.principals, g.onePrincipal)
	case detailURL:
		if row.Text(g.auth) == "NONE" {
			ev.Share.Type = event.SharePublic
		}
	}
	if ev.Share.Type != event.ShareNone {
		ev.Activity, ev.Via = event.WebShare, event.ChannelCloud
	}
}

func (g *grants) all(row *record.Row, ev *event.Event, slots ...record.Slot) {
	for _, s := range slots {
		for c := row.Values(s); c.Next(); {
			g.give(row, ev, c.Value().Text)
		}
	}
}
