package cloudtrail

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

type decoder struct {
	clock                                       source.Clock
	id, name, from, code, message, ip, agent    record.Slot
	account, bytesIn, bytesOut                  record.Slot
	bucket, key, copyFrom, login, arn, arnOwner record.Slot
	arnType, userName, groupName, newUser       record.Slot
	correlation, thing, policy, exportTo, role  []record.Slot
	identity                                    identity
	grants                                      grants
	acts                                        map[string]act
	scratch                                     source.Scratch
}

func newDecoder(b *record.Builder) *decoder {
	return &decoder{
		clock: source.NewClock(b, "eventTime", "p_event_time"),
		id:    b.Add("eventID"), name: b.Add("eventName"), from: b.Add("eventSource"),
		code: b.Add("errorCode"), message: b.Add("errorMessage"), ip: b.Add("sourceIPAddress"), agent: b.Add("userAgent"),
		account: b.Add("recipientAccountId"),
		bytesIn: b.Add("additionalEventData.bytesTransferredIn"), bytesOut: b.Add("additionalEventData.bytesTransferredOut"),
		bucket: b.Add("requestParameters.bucketName"), key: b.Add("requestParameters.key"),
		copyFrom: b.Add("requestParameters.x-amz-copy-source"), login: b.Add("responseElements.ConsoleLogin"),
		arn: b.Add("resources.ARN"), arnOwner: b.Add("resources.accountId"), arnType: b.Add("resources.type"),
		userName: b.Add("requestParameters.userName"), groupName: b.Add("requestParameters.groupName"),
		newUser:     b.Add("responseElements.user.userName"),
		correlation: source.Pick(b, "sharedEventID", "requestID"),
		policy:      source.Pick(b, "requestParameters.policyArn", "requestParameters.policyName", "requestParameters.roleName"),
		role:        source.Pick(b, "requestParameters.roleArn", "requestParameters.targetPrincipal"),
		exportTo: source.Pick(b, "requestParameters.s3BucketName", "requestParameters.s3Bucket",
			"requestParameters.exportToS3Task.s3Bucket", "requestParameters.s3ExportLocation.s3Bucket",
			"requestParameters.ExportImageRequest.S3ExportLocation.S3Bucket", "requestParameters.bucket",
			"requestParameters.destination"),
		thing:    source.Pick(b, things()...),
		identity: newIdentity(b), grants: newGrants(b), acts: acts(),
	}
}

// things are the parameters that name what most calls act on.
func things() []string {
	return []string{
		"requestParameters.secretId", "requestParameters.snapshotId", "requestParameters.dBSnapshotIdentifier",
		"requestParameters.dBClusterSnapshotIdentifier", "requestParameters.imageId", "requestParameters.dBInstanceIdentifier",
		"requestParameters.tableName", "requestParameters.functionName", "requestParameters.trailName",
		"requestParameters.name", "requestParameters.names", "requestParameters.logGroupName", "requestParameters.roleName",
		"requestParameters.keyId", "requestParameters.instanceId", "requestParameters.repositoryName",
		"requestParameters.modelId", "requestParameters.groupId", "requestParameters.exportTaskIdentifier",
		"requestParameters.resourceShareArn",
	}
}

var _ source.Decoder = (*decoder)(nil)

// Decode makes one event of one record.
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	name := row.Text(d.name)
	if name == "" {
		return source.Refuse("no event name", "eventName")
	}
	var err error
	if ev.Time, ev.OriginalTime, err = d.clock.Read(row); err != nil {
		return err
	}
	d.scratch.Reset()
	ev.EventCode, ev.NativeID = name, row.Text(d.id)
	ev.Tenant, ev.Correlation = row.Text(d.account), source.FirstText(row, d.correlation)
	ev.Status, ev.StatusDetail = event.StatusSuccess, row.Text(d.code)
	if ev.StatusDetail != "" {
		ev.Status = event.StatusFailure
	}
	ev.HTTP.UserAgent = row.Text(d.agent)
	d.identity.read(row, ev)
	d.origin(row, ev)
	d.thingOf(row, ev)
	a := meaning(d.acts, name, row.Text(d.from))
	ev.Class, ev.Activity = a.class, a.activity
	d.detail(row, ev, a.detail)
	if ev.Activity == event.ActivityOther {
		ev.ActivityName = name
	}
	emit(0)
	return nil
}

// origin is an address, or the name of the AWS service that called.
func (d *decoder) origin(row *record.Row, ev *event.Event) {
	ip := row.Text(d.ip)
	if strings.HasSuffix(ip, ".amazonaws.com") || ip == "AWS Internal" {
		ev.Src.Hostname = ip
	} else {
		ev.Src.IP = ip
	}
}

func (d *decoder) thingOf(row *record.Row, ev *event.Event) {
	r := &ev.Resource
	r.UID, r.Type, r.Owner = row.Text(d.arn), row.Text(d.arnType), row.Text(d.arnOwner)
	r.Name = source.FirstText(row, d.thing)
	if r.UID == "" {
		r.UID = r.Name
	}
}

