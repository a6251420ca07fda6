package m365

import (
	"strings"

	"sekisho/event"
)

// localFile fills the device, program and file of an endpoint DLP record.
func (d *decoder) localFile(ev *event.Event, object string) {
	t := d.text
	ev.Device.Hostname, ev.Device.OS, ev.Device.IP = t(d.f.device), t(d.f.deviceOS), ev.Src.IP
	ev.Process.Name = t(d.f.process)
	if ev.Class == event.ClassPeripheral {
		return
	}
	ev.File.Path, ev.File.Name, ev.File.Ext = object, baseName(object), t(d.f.ext)
	if ev.File.Ext == "" {
		ev.File.Ext = extension(ev.File.Name)
	}
	ev.File.Size, ev.File.Hash, ev.File.Label = int64Of(t(d.f.size)), t(d.f.hash), t(d.f.label)
}

// resultLocally fills the file that an act made.
func (d *decoder) resultLocally(ev *event.Event) {
	path := d.text(d.f.targetName)
	if path == "" {
		return
	}
	ev.FileResult.Path, ev.FileResult.Name = path, baseName(path)
	ev.FileResult.Ext = extension(ev.FileResult.Name)
}

// renamedLocally: the object is the file as it is called now, and
// PreviousFileName what it was called, where there is no target.
func (d *decoder) renamedLocally(ev *event.Event) {
	d.resultLocally(ev)
	before := d.text(d.f.previous)
	if ev.FileResult.Path != "" || before == "" {
		return
	}
	ev.FileResult = ev.File
	folder := strings.TrimSuffix(ev.File.Path, ev.File.Name)
	if strings.ContainsAny(before, `/\`) {
		folder = ""
	}
	ev.File.Path = d.scratch.Join(folder, before)
	ev.File.Name = baseName(before)
	ev.File.Ext = extension(ev.File.Name)
}

func (d *decoder) medium(ev *event.Event) {
	t := d.text
	ev.Peripheral.Vendor, ev.Peripheral.Name, ev.Peripheral.Serial = t(d.f.deviceVendor), t(d.f.deviceModel), t(d.f.deviceSerial)
	ev.Peripheral.Class = "removable media"
}

func (d *decoder) toRemovable(ev *event.Event) {
	d.resultLocally(ev)
	d.medium(ev)
	ev.BytesOut = ev.File.Size
}

func (d *decoder) toBluetooth(ev *event.Event) {
	d.resultLocally(ev)
	d.medium(ev)
	ev.Peripheral.Class = "Bluetooth"
	ev.BytesOut = ev.File.Size
}

func (d *decoder) toShare(ev *event.Event) {
	d.resultLocally(ev)
	path := ev.FileResult.Path
	if path == "" {
		path = ev.File.Path
	}
	if host, ok := strings.CutPrefix(path, `\\`); ok {
		ev.Dst.Hostname, _, _ = strings.Cut(host, `\`)
	}
	ev.Protocol = "smb"
	ev.BytesOut = ev.File.Size
}

func (d *decoder) toRemoteDesktop(ev *event.Event) {
	d.resultLocally(ev)
	ev.Protocol = "rdp"
	ev.BytesOut = ev.File.Size
}

func (d *decoder) toWeb(ev *event.Event) {
	target := d.text(d.f.targetDomain)
	host := target
	if _, rest, ok := strings.Cut(target, "://"); ok {
		ev.HTTP.URL = target
		host, _, _ = strings.Cut(rest, "/")
	}
	ev.HTTP.Host, ev.HTTP.Method = host, "POST"
	ev.Dst.Hostname = host
	ev.HTTP.BodyOut, ev.BytesOut = ev.File.Size, ev.File.Size
}

func (d *decoder) printed(ev *event.Event) {
	ev.Print.Printer = d.text(d.f.printer)
}
