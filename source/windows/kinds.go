package windows

import (
	"sekisho/event"
	"sekisho/source"
)

// tables are what is fixed for all decoders: the kinds, and which record is of
// which kind and act.
type tables struct {
	kinds    []source.Kind
	services map[string]*service   // by channel in lower case
	none     *service              // channels that Sigma has no service for
	programs map[string]event.Hand // by file name in lower case
	kernel   *service              // ETW provider Microsoft-Windows-Kernel-File
}

// service is one channel, or several that Sigma sees as one service.
type service struct {
	name    string // Sigma's
	plain   int    // kind of records without a kind of their own
	ids     map[int64]int
	acts    map[int64]act
	variant map[int64][3]int // Sysmon 12: kind of added, deleted, unknown
}

func newTables() *tables {
	t := &tables{services: map[string]*service{}, programs: programs()}
	t.none = t.add("windows", "", nil)
	for _, s := range channelServices() {
		svc := t.add("windows", s.service, actsOf(s.service))
		for _, c := range s.channels {
			t.services[c] = svc
		}
	}
	t.categories(t.services["microsoft-windows-sysmon/operational"], "windows", sysmonCategories())
	linux := t.add("linux", "sysmon", sysmonActs())
	t.services["linux-sysmon/operational"] = linux
	t.categories(linux, "linux", sysmonCategories())
	t.categories(t.services["microsoft-windows-powershell/operational"], "windows", powershellCategories())
	t.categories(t.services["windows powershell"], "windows", classicCategories())
	t.categories(t.services["security"], "windows", securityCategories())
	t.kernel = t.add("windows", "kernel-file", kernelFileActs())
	t.categories(t.kernel, "windows", kernelFileCategories())
	return t
}

// add makes a service and its plain kind.
func (t *tables) add(product, name string, acts map[int64]act) *service {
	title := name
	if title == "" {
		title = "other channel"
	}
	t.kinds = append(t.kinds, source.Kind{
		Name:       title,
		LogSources: []source.LogSource{{Product: product, Service: name}},
	})
	if second := secondName(name); second != "" {
		k := &t.kinds[len(t.kinds)-1]
		k.LogSources = append(k.LogSources, source.LogSource{Product: product, Service: second})
	}
	return &service{
		name: name, plain: len(t.kinds) - 1, ids: map[int64]int{}, acts: acts, variant: map[int64][3]int{},
	}
}

// category is a kind of record that Sigma has one or more categories for.
type category struct {
	name       string
	ids        []int64
	categories []string
	fields     map[string]string
	added      []string // categories that only records of additions and ...
	deleted    []string // ... deletions serve, where the record says which
}

func (t *tables) categories(svc *service, product string, list []category) {
	kind := func(c category, name string, categories []string) int {
		k := source.Kind{Name: name, Fields: c.fields}
		for _, cat := range categories {
			k.LogSources = append(k.LogSources, source.LogSource{Category: cat, Product: product, Service: svc.name})
		}
		t.kinds = append(t.kinds, k)
		return len(t.kinds) - 1
	}
	for _, c := range list {
		all := append(append(append([]string{}, c.categories...), c.added...), c.deleted...)
		k := kind(c, c.name, all)
		for _, id := range c.ids {
			svc.ids[id] = k
		}
		if c.added == nil {
			continue
		}
		add := kind(c, c.name+": added", append(append([]string{}, c.categories...), c.added...))
		del := kind(c, c.name+": deleted", append(append([]string{}, c.categories...), c.deleted...))
		for _, id := range c.ids {
			svc.variant[id] = [3]int{add, del, k}
		}
	}
}

