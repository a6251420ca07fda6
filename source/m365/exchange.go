package m365

import (
	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// mailbox fills whose mailbox, and which object of the directory, a record is
// about.
func (d *decoder) mailbox(ev *event.Event, object string) {
	t := d.text
	ev.Email.UID = t(d.f.messageID)
	ev.Count = int64Of(t(d.f.count))
	if owner := t(d.f.mailbox); owner != "" {
		ev.Resource.Name, ev.Resource.Owner, ev.Resource.Type = owner, owner, "mailbox"
		return
	}
	ev.Resource.Name = object
	if ev.Resource.Name == "" {
		ev.Resource.Name = t(d.f.identity)
	}
}

// sent fills the envelope as far as the mailbox audit has it.
func (d *decoder) sent(ev *event.Event) {
	t := d.text
	ev.Email.From = t(d.f.from)
	if ev.Email.From == "" {
		ev.Email.From = t(d.f.mailbox)
	}
	ev.Email.Attachments = attachments(ev.Email.Attachments, t(d.f.attachments))
}

// scanned fills what threat intelligence saw of a mail.
func (d *decoder) scanned(ev *event.Event) {
	ev.Email.From, ev.Email.UID = d.text(d.f.p1Sender), d.text(d.f.messageID)
	ev.Email.To = d.all(ev.Email.To, d.f.recipients)
	ev.Email.Attachments = d.all(ev.Email.Attachments, d.f.fileNames)
	switch d.text(d.f.direction) {
	case "Inbound":
		ev.Email.Direction = event.DirectionInbound
	case "Outbound":
		ev.Email.Direction = event.DirectionOutbound
	case "IntraOrg", "Intra-org":
		ev.Email.Direction = event.DirectionInternal
	}
}

// all appends every value of the slots that is not empty.
func (d *decoder) all(list []string, from slots) []string {
	for _, s := range from {
		for c := d.row.Values(s); c.Next(); {
			if v := c.Value(); v.Kind > record.Null && v.Text != "" {
				list = append(list, v.Text)
			}
		}
	}
	return list
}

// forwarded fills where a rule or a mailbox setting sends mail to: access given
// to the addresses.
func (d *decoder) forwarded(ev *event.Event) {
	for _, s := range d.f.forward {
		for c := d.row.Values(s); c.Next(); {
			ev.Share.Targets = addresses(ev.Share.Targets, c.Value().Text)
		}
	}
	if len(ev.Share.Targets) > 0 {
		ev.Share.Type, ev.Share.Role = event.ShareDirect, "forward"
	}
	if d.text(d.f.auditEnabled) == "False" {
		ev.Class, ev.Activity = event.ClassEventLog, event.EventLogDisable
	}
}

// delegated fills who was given which right to a mailbox or folder.
func (d *decoder) delegated(ev *event.Event) {
	ev.User.Name = d.text(d.f.delegate)
	ev.User.Email = address(&d.scratch, ev.User.Name)
	ev.Group.Name = d.text(d.f.rights)
	if ev.Resource.Type == "mailbox" {
		return
	}
	if identity := d.text(d.f.identity); identity != "" {
		ev.Resource.Name, ev.Resource.Type = identity, "mailbox"
	}
}

// auditing tells whether the log itself was switched off.
func (d *decoder) auditing(ev *event.Event) {
	off := d.text(d.f.auditOff) == "False" || ev.EventCode == "Set-MailboxAuditBypassAssociation"
	if off {
		ev.Class, ev.Activity = event.ClassEventLog, event.EventLogDisable
	}
}

// searchAction tells what is done with the result of a compliance search: its
// parameters are one text of PowerShell.
func (d *decoder) searchAction(ev *event.Event) {
	text := d.text(d.f.parameters)
	switch {
	case source.ContainsFold(text, "-purge"):
		ev.Activity = event.APIDelete
	case source.ContainsFold(text, "-preview"):
		ev.Activity = event.APIRead
	}
}

// int64Of reads a size or a count; what is negative or no number is 0.
func int64Of(s string) int64 { return max(0, source.Int(s)) }
