package windows

import (
	"strings"

	"sekisho/record"
)

// The decoder reads what the event's own envelope says (the element System)
// under these names, which no event data can have.
const (
	sysEventID  = "sekisho.windows.eventid"
	sysChannel  = "sekisho.windows.channel"
	sysComputer = "sekisho.windows.computer"
)

// Fields that the decoder works out and rules may ask for.
const (
	derivedIntegrity = "sekisho.windows.integrity"    // 4688: MandatoryLabel as a word
	derivedTarget    = "sekisho.windows.targetobject" // 4657: key and value as Sysmon writes them
	derivedInitiated = "sekisho.windows.initiated"    // 5156: Direction as true or false
	derivedProtocol  = "sekisho.windows.protocol"     // 5156: the protocol's name
	derivedUser      = "sekisho.windows.user"         // 4688: DOMAIN\user
	derivedMD5       = "sekisho.windows.md5"          // Sysmon: one digest out of Hashes
	derivedSHA1      = "sekisho.windows.sha1"
	derivedSHA256    = "sekisho.windows.sha256"
	derivedImphash   = "sekisho.windows.imphash"
)

// digestFields are the taxonomy's names of single digests.
func digestFields() map[string]string {
	return map[string]string{
		"md5": derivedMD5, "sha1": derivedSHA1, "sha256": derivedSHA256, "imphash": derivedImphash,
		"MD5": derivedMD5, "SHA1": derivedSHA1, "SHA256": derivedSHA256, "Imphash": derivedImphash, "IMPHASH": derivedImphash,
	}
}

// declareShapes makes one flat set of names (those of Sigma's taxonomy, which
// are the event's own) read every shape in which shippers write an event.
func declareShapes(b *record.Builder) {
	for _, whole := range []string{"result", "_source"} { // Splunk's and Elastic's exports
		b.Inline(whole)
	}
	for _, c := range containers {
		b.Inline(c)
		for _, own := range []string{"EventID", "Channel", "Computer", "UserID"} {
			b.Alias(c+"."+own, own)
		}
	}
	for _, system := range []string{"Event.System", "System"} {
		declareSystem(b, system)
	}
	names := []struct {
		as    string
		sys   string
		paths []string
	}{
		{"EventID", sysEventID, []string{"EventID", "winlog.event_id", "event.code", "EventCode", "event_id", "EventID.#text", "EventID.Value"}},
		{"Channel", sysChannel, []string{"Channel", "winlog.channel", "LogName", "log_name"}},
		{"Computer", sysComputer, []string{"Computer", "winlog.computer_name", "Hostname", "ComputerName", "MachineName", "computer_name"}},
		{"Provider_Name", "", []string{"winlog.provider_name", "event.provider", "SourceName", "ProviderName", "source_name", "EventSourceName", "Provider"}},
		{"ProviderGuid", "", []string{"winlog.provider_guid", "provider_guid"}},
		{"EventRecordID", "", []string{"winlog.record_id", "RecordNumber", "record_number", "RecordID"}},
		{"Keywords", "", []string{"winlog.keywords"}},
		{"Task", "", []string{"winlog.task", "TaskCategory"}},
		{"Opcode", "", []string{"winlog.opcode"}},
		{"UserID", "", []string{"winlog.user.identifier", "user.identifier"}},
		{"Data", "", []string{"Data.#text", "Message"}},
	}
	for _, n := range names {
		for _, p := range n.paths {
			b.Alias(p, n.as)
			if n.sys != "" {
				b.Alias(p, n.sys)
			}
		}
	}
	for _, spaced := range defenderNames {
		b.Alias(spaced, strings.ReplaceAll(spaced, " ", ""))
		b.Alias(spaced, strings.ReplaceAll(spaced, " ", "_"))
	}
	b.Pairs("Data", record.Pairs{
		Key: "Name", AltKeys: []string{"@Name", "_Name", "-Name", "#attributes.Name", "$.Name"},
		Values: []string{"#text", "Value", "_", "text", "content", "$text"}, Inline: true,
	})
}

// defenderNames are names with spaces, which rules write without or with a low
// line (Microsoft: "Review event logs and error codes to troubleshoot issues
// with Microsoft Defender Antivirus").
var defenderNames = [...]string{
	"Product Name", "Product Version", "Detection ID", "Detection Time", "Threat ID", "Threat Name", "Severity ID", "Severity Name",
	"Category ID", "Category Name", "Status Code", "Status Description", "Source ID", "Source Name", "Process Name", "Detection User",
	"Origin ID", "Origin Name", "Execution ID", "Execution Name", "Type ID", "Type Name", "Pre Execution Status", "Action ID",
	"Action Name", "Error Code", "Error Description", "Post Clean Status", "Additional Actions ID", "Remediation User",
	"Engine Version", "Old Value", "New Value", "Feature Name", "Feature ID",
}

// containers are the objects that hold an event's data: the XML's own elements,
// and winlogbeat's names for them before and after version 7.
var containers = [...]string{
	"Event.EventData", "EventData", "Event.UserData", "Event.UserData.*", "UserData", "UserData.*",
	"winlog.event_data", "winlog.user_data", "event_data", "user_data",
}

// declareSystem maps the element System of the XML as converters write it.
// Attributes come as members of "#attributes" (evtx_dump), "NAME_attributes"
// (evtx_dump with separate attributes), with "@" (xmltodict), "_", "-" or plain.
func declareSystem(b *record.Builder, system string) {
	for _, e := range []struct{ element, as string }{
		{"EventID", "EventID"}, {"EventID", sysEventID}, {"Channel", "Channel"}, {"Channel", sysChannel},
		{"Computer", "Computer"}, {"Computer", sysComputer}, {"EventRecordID", "EventRecordID"},
		{"Level", "Level"}, {"Task", "Task"}, {"Opcode", "Opcode"}, {"Keywords", "Keywords"}, {"Version", "Version"},
	} {
		for _, text := range []string{"", ".#text", ".Value", "._", ".$text"} {
			b.Alias(system+"."+e.element+text, e.as)
		}
	}
	for _, a := range []struct{ element, attribute, as string }{
		{"Provider", "Name", "Provider_Name"}, {"Provider", "Guid", "ProviderGuid"},
		{"TimeCreated", "SystemTime", "TimeCreated"}, {"Execution", "ProcessID", "ExecutionProcessID"},
		{"Security", "UserID", "UserID"}, {"Correlation", "ActivityID", "ActivityID"},
	} {
		for _, style := range []string{".#attributes.", "_attributes.", ".@", "._", ".-", ".$.", "."} {
			b.Alias(system+"."+a.element+style+a.attribute, a.as)
		}
	}
}
