package event

// texts lists every text of e that is not in a list, always in the same order:
// copies and the binary form go through it. New fields go at the end, so that
// numbers in written files keep their meaning; a test fails if one is missing.
func (e *Event) texts() [textCount]*string {
	return [textCount]*string{
		&e.ActivityName, &e.StatusDetail,
		&e.Source, &e.Product, &e.Vendor, &e.NativeID, &e.OriginalTime, &e.EventCode, &e.Tenant, &e.Correlation,
		&e.Actor.Name, &e.Actor.UID, &e.Actor.Email, &e.Actor.Domain,
		&e.AppName, &e.AppUID, &e.SessionID,
		&e.User.Name, &e.User.UID, &e.User.Email, &e.User.Domain,
		&e.Group.Name, &e.Group.UID,
		&e.Device.Hostname, &e.Device.UID, &e.Device.IP, &e.Device.OS,
		&e.Process.Name, &e.Process.Path, &e.Process.CmdLine, &e.Process.UID,
		&e.Parent.Name, &e.Parent.Path, &e.Parent.CmdLine, &e.Parent.UID,
		&e.Src.IP, &e.Src.Hostname, &e.Src.UID,
		&e.Dst.IP, &e.Dst.Hostname, &e.Dst.UID,
		&e.File.Name, &e.File.Path, &e.File.UID, &e.File.Ext, &e.File.Owner, &e.File.Label, &e.File.Hash,
		&e.FileResult.Name, &e.FileResult.Path, &e.FileResult.UID, &e.FileResult.Ext, &e.FileResult.Owner,
		&e.FileResult.Label, &e.FileResult.Hash,
		&e.Resource.Name, &e.Resource.UID, &e.Resource.Type, &e.Resource.Owner,
		&e.Email.From, &e.Email.UID,
		&e.HTTP.Method, &e.HTTP.URL, &e.HTTP.Host, &e.HTTP.Path, &e.HTTP.UserAgent, &e.HTTP.Referrer, &e.HTTP.MimeType,
		&e.DNS.Query, &e.DNS.Type, &e.DNS.RCode,
		&e.Share.Role,
		&e.Peripheral.Name, &e.Peripheral.UID, &e.Peripheral.Serial, &e.Peripheral.Vendor, &e.Peripheral.Class,
		&e.Print.Printer, &e.Module, &e.AI.Service, &e.AI.Model, &e.Protocol, &e.AuthProto,
	}
}

const textCount = 83

// lists lists every list of texts, in the same way.
func (e *Event) lists() [listCount]*[]string {
	return [listCount]*[]string{
		&e.Email.To, &e.Email.Cc, &e.Email.Bcc, &e.Email.Attachments, &e.DNS.Answers, &e.Share.Targets,
	}
}

const listCount = 6