// sysmonCategories are Sigma's, by Sysmon's event ids (Sigma taxonomy 2.1.0,
// "Windows Folder"). Event 26, a deletion without a copy kept, serves
// file_delete too: it differs from 23 in what Sysmon archives, not in the act.
func sysmonCategories() []category {
	return []category{
		{name: "process creation (Sysmon 1)", ids: []int64{1}, categories: []string{"process_creation"}, fields: digestFields()},
		{name: "file time changed (Sysmon 2)", ids: []int64{2}, categories: []string{"file_change"}},
		{name: "network connection (Sysmon 3)", ids: []int64{3}, categories: []string{"network_connection"}},
		{name: "Sysmon state (4, 16)", ids: []int64{4, 16}, categories: []string{"sysmon_status"}},
		{name: "process end (Sysmon 5)", ids: []int64{5}, categories: []string{"process_termination"}},
		{name: "driver load (Sysmon 6)", ids: []int64{6}, categories: []string{"driver_load"}, fields: digestFields()},
		{name: "image load (Sysmon 7)", ids: []int64{7}, categories: []string{"image_load"}, fields: digestFields()},
		{name: "remote thread (Sysmon 8)", ids: []int64{8}, categories: []string{"create_remote_thread"}},
		{name: "raw disk read (Sysmon 9)", ids: []int64{9}, categories: []string{"raw_access_thread"}},
		{name: "process access (Sysmon 10)", ids: []int64{10}, categories: []string{"process_access"}},
		{name: "file creation (Sysmon 11)", ids: []int64{11}, categories: []string{"file_event"}},
		{name: "registry key (Sysmon 12)", ids: []int64{12}, categories: []string{"registry_event"},
			added: []string{"registry_add"}, deleted: []string{"registry_delete"}},
		{name: "registry value (Sysmon 13)", ids: []int64{13}, categories: []string{"registry_event", "registry_set"}},
		{name: "registry rename (Sysmon 14)", ids: []int64{14}, categories: []string{"registry_event", "registry_rename"}},
		{name: "file stream (Sysmon 15)", ids: []int64{15}, categories: []string{"create_stream_hash"}, fields: digestFields()},
		{name: "pipe (Sysmon 17, 18)", ids: []int64{17, 18}, categories: []string{"pipe_created"}},
		{name: "WMI subscription (Sysmon 19-21)", ids: []int64{19, 20, 21}, categories: []string{"wmi_event"}},
		{name: "DNS query (Sysmon 22)", ids: []int64{22}, categories: []string{"dns_query"}},
		{name: "file deletion, copy kept (Sysmon 23)", ids: []int64{23}, categories: []string{"file_delete"}, fields: digestFields()},
		{name: "clipboard (Sysmon 24)", ids: []int64{24}, categories: []string{"clipboard_capture"}},
		{name: "process tampering (Sysmon 25)", ids: []int64{25}, categories: []string{"process_tampering"}},
		{name: "file deletion (Sysmon 26)", ids: []int64{26}, categories: []string{"file_delete_detected", "file_delete"}, fields: digestFields()},
		{name: "executable blocked (Sysmon 27)", ids: []int64{27}, categories: []string{"file_block_executable"}, fields: digestFields()},
		{name: "shredding blocked (Sysmon 28)", ids: []int64{28}, categories: []string{"file_block_shredding"}, fields: digestFields()},
		{name: "executable written (Sysmon 29)", ids: []int64{29}, categories: []string{"file_executable_detected"}, fields: digestFields()},
		{name: "Sysmon error (255)", ids: []int64{255}, categories: []string{"sysmon_error"}},
	}
}

func powershellCategories() []category {
	return []category{
		{name: "PowerShell command (4103)", ids: []int64{4103}, categories: []string{"ps_module"}},
		{name: "PowerShell script block (4104)", ids: []int64{4104}, categories: []string{"ps_script"}},
	}
}

func classicCategories() []category {
	return []category{
		{name: "PowerShell engine start (400)", ids: []int64{400}, categories: []string{"ps_classic_start"}},
		{name: "PowerShell provider start (600)", ids: []int64{600}, categories: []string{"ps_classic_provider_start"}},
		{name: "PowerShell pipeline (800)", ids: []int64{800}, categories: []string{"ps_classic_script"}},
	}
}

// securityCategories lets the audit events of Windows itself serve rules that
// are written for Sysmon's names, where they carry the same facts.
func securityCategories() []category {
	return []category{
		{name: "process creation (Security 4688)", ids: []int64{4688}, categories: []string{"process_creation"},
			fields: map[string]string{
				"Image": "NewProcessName", "ParentImage": "ParentProcessName", "CommandLine": "CommandLine",
				"ProcessId": "NewProcessId", "ParentProcessId": "ProcessId", "LogonId": "SubjectLogonId",
				"User": derivedUser, "IntegrityLevel": derivedIntegrity,
			}},
		{name: "process end (Security 4689)", ids: []int64{4689}, categories: []string{"process_termination"},
			fields: map[string]string{"Image": "ProcessName"}},
		{name: "file access (Security 4663)", ids: []int64{4663}, categories: []string{"file_access"},
			fields: map[string]string{"FileName": "ObjectName", "Image": "ProcessName"}},
		{name: "registry value (Security 4657)", ids: []int64{4657}, categories: []string{"registry_event", "registry_set"},
			fields: map[string]string{"TargetObject": derivedTarget, "Details": "NewValue", "Image": "ProcessName"}},
		{name: "network connection (Security 5156)", ids: []int64{5156}, categories: []string{"network_connection"},
			fields: map[string]string{
				"Image": "Application", "SourceIp": "SourceAddress", "DestinationIp": "DestAddress",
				"DestinationPort": "DestPort", "Initiated": derivedInitiated, "Protocol": derivedProtocol,
			}},
	}
}

// kernelFileCategories serve the two categories that Sigma defines by the ETW
// provider Microsoft-Windows-Kernel-File.
func kernelFileCategories() []category {
	return []category{
		{name: "file opened (ETW Kernel-File)", ids: []int64{12, 30}, categories: []string{"file_access"}},
		{name: "file renamed (ETW Kernel-File)", ids: []int64{19, 27, 29}, categories: []string{"file_rename"}},
		{name: "file deleted (ETW Kernel-File)", ids: []int64{18, 26}, categories: []string{"file_delete"}},
	}
}
