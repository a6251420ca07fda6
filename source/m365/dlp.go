package m365

import (
	"sekisho/event"
)

// matchedFields are those of a data loss prevention record about a mail or a
// file.
type matchedFields struct {
	from, to, cc, bcc, id, size, actions, location slots
	path, name, owner, fileSize                    slots
}

func newMatchedFields(p func(...string) slots) matchedFields {
	return matchedFields{
		from: p("ExchangeMetaData.From"), to: p("ExchangeMetaData.To"), cc: p("ExchangeMetaData.CC"),
		bcc: p("ExchangeMetaData.BCC"), id: p("ExchangeMetaData.MessageID"), size: p("ExchangeMetaData.FileSize"),
		actions:  p("PolicyDetails.Rules.Actions"),
		location: p("PolicyDetails.Rules.ConditionsMatched.SensitiveInformation.Location"),
		path:     p("SharePointMetaData.FilePathUrl"), name: p("SharePointMetaData.FileName"),
		owner: p("SharePointMetaData.FileOwner"), fileSize: p("SharePointMetaData.FileSize"),
	}
}

// matchedMail fills what a policy of data loss prevention saw of a mail: the one
// record of the log that has recipients and names of attachments (those in which
// something matched) together. The policy's agent writes it about what the sender
// did, so that the user type does not tell the hand. What was blocked went
// nowhere.
func (d *decoder) matchedMail(ev *event.Event) {
	m := &d.f.matched
	ev.Hand = event.HandUnknown
	ev.Email.From, ev.Email.UID = d.text(m.from), d.text(m.id)
	if ev.Actor.Email == "" && ev.Email.From != "" {
		ev.Actor.Name, ev.Actor.Email = ev.Email.From, ev.Email.From
	}
	ev.Actor.UID, ev.Actor.Type = "", event.UserTypeUnknown
	ev.Email.Size = int64Of(d.text(m.size))
	ev.Email.To = d.texts(ev.Email.To, m.to)
	ev.Email.Cc = d.texts(ev.Email.Cc, m.cc)
	ev.Email.Bcc = d.texts(ev.Email.Bcc, m.bcc)
	ev.Email.Attachments = d.texts(ev.Email.Attachments, m.location)
	for _, s := range m.actions {
		for c := d.row.Values(s); c.Next(); {
			if c.Value().Text == "BlockAccess" {
				ev.Status = event.StatusFailure
			}
		}
	}
}

// matchedFile fills the file that a policy of data loss prevention matched where
// it lies.
func (d *decoder) matchedFile(ev *event.Event) {
	m := &d.f.matched
	if path := d.text(m.path); path != "" {
		ev.File.Path = path
	}
	if ev.File.Name = d.text(m.name); ev.File.Name == "" {
		ev.File.Name = baseName(ev.File.Path)
	}
	ev.File.Ext, ev.File.Size = extension(ev.File.Name), int64Of(d.text(m.fileSize))
	ev.File.Owner = d.text(m.owner)
}

// texts appends the different values of the slots, the body of a mail as a place
// of a match left out.
func (d *decoder) texts(list []string, from slots) []string {
	for _, s := range from {
		for c := d.row.Values(s); c.Next(); {
			if v := c.Value().Text; v != "" && v != "Message Body" && !holds(list, v) {
				list = append(list, v)
			}
		}
	}
	return list
}

func holds(list []string, v string) bool {
	for _, have := range list {
		if have == v {
			return true
		}
	}
	return false
}
