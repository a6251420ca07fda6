package windows

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// deviceActs are the channels that see attached devices come and go.
func deviceActs(service string) map[int64]act {
	const other = event.ActivityOther
	m := map[int64]act{}
	switch service {
	case "driver-framework":
		m[2003] = act{event.ClassPeripheral, event.PeripheralConnect, "", (*decoder).device}
		for _, id := range []int64{2004, 2005, 2006, 2010, 2100, 2101, 2102, 2105, 2106, 1006, 1008} {
			m[id] = act{event.ClassPeripheral, other, "device driver operation", (*decoder).driverOperation}
		}
	case "partition":
		m[1006] = act{event.ClassPeripheral, event.PeripheralConnect, "", (*decoder).disk}
	case "kernel-pnp":
		m[400] = act{event.ClassPeripheral, other, "device configured", (*decoder).device}
		m[410] = act{event.ClassPeripheral, event.PeripheralConnect, "", (*decoder).device}
		m[420] = act{event.ClassPeripheral, other, "device removed from the configuration", (*decoder).device}
	case "vhdmp":
		m[1] = act{event.ClassFile, event.FileMount, "", (*decoder).disc}
		m[2] = act{event.ClassFile, event.FileUnmount, "", (*decoder).disc}
		m[12] = act{event.ClassFile, event.FileOpen, "", (*decoder).disc}
	}
	return m
}

// externalDevice is Security 6416 and its neighbours.
func (d *decoder) externalDevice(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	id := first(row.Text(d.f.deviceID), row.Text(d.f.deviceInstance))
	ev.Peripheral = peripheral(id)
	ev.Peripheral.Name = first(row.Text(d.f.deviceDescription), ev.Peripheral.Name)
	if c := row.Text(d.f.className); c != "" {
		ev.Peripheral.Class = c
	}
}

func (d *decoder) deviceForbidden(row *record.Row, ev *event.Event) {
	d.externalDevice(row, ev)
	ev.Status, ev.StatusDetail = event.StatusFailure, "installation forbidden by policy"
}

func (d *decoder) device(row *record.Row, ev *event.Event) {
	f := &d.f
	if d.envelopeUser(row, ev); isService(&ev.Actor, "") { // the driver's host, not who plugged it in
		ev.Actor = event.User{}
	}
	ev.Peripheral = peripheral(first(row.Text(f.instance2), row.Text(f.instance),
		row.Text(f.deviceInstance), row.Text(f.deviceInstance2), row.Text(f.deviceID)))
}

// Minor functions of a plug-and-play request (Windows Driver Kit, wdm.h).
const (
	removeDevice    = 2
	surpriseRemoval = 23
)

// driverOperation: a device leaves when its driver is told so.
func (d *decoder) driverOperation(row *record.Row, ev *event.Event) {
	d.device(row, ev)
	if minor := source.Int(row.Text(d.f.minor)); minor == removeDevice || minor == surpriseRemoval {
		ev.Activity, ev.ActivityName = event.PeripheralDisconnect, ""
	}
}

// busUSB is STORAGE_BUS_TYPE BusTypeUsb of the Windows Driver Kit.
const busUSB = "7"

// disk is Partition/Diagnostic 1006; a capacity of 0 means that the disk left.
func (d *decoder) disk(row *record.Row, ev *event.Event) {
	f := &d.f
	ev.Peripheral = event.Peripheral{
		Name: strings.TrimSpace(row.Text(f.model)), Vendor: strings.TrimSpace(row.Text(f.manufacturer)),
		Serial: strings.TrimSpace(row.Text(f.serial)), Class: "disk",
	}
	if row.Text(f.busType) == busUSB {
		ev.Peripheral.Class = "USB storage"
	}
	if row.Text(f.capacity) == "0" {
		ev.Activity = event.PeripheralDisconnect
	}
}

// disc is a disk or disc image that was attached as a volume.
func (d *decoder) disc(row *record.Row, ev *event.Event) {
	d.envelopeUser(row, ev)
	ev.File = file(first(row.Text(d.f.vhdFile), row.Text(d.f.fileName)))
}

// peripheral reads a device instance: USBSTOR\DISK&VEN_X&PROD_Y&REV_1.0\SERIAL&0,
// or USB\VID_0951&PID_1666\SERIAL, in which '#' may stand for '\' and which may
// be wrapped in the path of an enumerator.
func peripheral(id string) event.Peripheral {
	p := event.Peripheral{UID: id}
	rest := id
	for _, kind := range [...]struct{ mark, class string }{
		{"usbstor", "USB storage"}, {"wpdbusenum", "portable device"}, {"swd", "portable device"},
		{"sd", "memory card"}, {"usb", "USB device"}, {"scsi", "disk"}, {"bthenum", "Bluetooth device"},
	} {
		if at := part(id, kind.mark); at >= 0 {
			p.Class, rest = kind.class, id[at+len(kind.mark):]
			break
		}
	}
	p.Vendor, p.Name = member(rest, "ven_"), member(rest, "prod_")
	if p.Vendor == "" {
		p.Vendor = member(rest, "vid_")
	}
	if p.Class == "USB storage" || p.Class == "USB device" {
		p.Serial = serial(rest)
	}
	return p
}

// part finds a whole enumerator's name, whose end is '\' or '#'.
func part(id, mark string) int {
	for at := 0; at+len(mark) < len(id); at++ {
		if end := id[at+len(mark)]; (end == '\\' || end == '#') && source.HasPrefixFold(id[at:], mark) &&
			(at == 0 || id[at-1] == '\\' || id[at-1] == '#' || id[at-1] == '_') {
			return at
		}
	}
	return -1
}

// member is what follows a prefix such as VEN_ up to the next separator.
func member(id, prefix string) string {
	for at := range id {
		if source.HasPrefixFold(id[at:], prefix) {
			v := id[at+len(prefix):]
			if end := strings.IndexAny(v, `&\#`); end >= 0 {
				v = v[:end]
			}
			return v
		}
	}
	return ""
}

// serial is the part after the device's name. Windows makes up one whose second
// character is '&' where the device has none; that one is no serial.
func serial(rest string) string {
	rest = strings.TrimLeft(rest, `\#`)
	at := strings.IndexAny(rest, `\#`)
	if at < 0 {
		return ""
	}
	s := rest[at+1:]
	if end := strings.IndexAny(s, `\#{`); end >= 0 {
		s = s[:end]
	}
	if len(s) > 1 && s[1] == '&' {
		return ""
	}
	s, _, _ = strings.Cut(s, "&")
	return s
}
