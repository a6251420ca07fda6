package event

import "strings"

// Act says what the event did to data. A format that knows better than class
// and activity says so in Does (a push is an API call, and it sends). What
// failed did nothing.
func (e *Event) Act() Act {
	switch {
	case e.Status == StatusFailure:
		return ActNone
	case e.Does != ActNone:
		return e.Does
	}
	switch e.Class {
	case ClassFile:
		return e.fileAct()
	case ClassFileHosting:
		return e.hostingAct()
	case ClassEmail:
		return e.emailAct()
	case ClassHTTP:
		return e.httpAct()
	case ClassNetwork, ClassSSH, ClassDNS:
		return e.connectionAct()
	case ClassWebResources, ClassAPI:
		return e.webAct()
	case ClassDatastore:
		return e.datastoreAct()
	case ClassPrint:
		return ActSend
	case ClassEventLog:
		return eventLogAct(e.Activity)
	case ClassAccountChange, ClassGroup, ClassUserAccess:
		return ActAdminister
	case ClassEntity:
		return entityAct(e.Activity)
	}
	return ActNone
}

func (e *Event) fileAct() Act {
	switch e.Activity {
	case FileRead, FileOpen:
		return ActOpen
	case FileDelete:
		return ActHide
	case FileEncrypt:
		return ActPack
	case FileCreate, FileUpdate, FileRename:
		switch {
		case e.removable():
			return ActSend
		case e.Activity == FileRename, e.Activity == FileCreate && isArchive(&e.File):
			return ActPack
		}
	case FileSetSecurity:
		if e.shares() {
			return ActExpose
		}
	}
	return ActNone
}

func (e *Event) hostingAct() Act {
	switch e.Activity {
	case HostingOpen, HostingPreview:
		if e.usedShare() {
			return ActSend
		}
		return ActOpen
	case HostingDownload, HostingSync:
		if e.usedShare() {
			return ActSend
		}
		return ActCollect
	case HostingCopy, HostingMove:
		return ActCollect
	case HostingUpload:
		if e.Dst.Hostname != "" || e.HTTP.Host != "" {
			return ActSend
		}
	case HostingRename:
		return ActPack
	case HostingDelete:
		return ActHide
	case HostingShare:
		return ActExpose
	}
	return ActNone
}

func (e *Event) emailAct() Act {
	if e.Email.Direction == DirectionInbound {
		return ActNone
	}
	switch e.Activity {
	case EmailSend, EmailTrace, EmailRelay:
		return ActSend
	}
	return ActNone
}

// httpAct: a request with a body is an upload. A body of unknown length counts,
// because many proxies do not write it.
func (e *Event) httpAct() Act {
	switch e.Activity {
	case HTTPPost, HTTPPut, HTTPPatch:
		return ActSend
	case HTTPGet:
		return ActOpen
	case HTTPConnect:
		return e.connectionAct()
	}
	return ActNone
}

// connectionAct: a connection sends when bytes went out. TLS sessions whose log
// has no byte counts are taken to have sent; plain look-ups and connections
// without counts are not.
func (e *Event) connectionAct() Act {
	switch e.Activity {
	case NetworkReset, NetworkFail, NetworkRefuse:
		if e.Class != ClassHTTP && e.Class != ClassDNS {
			return ActNone
		}
	}
	if e.BytesOut > 0 || e.BytesIn == 0 && (e.Class == ClassSSH || isTLS(e.Protocol)) {
		return ActSend
	}
	return ActNone
}

func isTLS(protocol string) bool {
	return strings.EqualFold(protocol, "tls") || strings.EqualFold(protocol, "ssl") ||
		len(protocol) > 3 && (strings.EqualFold(protocol[:3], "tls") || strings.EqualFold(protocol[:3], "ssl"))
}

func (e *Event) webAct() Act {
	if e.shares() && !e.Share.Used {
		return ActExpose
	}
	if e.AI.Service != "" && e.Activity == APICreate {
		return ActSend
	}
	if e.Class != ClassWebResources {
		return ActNone
	}
	switch e.Activity {
	case APIRead:
		if e.usedShare() {
			return ActSend
		}
		return ActOpen
	case WebExport:
		return ActCollect
	case WebShare:
		return ActExpose
	}
	return ActNone
}

