package m365

import "sekisho/event"

// members emits one event for each member of a record.
func (d *decoder) members(ev *event.Event) {
	ev.Group.Name, ev.Group.UID = d.text(d.f.team), d.text(d.f.channel)
	ev.Resource = event.Resource{}
	for _, s := range d.f.memberUPN {
		for c := d.row.Values(s); c.Next(); {
			ev.User.Name = c.Value().Text
			ev.User.Email = address(&d.scratch, ev.User.Name)
			d.emit(d.kind)
			d.fanned = true
		}
	}
	if !d.fanned {
		ev.User.Name = d.text(d.f.memberName)
	}
}

// conversation fills the other tenants that take part in a chat or channel.
func (d *decoder) conversation(ev *event.Event) {
	ev.Resource.Name, ev.Resource.UID, ev.Resource.Type = d.text(d.f.team), d.text(d.f.channel), "conversation"
	for _, s := range d.f.participants {
		for c := d.row.Values(s); c.Next(); {
			if tenant := c.Value().Text; tenant != "" && tenant != ev.Tenant {
				ev.Share.Targets = append(ev.Share.Targets, tenant)
			}
		}
	}
	if len(ev.Share.Targets) > 0 {
		ev.Share.Type = event.ShareDirect
	}
}

func (d *decoder) teamThing(ev *event.Event) {
	ev.Resource.Name, ev.Resource.Type = d.text(d.f.addOn), "application"
	if ev.Resource.Name == "" {
		ev.Resource.Name, ev.Resource.Type = d.text(d.f.team), "team"
	}
}

// prompted emits the prompt and, for each resource that Copilot opened to
// answer it, an act of the agent in the person's name.
func (d *decoder) prompted(ev *event.Event) {
	ev.AI.Service, ev.AI.Model = "Microsoft 365 Copilot", d.text(d.f.model)
	ev.Resource.Name, ev.Resource.Type = d.text(d.f.copilotHost), ""
	d.emit(d.kind)
	d.fanned = true
	names, ids := d.row.Values(d.f.resName), d.row.Values(d.f.resID)
	labels := d.row.Values(d.f.resLabel)
	more, label := names.Next(), labels.Next()
	id := ids.Next()
	sites := d.row.Values(d.f.resSite)
	for sites.Next() {
		elem := sites.Value().Elem
		ev.File = event.File{Path: sites.Value().Text}
		for ; more && names.Value().Elem < elem; more = names.Next() {
		}
		for ; label && labels.Value().Elem < elem; label = labels.Next() {
		}
		for ; id && ids.Value().Elem < elem; id = ids.Next() {
		}
		if more && names.Value().Elem == elem {
			ev.File.Name = names.Value().Text
		}
		if label && labels.Value().Elem == elem {
			ev.File.Label = labels.Value().Text
		}
		if id && ids.Value().Elem == elem {
			ev.File.UID = ids.Value().Text
		}
		d.opened(ev)
	}
}

func (d *decoder) opened(ev *event.Event) {
	if ev.File.Path == "" {
		return
	}
	if ev.File.Name == "" {
		ev.File.Name = baseName(ev.File.Path)
	}
	ev.File.Ext = extension(ev.File.Name)
	ev.Class, ev.Activity, ev.ActivityName = event.ClassFileHosting, event.HostingOpen, ""
	ev.Hand = event.HandAgent
	ev.Resource = event.Resource{}
	d.emit(d.kind)
}

func (d *decoder) report(ev *event.Event) {
	ev.Resource.Name, ev.Resource.Type = d.text(d.f.reportItem), d.text(d.f.reportType)
}

func (d *decoder) reportShared(ev *event.Event) {
	d.report(ev)
	ev.Share.Type = event.ShareDirect
	ev.Share.Targets = d.all(ev.Share.Targets, d.f.recipientEmail)
}

func (d *decoder) reportPublished(ev *event.Event) {
	d.report(ev)
	ev.Share.Type = event.SharePublic
}
