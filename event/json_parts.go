package event

import "sekisho/event/jsontext"

// parts is a set of the objects that some classes have and others have not.
type parts uint32

const (
	partActor parts = 1 << iota
	partDevice
	partSrc
	partDst
	partUser
	partGroup
	partModule
	partFile
	partFileResult
	partResources
	partEmail
	partRequest
	partResponse
	partURL
	partQuery
	partTraffic
	partConnection
	partPeripheral
	partPrint
	partEnd

	// A URL stands inside the request wherever that is written.
	everyPart = (partEnd - 1) &^ partURL
)

func (p parts) has(q parts) bool { return p&q != 0 }

// required is what OCSF 1.8.0 requires of a class, with one object for each of
// its "at least one" constraints. Objects that only one class has are written
// by classOnly.
func required(c Class) parts {
	switch c {
	case ClassFile:
		return partActor | partDevice | partFile
	case ClassModule:
		return partActor | partDevice | partModule
	case ClassProcess:
		return partActor | partDevice
	case ClassPeripheral:
		return partActor | partDevice | partPeripheral
	case ClassPrint:
		return partActor | partDevice | partPrint
	case ClassAccountChange, ClassAuthentication, ClassUserAccess:
		return partUser
	case ClassGroup:
		return partGroup
	case ClassNetwork, ClassDNS, ClassSSH:
		return partSrc
	case ClassHTTP:
		return partRequest
	case ClassEmail:
		return partEmail
	case ClassAPI, ClassDatastore:
		return partActor | partSrc
	case ClassFileHosting:
		return partActor | partSrc | partFile
	}
	return 0
}

// admitted is what a class may have besides.
func admitted(c Class) parts {
	const web = partRequest | partResponse
	const net = partSrc | partDst | partTraffic | partConnection
	switch c {
	case ClassFile:
		return partFileResult
	case ClassProcess:
		return partModule
	case ClassEventLog:
		return partSrc | partDst | partFile
	case ClassPrint:
		return partFile
	case ClassAccountChange:
		return web | partSrc
	case ClassAuthentication:
		return web | partSrc | partDst
	case ClassEntity:
		return web | partSrc
	case ClassUserAccess:
		return web | partSrc | partResources
	case ClassGroup:
		return web | partSrc | partUser
	case ClassNetwork:
		return net | partURL
	case ClassHTTP:
		return net | web | partFile
	case ClassDNS:
		return net | partQuery
	case ClassSSH:
		return net | partFile
	case ClassEmail, ClassWebResources:
		return partSrc | partDst | admittedWeb(c)
	case ClassAPI:
		return web | partDst | partResources
	case ClassDatastore:
		return web | partDst
	case ClassFileHosting:
		return web | partDst | partFileResult | partConnection
	}
	return 0
}

func admittedWeb(c Class) parts {
	if c == ClassWebResources {
		return partRequest | partResponse
	}
	return 0
}

// partList says how each part is written, in the order of the document.
var partList = []struct {
	bit   parts
	write func(w *encoder, e *Event, required bool)
}{
	{partUser, func(w *encoder, e *Event, req bool) { w.user("user", &e.User, req) }},
	{partGroup, func(w *encoder, e *Event, req bool) { w.group("group", &e.Group, req) }},
	{partModule, writeModule},
	{partFile, func(w *encoder, e *Event, req bool) { w.file("file", &e.File, req) }},
	{partFileResult, func(w *encoder, e *Event, req bool) { w.file("file_result", &e.FileResult, req) }},
	{partResources, writeResources},
	{partEmail, func(w *encoder, e *Event, req bool) { w.mail(&e.Email, req) }},
	{partRequest, writeRequest},
	{partResponse, func(w *encoder, e *Event, _ bool) { w.response(&e.HTTP) }},
	{partURL, func(w *encoder, e *Event, _ bool) { w.url(&e.HTTP) }},
	{partQuery, writeQuery},
	{partSrc, func(w *encoder, e *Event, req bool) { w.endpoint("src_endpoint", &e.Src, req) }},
	{partDst, func(w *encoder, e *Event, req bool) { w.endpoint("dst_endpoint", &e.Dst, req) }},
	{partConnection, func(w *encoder, e *Event, _ bool) { w.connection(e) }},
	{partTraffic, func(w *encoder, e *Event, _ bool) { w.traffic(e) }},
	{partPeripheral, writePeripheral},
	{partPrint, writePrint},
}

// Profile writes the OCSF profile and the extension that events and findings
// use, as members of metadata.
func Profile(w *jsontext.Writer) {
	w.Strs("profiles", []string{"host"})
	w.Array("extensions")
	w.ItemObject()
	w.Str("name", ExtensionName)
	w.Str("uid", "991")
	w.Str("version", ExtensionVersion)
	w.EndObject()
	w.EndArray()
}

// writeModule: OCSF wants to know how a module was loaded; 0 is "unknown".
func writeModule(w *encoder, e *Event, required bool) {
	if e.Module == "" && !required {
		return
	}
	w.Object("module")
	w.file("file", &File{Path: e.Module}, false)
	w.Int("load_type_id", 0)
	w.EndObject()
}

// writeResources writes the thing acted on, unless the class has a member of
// its own for all of it.
func writeResources(w *encoder, e *Event, _ bool) {
	r := &e.Resource
	switch e.Class {
	case ClassWebResources, ClassDatastore, ClassEntity:
		if r.Owner == "" {
			return
		}
	}
	if *r == (Resource{}) {
		return
	}
	w.Array("resources")
	w.ItemObject()
	w.thing(r)
	if r.Owner != "" {
		w.user("owner", &User{Name: r.Owner}, true)
	}
	w.EndObject()
	w.EndArray()
}

func writeRequest(w *encoder, e *Event, required bool) {
	if required || e.HTTP.hasRequest() {
		w.request(&e.HTTP)
	}
}

func writeQuery(w *encoder, e *Event, _ bool) {
	if d := &e.DNS; d.Query != "" || d.Type != "" {
		w.Object("query")
		w.scrubbed("hostname", first(d.Query, unknown))
		w.Str("type", d.Type)
		w.EndObject()
	}
	if len(e.DNS.Answers) == 0 {
		return
	}
	w.Array("answers")
	for _, a := range e.DNS.Answers {
		w.ItemObject()
		w.scrubbed("rdata", first(a, unknown))
		w.EndObject()
	}
	w.EndArray()
}

func writePeripheral(w *encoder, e *Event, required bool) {
	p := &e.Peripheral
	if *p == (Peripheral{}) && !required {
		return
	}
	w.Object("peripheral_device")
	w.scrubbed("name", first(p.Name, p.Serial, p.UID, unknown))
	w.Str("uid", p.UID)
	w.Str("serial_number", p.Serial)
	w.Str("vendor_name", p.Vendor)
	w.Str("class", p.Class)
	w.EndObject()
}

func writePrint(w *encoder, e *Event, required bool) {
	p := &e.Print
	if *p == (Print{}) && !required {
		return
	}
	w.Object("print_job")
	w.scrubbed("printer", first(p.Printer, unknown))
	w.NonZero("pages", int64(p.Pages))
	w.NonZero("copies", int64(p.Copies))
	w.EndObject()
}