func (e *Event) datastoreAct() Act {
	switch e.Activity {
	case DatastoreRead, DatastoreQuery:
		if e.usedShare() {
			return ActSend
		}
		return ActOpen
	case DatastoreWrite, DatastoreUpdate, DatastoreCreate:
		switch {
		case e.shares():
			return ActExpose
		case e.FileResult.Path != "":
			return ActSend
		}
	case DatastoreDelete:
		return ActHide
	}
	return ActNone
}

func eventLogAct(a Activity) Act {
	switch a {
	case EventLogClear, EventLogDelete, EventLogStop, EventLogDisable:
		return ActHide
	}
	return ActNone
}

func entityAct(a Activity) Act {
	if a == ActivityUnknown || a == APIRead {
		return ActNone
	}
	return ActAdminister
}

// shares reports whether the event gives access to somebody.
func (e *Event) shares() bool { return e.Share.Type != ShareNone || len(e.Share.Targets) > 0 }

// usedShare reports whether somebody came in through a share that reaches
// beyond the organisation's own accounts. Use of a share by named accounts is
// theirs to be judged by who acts, and of a company link is use within.
func (e *Event) usedShare() bool {
	return e.Share.Used && (e.Share.Type == ShareAnonymous || e.Share.Type == SharePublic || len(e.Share.Targets) > 0)
}

// removable reports whether the event names attached storage.
func (e *Event) removable() bool {
	p := &e.Peripheral
	return p.Name != "" || p.UID != "" || p.Serial != ""
}

// archives are the endings of containers that people pack files into.
var archives = [...]string{"zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz", "zst", "cab", "iso", "vhd", "vhdx", "dmg", "lzh", "zipx", "kdbx", "gpg", "pgp", "age"}

func isArchive(f *File) bool {
	ext := f.Ext
	if ext == "" {
		ext = extension(f)
	}
	for _, a := range archives {
		if strings.EqualFold(a, ext) {
			return true
		}
	}
	return false
}

// extension is what follows the last dot of the file's name.
func extension(f *File) string {
	name := f.Name
	if name == "" {
		name = f.Path[strings.LastIndexAny(f.Path, `/\`)+1:]
	}
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		return name[dot+1:]
	}
	return ""
}

// Channel says by which way the event moved data, ChannelNone where it moved
// none. A format that knows better says so in Via.
func (e *Event) Channel() Channel {
	if e.Via != ChannelNone {
		return e.Via
	}
	if e.AI.Service != "" {
		return ChannelAI
	}
	switch e.Class {
	case ClassEmail:
		return ChannelMail
	case ClassFileHosting:
		if e.Act() == ActSend && e.Activity == HostingUpload {
			return ChannelUpload
		}
		if e.shares() || e.Act() == ActExpose {
			return ChannelShare
		}
	case ClassFile:
		if e.removable() {
			return ChannelRemovable
		}
	case ClassPeripheral:
		return ChannelRemovable
	case ClassPrint:
		return ChannelPrint
	case ClassHTTP:
		return e.httpChannel()
	case ClassNetwork, ClassSSH, ClassDNS:
		if e.Act() == ActSend {
			return ChannelNetwork
		}
	case ClassWebResources, ClassAPI, ClassDatastore:
		return e.cloudChannel()
	}
	return ChannelNone
}

func (e *Event) httpChannel() Channel {
	switch {
	case e.Act() != ActSend:
		return ChannelNone
	case e.Activity == HTTPConnect:
		return ChannelNetwork
	}
	return ChannelUpload
}

func (e *Event) cloudChannel() Channel {
	switch act := e.Act(); {
	case act == ActNone || act == ActOpen || act == ActAdminister || act == ActHide:
		return ChannelNone
	case strings.EqualFold(e.Resource.Type, "repository"):
		return ChannelGit
	case e.Class == ClassWebResources:
		return ChannelShare
	}
	return ChannelCloud
}
