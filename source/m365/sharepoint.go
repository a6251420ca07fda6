package m365

import (
	"strings"

	"sekisho/event"
)

// hostedFile fills the file of a SharePoint or OneDrive record.
func (d *decoder) hostedFile(ev *event.Event, object string) {
	t := d.text
	ev.File.Path, ev.File.Name, ev.File.Ext = object, t(d.f.name), t(d.f.ext)
	ev.File.UID, ev.File.Label = t(d.f.itemID), t(d.f.label)
	ev.File.Size = int64Of(t(d.f.size))
	ev.File.IsDir = t(d.f.itemType) == "Folder"
	if ev.File.Name == "" && !d.ofSite() {
		ev.File.Name = baseName(object)
	}
	ev.Resource.Name, ev.Resource.Type = t(d.f.site), "site"
	if ev.Resource.Name == "" {
		ev.Resource.Type = ""
	}
}

// ofSite says that the object is a site or web and not a file in one.
func (d *decoder) ofSite() bool {
	switch d.text(d.f.itemType) {
	case "Web", "Site", "Tenant":
		return true
	}
	return false
}

// result fills where a renamed, moved or copied file is now.
func (d *decoder) result(ev *event.Event) {
	folder, name := d.text(d.f.targetPath), d.text(d.f.targetName)
	ev.FileResult.Name, ev.FileResult.Ext = name, extension(name)
	if name == "" && folder == "" {
		return
	}
	site := strings.TrimSuffix(d.text(d.f.site), "/")
	if folder == "" { // renamed where it lies
		ev.FileResult.Path = d.scratch.Join(strings.TrimSuffix(ev.File.Path, baseName(ev.File.Path)), name)
		return
	}
	if site == "" || strings.Contains(folder, "://") {
		ev.FileResult.Path = d.scratch.Join(strings.TrimSuffix(folder, "/"), "/", name)
		return
	}
	ev.FileResult.Path = d.scratch.Join(site, "/", strings.Trim(folder, "/"), "/", name)
}

// given fills whom an act of sharing is about.
func (d *decoder) given(ev *event.Event) {
	if who := d.text(d.f.target); who != "" {
		ev.Share.Targets = append(ev.Share.Targets, d.account(who))
	}
}

// account is the mail address of an account name, else the name itself.
func (d *decoder) account(name string) string {
	if a := address(&d.scratch, name); a != "" {
		return a
	}
	return name
}

func (d *decoder) shareOf(ev *event.Event, kind event.ShareType) {
	d.given(ev)
	ev.Share.Type = kind
	data := d.text(d.f.eventData)
	ev.Share.Role = element(data, "<Permissions granted>", "</Permissions granted>")
	if ev.Share.Role == "" {
		ev.Share.Role = element(data, "<Type>", "</Type>")
	}
}

func shared(kind event.ShareType) fill {
	return func(d *decoder, ev *event.Event) { d.shareOf(ev, kind) }
}

func used(kind event.ShareType) fill {
	return func(d *decoder, ev *event.Event) {
		d.shareOf(ev, kind)
		ev.Share.Used = true
	}
}

// scopedLink reads how wide a link of the newer operations reaches.
func (d *decoder) scopedLink(ev *event.Event) {
	switch scope := d.text(d.f.linkScope); scope {
	case "Anyone", "Anonymous", "anonymous":
		d.shareOf(ev, event.ShareAnonymous)
	case "Organization", "organization":
		d.shareOf(ev, event.ShareCompany)
	default:
		d.shareOf(ev, event.ShareDirect)
	}
}

func (d *decoder) scopedLinkUsed(ev *event.Event) {
	d.scopedLink(ev)
	ev.Share.Used = true
}

func (d *decoder) siteAdmin(ev *event.Event) {
	ev.User.Name = d.text(d.f.target)
	ev.User.Email = address(&d.scratch, ev.User.Name)
	ev.Group.Name = "site collection administrator"
}

func (d *decoder) siteGroup(ev *event.Event) {
	ev.User.Name = d.text(d.f.target)
	ev.User.Email = address(&d.scratch, ev.User.Name)
	ev.Group.Name = element(d.text(d.f.eventData), "<Group>", "</Group>")
}

// labelled fills the labels before and after.
func (d *decoder) labelled(ev *event.Event) {
	ev.File.Label, ev.FileResult.Label = d.text(d.f.oldLabel), d.text(d.f.label)
	ev.File.Name = baseName(ev.File.Path)
	ev.File.Ext = extension(ev.File.Name)
}
