package event

import "slices"

func classFields() []fieldDef {
	return []fieldDef{
		enum("activity_id", func(e *Event) Activity { return e.Activity }),
		text("activity_name", (*Event).activityName),
		enum("category_uid", func(e *Event) int32 { return e.Class.CategoryUID() }),
		text("category_name", func(e *Event) string { return e.Class.info().category.name }),
		enum("class_uid", func(e *Event) Class { return e.Class }),
		text("class_name", func(e *Event) string { return e.Class.Caption() }),
		enum("type_uid", func(e *Event) int64 { return e.Class.TypeUID(e.Activity) }),
		enum("status_id", func(e *Event) Status { return e.Status }),
		text("status", func(e *Event) string { return e.Status.Caption() }),
		text("status_detail", func(e *Event) string { return e.StatusDetail }),
		number("time", func(e *Event) Time { return e.Time }),
		number("start_time", func(e *Event) Time { return e.StartTime }),
		number("end_time", func(e *Event) Time { return e.EndTime }),
		number("count", func(e *Event) int64 { return e.Count }),
		text("sekisho.hand", func(e *Event) string { return e.Hand.String() }),
		text("sekisho.act", func(e *Event) string { return e.Act().String() }),
		text("sekisho.channel", func(e *Event) string { return e.Channel().String() }),
		text("sekisho.source", func(e *Event) string { return e.Source }),
		number("sekisho.bytes_out", (*Event).Outgoing),
	}
}

func metadataFields() []fieldDef {
	return []fieldDef{
		text("metadata.log_name", func(e *Event) string { return e.Source }),
		text("metadata.product.name", func(e *Event) string { return e.Product }),
		text("metadata.product.vendor_name", func(e *Event) string { return e.Vendor }),
		text("metadata.original_event_uid", func(e *Event) string { return e.NativeID }),
		text("metadata.original_time", func(e *Event) string { return e.OriginalTime }),
		text("metadata.event_code", func(e *Event) string { return e.EventCode }),
		text("metadata.tenant_uid", func(e *Event) string { return e.Tenant }),
		text("metadata.correlation_uid", func(e *Event) string { return e.Correlation }),
	}
}

func actorFields() []fieldDef {
	return slices.Concat(
		group("actor.user", func(e *Event) *User { return &e.Actor }, userFields),
		group("user", func(e *Event) *User { return &e.User }, userFields),
		group("process", func(e *Event) *Process { return &e.Process }, processFields),
		group("actor.process", func(e *Event) *Process { return &e.Process }, processFields),
		group("process.parent_process", func(e *Event) *Process { return &e.Parent }, processFields),
		[]fieldDef{
			text("actor.app_name", func(e *Event) string { return e.AppName }),
			text("actor.app_uid", func(e *Event) string { return e.AppUID }),
			text("actor.session.uid", func(e *Event) string { return e.SessionID }),
			text("group.name", func(e *Event) string { return e.Group.Name }),
			text("group.uid", func(e *Event) string { return e.Group.UID }),
			text("auth_protocol", func(e *Event) string { return e.AuthProto }),
			number("logon_type_id", func(e *Event) int32 { return e.LogonType }),
			text("module.file.path", func(e *Event) string { return e.Module }),
		})
}

func userFields(of func(*Event) *User) []fieldDef {
	return []fieldDef{
		text("name", func(e *Event) string { return of(e).Name }),
		text("uid", func(e *Event) string { return of(e).UID }),
		text("email_addr", func(e *Event) string { return of(e).Email }),
		text("domain", func(e *Event) string { return of(e).Domain }),
		enum("type_id", func(e *Event) UserType { return of(e).Type }),
	}
}

func processFields(of func(*Event) *Process) []fieldDef {
	return []fieldDef{
		text("name", func(e *Event) string { return of(e).Name }),
		text("file.path", func(e *Event) string { return of(e).Path }),
		text("cmd_line", func(e *Event) string { return of(e).CmdLine }),
		number("pid", func(e *Event) int64 { return of(e).PID }),
		text("uid", func(e *Event) string { return of(e).UID }),
	}
}

func deviceFields() []fieldDef {
	return slices.Concat(
		group("src_endpoint", func(e *Event) *Endpoint { return &e.Src }, endpointFields),
		group("dst_endpoint", func(e *Event) *Endpoint { return &e.Dst }, endpointFields),
		[]fieldDef{
			text("device.hostname", func(e *Event) string { return e.Device.Hostname }),
			text("device.uid", func(e *Event) string { return e.Device.UID }),
			text("device.ip", func(e *Event) string { return e.Device.IP }),
			text("device.os.name", func(e *Event) string { return e.Device.OS }),
			text("peripheral_device.name", func(e *Event) string { return e.Peripheral.Name }),
			text("peripheral_device.uid", func(e *Event) string { return e.Peripheral.UID }),
			text("peripheral_device.serial_number", func(e *Event) string { return e.Peripheral.Serial }),
			text("peripheral_device.vendor_name", func(e *Event) string { return e.Peripheral.Vendor }),
			text("peripheral_device.class", func(e *Event) string { return e.Peripheral.Class }),
			text("print_job.printer", func(e *Event) string { return e.Print.Printer }),
			number("print_job.pages", func(e *Event) int32 { return e.Print.Pages }),
			number("print_job.copies", func(e *Event) int32 { return e.Print.Copies }),
		})
}

