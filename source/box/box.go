package box

import (
	"bytes"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// New is the format of Box events.
func New() source.Format {
	acts := newActs()
	return source.Format{
		Name: "box", Title: "Box events", Vendor: "Box", Product: "Box",
		Framing: source.FrameJSON, Sniff: sniff,
		Kinds: []source.Kind{{
			Name:       "event",
			LogSources: []source.LogSource{{Product: "box", Service: "audit"}, {Product: "box", Service: "events"}},
		}},
		New: func(b *record.Builder) source.Decoder { return newDecoder(b, acts) },
	}
}

func sniff(head []byte) source.Confidence {
	if source.CountKeys(head, "event_type") == 0 {
		return source.No
	}
	compact := bytes.ReplaceAll(head, []byte(" "), nil)
	typed := bytes.Contains(compact, []byte(`"type":"event"`))
	switch n := source.CountKeys(head, "created_by", "event_id", "additional_details", "session_id", "ip_address"); {
	case typed && n >= 2:
		return source.Sure
	case typed && n == 1, n >= 3:
		return source.Likely
	}
	return source.No
}

// act is what an event type means.
type act struct {
	class    event.Class
	activity event.Activity
	fill     func(d *decoder, ev *event.Event)
}

func newActs() map[string]act {
	m := map[string]act{}
	put := func(c event.Class, a event.Activity, fill func(*decoder, *event.Event), types ...string) {
		for _, t := range types {
			m[t] = act{c, a, fill}
		}
	}
	putItems(put)
	putSharing(put)
	putAccounts(put)
	return m
}

type putter func(c event.Class, a event.Activity, fill func(*decoder, *event.Event), types ...string)

func putItems(put putter) {
	c := event.ClassFileHosting
	put(c, event.HostingDownload, nil, "DOWNLOAD", "ITEM_DOWNLOAD", "FILE_WATERMARKED_DOWNLOAD")
	put(c, event.HostingPreview, nil, "PREVIEW", "ITEM_PREVIEW")
	put(c, event.HostingOpen, nil, "ITEM_OPEN", "CONTENT_ACCESS")
	put(c, event.HostingUpload, nil, "UPLOAD", "ITEM_UPLOAD", "ITEM_CREATE")
	put(c, event.HostingUpdate, nil, "EDIT", "ITEM_MODIFY", "ITEM_MAKE_CURRENT_VERSION", "UPDATE_SHARE_EXPIRATION", "SHARE_EXPIRATION",
		"WATERMARK_LABEL_CREATE", "WATERMARK_LABEL_DELETE")
	put(c, event.HostingDelete, nil, "DELETE", "ITEM_TRASH", "ITEM_PERMANENTLY_DELETED", "STORAGE_EXPIRATION")
	put(c, event.HostingRestore, nil, "UNDELETE", "ITEM_UNDELETE_VIA_TRASH")
	put(c, event.HostingCopy, nil, "COPY", "ITEM_COPY")
	put(c, event.HostingMove, nil, "MOVE", "ITEM_MOVE")
	put(c, event.HostingRename, nil, "RENAME", "ITEM_RENAME")
	put(c, event.HostingLock, nil, "LOCK", "LOCK_CREATE")
	put(c, event.HostingUnlock, nil, "UNLOCK", "LOCK_DESTROY")
	put(c, event.HostingSync, nil, "ITEM_SYNC")
	put(c, event.HostingUnsync, nil, "ITEM_UNSYNC")
	put(c, event.ActivityOther, nil, "FILE_MARKED_MALICIOUS", "CHANGE_CLASSIFICATION", "CHANGE_FOLDER_PERMISSION")
}

func putSharing(put putter) {
	c := event.ClassFileHosting
	put(c, event.HostingShare, (*decoder).link, "SHARE", "ITEM_SHARED", "ITEM_SHARED_CREATE", "ITEM_SHARED_UPDATE", "SHARED_LINK_CREATED",
		"SHARED_LINK_UPDATED", "SHARED_LINK_SEND", "ITEM_EMAIL_SEND")
	put(c, event.HostingUnshare, (*decoder).link, "UNSHARE", "ITEM_SHARED_UNSHARE", "SHARED_LINK_DELETED")
	put(c, event.HostingShare, (*decoder).collaboration, "COLLABORATION_INVITE", "COLLABORATION_ACCEPT", "COLLABORATION_ROLE_CHANGE",
		"UPDATE_COLLABORATION_EXPIRATION", "COLLAB_ADD_COLLABORATOR", "COLLAB_INVITE_COLLABORATOR", "COLLAB_ROLE_CHANGE")
	put(c, event.HostingUnshare, (*decoder).collaboration, "COLLABORATION_REMOVE", "COLLABORATION_EXPIRATION", "COLLAB_REMOVE_COLLABORATOR")
}

func putAccounts(put putter) {
	put(event.ClassAuthentication, event.AuthLogon, (*decoder).signedIn, "LOGIN", "ADMIN_LOGIN", "USER_AUTHENTICATE_OAUTH2_ACCESS_TOKEN_CREATE")
	put(event.ClassAuthentication, event.AuthLogon, (*decoder).signInFailed, "FAILED_LOGIN", "DEVICE_TRUST_CHECK_FAILED")
	c := event.ClassAccountChange
	put(c, event.AccountCreate, (*decoder).account, "NEW_USER", "MASTER_INVITE_ACCEPT")
	put(c, event.AccountDelete, (*decoder).account, "DELETE_USER")
	put(c, event.ActivityOther, (*decoder).account, "EDIT_USER", "EMAIL_ALIAS_CONFIRM", "EMAIL_ALIAS_REMOVE")
	put(c, event.AccountMFAEnable, (*decoder).account, "ENABLE_TWO_FACTOR_AUTH")
	put(c, event.AccountMFADisable, (*decoder).account, "DISABLE_TWO_FACTOR_AUTH")
	put(event.ClassUserAccess, event.AccessAssign, (*decoder).account, "CHANGE_ADMIN_ROLE", "ACCESS_GRANTED")
	put(event.ClassUserAccess, event.AccessRevoke, (*decoder).account, "ACCESS_REVOKED")
	g := event.ClassGroup
	put(g, event.GroupCreate, (*decoder).group, "GROUP_CREATION")
	put(g, event.GroupDelete, (*decoder).group, "GROUP_DELETION")
	put(g, event.GroupAddUser, (*decoder).group, "GROUP_ADD_USER")
	put(g, event.GroupRemoveUser, (*decoder).group, "GROUP_REMOVE_USER")
	put(g, event.GroupAssignPrivileges, (*decoder).group, "GROUP_ADD_ITEM", "GROUP_ADD_FOLDER")
	put(g, event.GroupRevokePrivileges, (*decoder).group, "GROUP_REMOVE_ITEM", "GROUP_REMOVE_FOLDER")
	put(event.ClassEntity, event.APICreate, (*decoder).thing, "APPLICATION_CREATED", "APPLICATION_PUBLIC_KEY_ADDED", "ADD_DEVICE_ASSOCIATION", "ADD_LOGIN_ACTIVITY_DEVICE")
	put(event.ClassEntity, event.APIDelete, (*decoder).thing, "APPLICATION_PUBLIC_KEY_DELETED", "REMOVE_DEVICE_ASSOCIATION", "REMOVE_LOGIN_ACTIVITY_DEVICE")
	put(event.ClassWebResources, event.WebExport, (*decoder).thing, "ADMIN_REPORT_CREATED", "REPORTS_EXPORT")
}