func (d *decoder) detail(row *record.Row, ev *event.Event, kind detail) {
	switch kind {
	case detailNone:
	case detailObject, detailUpload, detailCopy:
		d.object(row, ev, kind)
	case detailBucket:
		d.place(row, ev)
	case detailPolicy, detailACL, detailReplicate:
		d.place(row, ev)
		d.grants.bucket(row, ev, kind, &d.scratch)
	case detailVolume, detailImage, detailDBSnapshot, detailPrincipals, detailURL:
		d.grants.resource(row, ev, kind)
	case detailTaken:
		used(ev, d.identity.owner(row))
	case detailExport:
		if to := source.FirstText(row, d.exportTo); to != "" {
			ev.FileResult.Path = d.scratch.Join("s3://", strings.TrimPrefix(to, "arn:aws:s3:::"))
		}
	default:
		d.people(row, ev, kind)
	}
}

func (d *decoder) people(row *record.Row, ev *event.Event, kind detail) {
	switch kind {
	case detailSignIn:
		ev.User = ev.Actor
		if row.Text(d.login) == "Failure" {
			ev.Status, ev.StatusDetail = event.StatusFailure, row.Text(d.message)
		}
	case detailRole:
		ev.User = ev.Actor
		if role := source.FirstText(row, d.role); role != "" {
			ev.Resource = event.Resource{Name: role, UID: role, Type: "role"}
		}
	case detailUser, detailGroup:
		ev.User.Name = row.Text(d.userName)
		if ev.User.Name == "" {
			ev.User.Name = row.Text(d.newUser)
		}
		ev.Group.Name = row.Text(d.groupName)
		if ev.Group.Name == "" {
			ev.Group.Name = source.FirstText(row, d.policy)
		}
	}
}

// place names the bucket and the key.
func (d *decoder) place(row *record.Row, ev *event.Event) {
	bucket, key := row.Text(d.bucket), row.Text(d.key)
	if bucket == "" {
		bucket, key, _ = strings.Cut(strings.TrimPrefix(bucketARN(row, d.arn), "arn:aws:s3:::"), "/")
	}
	if bucket == "" {
		return
	}
	ev.Resource.Name, ev.Resource.Type = bucket, "bucket"
	if key == "" {
		ev.File.Path, ev.File.IsDir = d.scratch.Join("s3://", bucket), true
		return
	}
	ev.File.Path = d.scratch.Join("s3://", bucket, "/", key)
	ev.File.Name = key[strings.LastIndexByte(key, '/')+1:]
}

func bucketARN(row *record.Row, s record.Slot) string {
	for c := row.Values(s); c.Next(); {
		if v := c.Value(); strings.HasPrefix(v.Text, "arn:aws:s3:::") {
			return v.Text
		}
	}
	return ""
}

// object reads an act on an object. Bytes are named from the caller's side.
func (d *decoder) object(row *record.Row, ev *event.Event, kind detail) {
	d.place(row, ev)
	ev.BytesIn, ev.BytesOut = source.Int(row.Text(d.bytesOut)), source.Int(row.Text(d.bytesIn))
	owner, foreign := d.owner(row)
	switch kind {
	case detailObject:
		ev.File.Size = ev.BytesIn
		if foreign && ev.Activity == event.HostingDownload {
			used(ev, d.identity.owner(row))
		}
		return
	case detailUpload:
		ev.File.Size = ev.BytesOut
		d.grants.canned(row, ev, event.ShareAnonymous)
		if ev.Share.Type != event.ShareNone {
			ev.Does, ev.Via = event.ActExpose, event.ChannelCloud
		}
	case detailCopy:
		ev.FileResult = ev.File
		from := strings.TrimPrefix(row.Text(d.copyFrom), "/")
		ev.File = event.File{Path: d.scratch.Join("s3://", from), Name: from[strings.LastIndexByte(from, '/')+1:]}
	}
	if foreign {
		ev.Does, ev.Via, ev.Resource.Owner = event.ActSend, event.ChannelCloud, owner
		if ev.FileResult.Path == "" {
			ev.FileResult.Path = ev.File.Path
		}
	}
}

// owner is the account that owns what was acted on, and whether it is certainly
// another than the caller's.
func (d *decoder) owner(row *record.Row) (string, bool) {
	caller := d.identity.owner(row)
	for c := row.Values(d.arnOwner); c.Next(); {
		if v := c.Value(); v.Text != "" && caller != "" && v.Text != caller {
			return v.Text, true
		}
	}
	return row.Text(d.arnOwner), false
}

// used marks an act as one of another account, or of nobody known, that came in
// through access given to it.
func used(ev *event.Event, caller string) {
	ev.Share.Used, ev.Via = true, event.ChannelCloud
	if anonymous(caller) {
		ev.Share.Type = event.ShareAnonymous
		return
	}
	ev.Share.Type = event.ShareDirect
	if caller != "" {
		ev.Share.Targets = append(ev.Share.Targets, caller)
	}
}