func endpointFields(of func(*Event) *Endpoint) []fieldDef {
	return []fieldDef{
		text("ip", func(e *Event) string { return of(e).IP }),
		number("port", func(e *Event) int32 { return of(e).Port }),
		text("hostname", func(e *Event) string { return of(e).Hostname }),
		text("uid", func(e *Event) string { return of(e).UID }),
	}
}

func fileFields() []fieldDef {
	return slices.Concat(
		group("file", func(e *Event) *File { return &e.File }, oneFileFields),
		group("file_result", func(e *Event) *File { return &e.FileResult }, oneFileFields))
}

func oneFileFields(of func(*Event) *File) []fieldDef {
	return []fieldDef{
		text("name", func(e *Event) string { return of(e).Name }),
		text("path", func(e *Event) string { return of(e).Path }),
		text("uid", func(e *Event) string { return of(e).UID }),
		text("ext", func(e *Event) string { return of(e).Ext }),
		number("size", func(e *Event) int64 { return of(e).Size }),
		text("owner.name", func(e *Event) string { return of(e).Owner }),
		text("confidentiality", func(e *Event) string { return of(e).Label }),
		text("hashes.value", func(e *Event) string { return of(e).Hash }),
	}
}

// resourceFields serves the one thing acted upon under each name that OCSF
// gives it in different classes.
func resourceFields() []fieldDef {
	var list []fieldDef
	for _, at := range []string{"resource", "resources", "web_resources", "databucket", "database", "entity"} {
		list = append(list, group(at, func(e *Event) *Resource { return &e.Resource }, func(of func(*Event) *Resource) []fieldDef {
			return []fieldDef{
				text("name", func(e *Event) string { return of(e).Name }),
				text("uid", func(e *Event) string { return of(e).UID }),
				text("type", func(e *Event) string { return of(e).Type }),
				text("owner.name", func(e *Event) string { return of(e).Owner }),
			}
		})...)
	}
	return list
}

func mailFields() []fieldDef {
	return []fieldDef{
		text("email.from", func(e *Event) string { return e.Email.From }),
		texts("email.to", func(e *Event) []string { return e.Email.To }),
		texts("email.cc", func(e *Event) []string { return e.Email.Cc }),
		texts("email.bcc", func(e *Event) []string { return e.Email.Bcc }),
		text("email.message_uid", func(e *Event) string { return e.Email.UID }),
		number("email.size", func(e *Event) int64 { return e.Email.Size }),
		texts("email.files.name", func(e *Event) []string { return e.Email.Attachments }),
		enum("direction_id", func(e *Event) Direction { return e.Email.Direction }),
		text("direction", func(e *Event) string { return e.Email.Direction.Caption() }),
	}
}

func webFields() []fieldDef {
	return []fieldDef{
		text("http_request.http_method", func(e *Event) string { return e.HTTP.Method }),
		text("http_request.url.url_string", func(e *Event) string { return e.HTTP.URL }),
		text("http_request.url.hostname", func(e *Event) string { return e.HTTP.Host }),
		text("http_request.url.path", func(e *Event) string { return e.HTTP.Path }),
		text("http_request.user_agent", func(e *Event) string { return e.HTTP.UserAgent }),
		text("http_request.referrer", func(e *Event) string { return e.HTTP.Referrer }),
		number("http_request.body_length", func(e *Event) int64 { return e.HTTP.BodyOut }),
		number("http_response.code", func(e *Event) int32 { return e.HTTP.Status }),
		number("http_response.body_length", func(e *Event) int64 { return e.HTTP.BodyIn }),
		text("http_response.content_type", func(e *Event) string { return e.HTTP.MimeType }),
		text("url.url_string", func(e *Event) string { return e.HTTP.URL }),
		text("url.hostname", func(e *Event) string { return e.HTTP.Host }),
		text("url.path", func(e *Event) string { return e.HTTP.Path }),
		text("query.hostname", func(e *Event) string { return e.DNS.Query }),
		text("query.type", func(e *Event) string { return e.DNS.Type }),
		text("rcode", func(e *Event) string { return e.DNS.RCode }),
		texts("answers.rdata", func(e *Event) []string { return e.DNS.Answers }),
		number("traffic.bytes_in", func(e *Event) int64 { return e.BytesIn }),
		number("traffic.bytes_out", func(e *Event) int64 { return e.BytesOut }),
		text("connection_info.protocol_name", func(e *Event) string { return e.Protocol }),
		text("sekisho.ai.service", func(e *Event) string { return e.AI.Service }),
		text("sekisho.ai.model", func(e *Event) string { return e.AI.Model }),
	}
}

func shareFields() []fieldDef {
	return []fieldDef{
		text("sekisho.share.type", func(e *Event) string { return e.Share.Type.String() }),
		text("sekisho.share.role", func(e *Event) string { return e.Share.Role }),
		texts("sekisho.share.targets", func(e *Event) []string { return e.Share.Targets }),
	}
}

func (e *Event) activityName() string {
	if e.Activity == ActivityOther && e.ActivityName != "" {
		return e.ActivityName
	}
	return e.Class.ActivityCaption(e.Activity)
}

// Outgoing is how many bytes the act carried away from the actor's side as far
// as the record says: traffic, the request's body, the message, or the file
// that was sent; 0 if it does not say.
func (e *Event) Outgoing() int64 {
	if e.BytesOut > 0 {
		return e.BytesOut
	}
	if e.Act() != ActSend {
		return 0
	}
	switch {
	case e.HTTP.BodyOut > 0:
		return e.HTTP.BodyOut
	case e.Email.Size > 0:
		return e.Email.Size
	}
	return e.File.Size
}
