// Package windows reads the Windows event log, Sysmon above all, as the JSON
// lines that shippers make of it.
//
// What enters: one event as JSON in any of these shapes: the XML turned into
// JSON ({"Event":{"System":…,"EventData":…}}, attributes as "#attributes", "@",
// "_", "-" or NAME_attributes, event data as a map or as a list of named values,
// UserData with any wrapper); winlogbeat's (winlog.event_data, and event_data of
// old versions); NXLog's and other flat ones (EventID, Channel, Hostname,
// EventTime, …), Splunk's XmlWinEventLog included. What leaves: events, and the
// fields of the event itself under the flat names that Sigma's taxonomy uses
// (Image, TargetFilename, Provider_Name, …), whatever the shape. What it must
// never know: rules, registers, other hosts.
//
// # What it can show
//
// Processes with their command line, files created, deleted and (Security 4663,
// where a folder is audited) read and written, use of shares, removable devices
// (Security 6416, DriverFrameworks, Partition, Kernel-PnP), print jobs
// (PrintService 307), connections, DNS queries, logons, changes of accounts,
// groups and tasks, clearing of logs, the clipboard's use (Sysmon 24).
//
// # What it cannot show
//
// Sysmon does not log that a file was read, and its file creation (11) names no
// drive type: a copy to a stick is certain only from Security 4663 of the
// subcategory "Removable Storage" (task 12812), and then the device is known by
// its volume. Security 4660 names no file. 4663 asks for the right to delete
// both when a file is deleted and when it is renamed; it counts as deletion.
// DriverFrameworks events name a device, not a person. PrintService leaves the
// document's name out unless a policy asks for it. BITS events do not say in
// which direction bytes went. Shapes that carry only positional strings
// (StringInserts of Fluentd, Properties of Get-WinEvent) have no names for
// them: such events keep class, time and machine, and rules on their fields do
// not match; ship the XML or winlogbeat's form instead.
//
// # Time
//
// See [decoder.time]: Sysmon's UtcTime, TimeCreated, EventTime with its zone,
// EventTime with the zone worked out from the times of reception, @timestamp.
//
// # Hand
//
// Service: well-known SIDs, logon sessions 0x3e7, 0x3e4, 0x3e5, the domains of
// Windows' own accounts, names that end in '$', logon types batch and service.
// Sync and backup: a list of programs by file name. Person: interactive logon
// types, processes of a session other than 0, Explorer and the Office programs,
// print jobs, the clipboard. Everything else is unknown. Names of system
// accounts in other languages are told by SID only, which Sysmon does not write.
//
// # Sources of these facts
//
// Sysmon's own schema (15, 4.90); Microsoft's pages on the security audit events,
// access masks, well-known SIDs and mandatory labels; winmeta.xml and wdm.h for
// keywords and minor functions; Elastic's winlogbeat fields; NXLog's reference of
// im_msvistalog; the Sigma taxonomy 2.1.0 for services and categories. Sysmon 26
// serves Sigma's file_delete besides file_delete_detected; Security 4688, 4689,
// 4663, 4657 and 5156 serve the generic categories under Sysmon's names. In those
// five a name that means one thing in Sysmon and another in Security (ProcessId
// of 4688, Protocol of 5156) has Sysmon's meaning, for rules of the service
// security too.
package windows
