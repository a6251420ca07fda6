package windows_test

import (
	"testing"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
	"sekisho/source/stream"
	"sekisho/source/windows"
)

// picked keeps what the names of the taxonomy give for the last event.
type picked struct {
	kinds []source.Kind
	slots map[string]record.Slot
	got   map[string]string
}

func (p *picked) Event(_ *event.Event, kind, _ int, row *record.Row) {
	for name := range p.got {
		path := name
		if q := p.kinds[kind].Fields[name]; q != "" {
			path = q
		}
		p.got[name] = string([]byte(row.Text(p.slots[path])))
	}
}

// Rules that are written for Sysmon read the audit events of Windows by the
// same names, and single digests by the taxonomy's.
func TestTaxonomyNames(t *testing.T) {
	for name, c := range map[string]struct {
		record string
		want   map[string]string
	}{
		"4688": {
			`{"EventID":4688,"Channel":"Security","TimeCreated":"2026-11-22T01:00:00Z","NewProcessName":"C:\\a.exe","ParentProcessName":"C:\\b.exe","CommandLine":"a -x","NewProcessId":"0x10","ProcessId":"0x20","MandatoryLabel":"S-1-16-12288","SubjectUserName":"mika.s","SubjectDomainName":"HOSHIZORA"}`,
			map[string]string{"Image": `C:\a.exe`, "ParentImage": `C:\b.exe`, "CommandLine": "a -x", "ProcessId": "0x10", "ParentProcessId": "0x20", "IntegrityLevel": "High", "User": `HOSHIZORA\mika.s`, "NewProcessName": `C:\a.exe`},
		},
		"4657": {
			`{"EventID":4657,"Channel":"Security","TimeCreated":"2026-11-22T01:00:00Z","ObjectName":"\\REGISTRY\\USER\\S-1-5-21\\Run","ObjectValueName":"a","NewValue":"x","ProcessName":"C:\\r.exe"}`,
			map[string]string{"TargetObject": `HKU\S-1-5-21\Run\a`, "Details": "x", "Image": `C:\r.exe`},
		},
		"5156": {
			`{"EventID":5156,"Channel":"Security","TimeCreated":"2026-11-22T01:00:00Z","Application":"\\device\\a.exe","Direction":"%%14592","SourceAddress":"192.0.2.1","DestAddress":"192.0.2.2","DestPort":"445","Protocol":"6"}`,
			map[string]string{"Image": `\device\a.exe`, "Initiated": "false", "DestinationIp": "192.0.2.2", "DestinationPort": "445", "Protocol": "tcp"},
		},
		"digests": {
			`{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","UtcTime":"2026-11-22 01:00:00.000","Image":"C:\\a.exe","Hashes":"SHA1=AA,MD5=BB,SHA256=CC,IMPHASH=DD"}`,
			map[string]string{"sha1": "AA", "md5": "BB", "sha256": "CC", "imphash": "DD", "Imphash": "DD"},
		},
		"Defender": {
			`{"EventID":5007,"Channel":"Microsoft-Windows-Windows Defender/Operational","TimeCreated":"2026-11-22T01:00:00Z","Product Name":"x","New Value":"y","Feature Name":"z"}`,
			map[string]string{"NewValue": "y", "Feature_Name": "z", "New Value": "y", "ProductName": "x"},
		},
		"provider": {
			`{"Event":{"System":{"Provider":{"@Name":"Microsoft-Windows-Eventlog"},"EventID":104,"Channel":"System","TimeCreated":{"@SystemTime":"2026-11-22T01:00:00Z"}},"UserData":{"LogFileCleared":{"Channel":"Application"}}}}`,
			map[string]string{"Provider_Name": "Microsoft-Windows-Eventlog", "EventID": "104", "Channel": "System"},
		},
	} {
		f := windows.New()
		plan := stream.NewPlan(f)
		p := &picked{kinds: f.Kinds, slots: map[string]record.Slot{}, got: map[string]string{}}
		for n := range c.want {
			p.slots[n], p.got[n] = plan.Paths.Add(n), ""
		}
		for _, k := range f.Kinds {
			for _, path := range k.Fields {
				p.slots[path] = plan.Paths.Add(path)
			}
		}
		run(t, plan.Ready(), []byte(c.record+"\n"), p)
		for n, want := range c.want {
			if p.got[n] != want {
				t.Errorf("%s: %s is %q, want %q", name, n, p.got[n], want)
			}
		}
	}
}
