package simulate

import (
	"strconv"
	"strings"
	"time"
)

// sysmonName is the name of the format that Sysmon's records belong to, and
// part of event uids.
const sysmonName = "windows"

// sysmonChannel is where Sysmon writes.
const sysmonChannel = "Microsoft-Windows-Sysmon/Operational"

// Sysmon's event ids.
const (
	sysProcess = 1
	sysNetwork = 3
	sysFile    = 11
	sysDNS     = 22
)

// sysmon writes Sysmon's records of all computers as a collector stores them:
// the event's XML as one JSON object a line.
type sysmon struct {
	w       *World
	d       *dice
	e       enc
	page    page
	numbers []int64 // next record number by person index
	images  map[string]image
}

// image is a program on disk.
type image struct{ path, description, product, company, version, parent string }

func newSysmon(w *World) *sysmon {
	s := &sysmon{w: w, d: newDice(w.seed, sysmonName), numbers: make([]int64, len(w.Staff)+3), images: images()}
	for i := range s.numbers {
		s.numbers[i] = int64(hash64("records", i, int(w.seed)) % 900_000)
	}
	return s
}

func (s *sysmon) format() string { return sysmonName }
func (s *sysmon) pages() []*page { return []*page{&s.page} }

func (s *sysmon) begin(day int, date time.Time) {
	s.d = newDice(s.w.seed, sysmonName, day)
	s.page.name = "logs/sysmon/sysmon-" + date.Format(time.DateOnly) + ".json"
}

func images() map[string]image {
	const office, ms, chrome = `C:\Program Files\Microsoft Office\root\Office16\`, "Microsoft Corporation", `C:\Program Files\Google\Chrome\Application\chrome.exe`
	const explorer, system = `C:\Windows\explorer.exe`, `C:\Windows\System32\`
	return map[string]image{
		"excel":    {office + "EXCEL.EXE", "Microsoft Excel", "Microsoft Office", ms, "16.0.19231.20072", explorer},
		"word":     {office + "WINWORD.EXE", "Microsoft Word", "Microsoft Office", ms, "16.0.19231.20072", explorer},
		"outlook":  {office + "OUTLOOK.EXE", "Microsoft Outlook", "Microsoft Office", ms, "16.0.19231.20072", explorer},
		"chrome":   {chrome, "Google Chrome", "Google Chrome", "Google LLC", "141.0.7390.66", explorer},
		"edge":     {`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`, "Microsoft Edge", "Microsoft Edge", ms, "141.0.3537.57", explorer},
		"firefox":  {`C:\Program Files\Mozilla Firefox\firefox.exe`, "Firefox", "Firefox", "Mozilla Corporation", "143.0", explorer},
		"teams":    {`C:\Program Files\WindowsApps\MSTeams_25255.703.4025.0_x64__8wekyb3d8bbwe\ms-teams.exe`, "Microsoft Teams", "Microsoft Teams", ms, "25255.703.4025.0", explorer},
		"explorer": {explorer, "Windows Explorer", "Microsoft® Windows® Operating System", ms, "10.0.22621.5909", system + "userinit.exe"},
		"notepad":  {system + "notepad.exe", "Notepad", "Microsoft® Windows® Operating System", ms, "10.0.22621.5909", explorer},
		"onedrive": {`C:\Program Files\Microsoft OneDrive\OneDrive.exe`, "Microsoft OneDrive", "Microsoft OneDrive", ms, "26.168.0901.0003", explorer},
		"svchost":  {system + "svchost.exe", "Host Process for Windows Services", "Microsoft® Windows® Operating System", ms, "10.0.22621.5909", system + "services.exe"},
		"7z":       {`C:\Program Files\7-Zip\7z.exe`, "7-Zip Console", "7-Zip", "Igor Pavlov", "24.09", system + "cmd.exe"},
		"dropbox":  {`C:\Program Files (x86)\Dropbox\Client\Dropbox.exe`, "Dropbox", "Dropbox", "Dropbox, Inc.", "229.4.4907", explorer},
	}
}

// Shares of web visits that the endpoint's configuration records.
const (
	sysmonNetShare = 0.15
	sysmonDNSShare = 0.25
)

func (s *sysmon) record(a *Act) {
	if a.Who == nil || a.Who.Service {
		return
	}
	switch a.Kind {
	case RunProgram:
		s.process(a)
	case SaveFile:
		s.file(a, s.images[a.Text].path, a.Path)
	case CopyUSB:
		s.file(a, s.images["explorer"].path, `E:\`+a.Doc.Name)
	case DownloadDoc:
		if a.Hand == Browser {
			s.file(a, s.browser(a).path, a.Doc.download(a.Who))
		}
	case Browse, WebUpload:
		if a.Story != nil || s.d.chance(sysmonDNSShare) {
			s.query(a)
		}
		if a.Story != nil || s.d.chance(sysmonNetShare) {
			s.network(a)
		}
	}
}

// browser is the program that speaks to the web for a person.
func (s *sysmon) browser(a *Act) image {
	if a.Hand == SyncClient {
		return s.images["dropbox"]
	}
	return s.images[[]string{"chrome", "edge", "firefox"}[a.Who.browser]]
}

// head opens a record up to its event data.
func (s *sysmon) head(a *Act, id, version int64, provider int) {
	p, e := a.Who, &s.e
	s.numbers[p.index]++
	e.b = append(e.b[:0], `{"Event":{"#attributes":{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon","Guid":"5770385F-C22A-43E0-BF4C-06F5698FFBD9"}}`...)
	e.int("EventID", id)
	e.int("Version", version)
	e.raw("Level", "4")
	e.int("Task", id)
	e.raw("Opcode", `0,"Keywords":"0x8000000000000000"`)
	e.open("TimeCreated")
	e.open("#attributes")
	e.timeAt("SystemTime", a.At, 'T', 6, "Z")
	e.end()
	e.end()
	e.int("EventRecordID", s.numbers[p.index])
	e.raw("Correlation", "null")
	e.open("Execution")
	e.open("#attributes")
	e.int("ProcessID", int64(3000+4*(p.index%500)))
	e.int("ThreadID", int64(4000+4*(provider%500)))
	e.end()
	e.end()
	e.str("Channel", sysmonChannel)
	e.str("Computer", p.host)
	e.raw("Security", `{"#attributes":{"UserID":"S-1-5-18"}}`)
	e.end()
	e.open("EventData")
	e.str("RuleName", "-")
	e.timeAt("UtcTime", a.At, ' ', 3, "")
}

func (s *sysmon) done(a *Act, marks bool) {
	s.e.b = append(s.e.b, "}}}"...)
	if a.Story != nil && marks {
		native := a.Who.host + "/" + sysmonChannel + "/" + strconv.FormatInt(s.numbers[a.Who.index], 10) + "/" + strconv.FormatInt(a.At, 10)
		s.w.mark(a.Story, sysmonName, native, s.e.b)
	}
	s.page.add(a.At, s.e.b)
}

// guid is a process GUID: machine, time and a number.
func (s *sysmon) guid(k string, p *Person, at int64, n uint64) {
	e := &s.e
	e.key(k)
	e.b = append(e.b, '"')
	e.b = appendHex(e.b, hash64(p.host), 8)
	e.b = append(e.b, '-')
	e.b = appendHex(e.b, uint64(at/1000)>>16, 4)
	e.b = append(e.b, '-')
	e.b = appendHex(e.b, uint64(at/1000), 4)
	e.b = append(e.b, '-')
	e.b = appendHex(e.b, n, 4)
	e.b = append(e.b, "-000000000800\""...)
}

func (s *sysmon) who(a *Act, img image) {
	s.guid("ProcessGuid", a.Who, a.At, s.d.u64())
	s.e.int("ProcessId", int64(4*s.d.between(300, 5000)))
	s.e.str("Image", img.path)
}

func (s *sysmon) process(a *Act) {
	img := s.images[a.Text]
	s.head(a, sysProcess, 5, s.d.n(500))
	s.who(a, img)
	e := &s.e
	e.str("FileVersion", img.version)
	e.str("Description", img.description)
	e.str("Product", img.product)
	e.str("Company", img.company)
	name := img.path[strings.LastIndexByte(img.path, '\\')+1:]
	e.str("OriginalFileName", name)
	e.str("CommandLine", commandLine(a, img))
	e.str("CurrentDirectory", `C:\Users\`+a.Who.User+`\`)
	e.str("User", a.Who.windows)
	s.guid("LogonGuid", a.Who, a.At-a.At%86_400_000, 1)
	e.str("LogonId", "0x"+strconv.FormatUint(hash64(a.Who.host, int(a.At/86_400_000))&0xffffffff, 16))
	e.raw("TerminalSessionId", "1")
	e.str("IntegrityLevel", "Medium")
	e.str("Hashes", "SHA1="+strings.ToUpper(hexOf(s.w.seed, "sha1:"+img.path, 40))+",MD5="+strings.ToUpper(hexOf(s.w.seed, "md5:"+img.path, 32))+
		",SHA256="+strings.ToUpper(hexOf(s.w.seed, "sha256:"+img.path, 64))+",IMPHASH="+strings.ToUpper(hexOf(s.w.seed, "imp:"+img.path, 32)))
	s.guid("ParentProcessGuid", a.Who, a.At-a.At%3_600_000, 7)
	e.int("ParentProcessId", int64(4*s.d.between(300, 5000)))
	e.str("ParentImage", img.parent)
	e.str("ParentCommandLine", img.parent)
	e.str("ParentUser", a.Who.windows)
	s.done(a, true)
}

func commandLine(a *Act, img image) string {
	switch a.Text {
	case "7z":
		return `"` + img.path + `" ` + a.Path
	case "excel", "word", "notepad":
		return `"` + img.path + `" "` + a.Path + `"`
	case "svchost":
		return img.path + " -k netsvcs -p -s Appinfo"
	}
	return `"` + img.path + `"`
}

func (s *sysmon) file(a *Act, image0, target string) {
	s.head(a, sysFile, 2, s.d.n(500))
	s.who(a, image{path: image0})
	s.e.str("TargetFilename", target)
	s.e.timeAt("CreationUtcTime", a.At, ' ', 3, "")
	s.e.str("User", a.Who.windows)
	s.done(a, a.Kind != DownloadDoc)
}

func (s *sysmon) query(a *Act) {
	s.head(a, sysDNS, 5, s.d.n(500))
	s.who(a, s.browser(a))
	s.e.str("QueryName", a.Host)
	s.e.str("QueryStatus", "0")
	s.e.str("QueryResults", "::ffff:"+address(a.Host)+";")
	s.e.str("User", a.Who.windows)
	s.done(a, false)
}

func (s *sysmon) network(a *Act) {
	s.head(a, sysNetwork, 5, s.d.n(500))
	s.who(a, s.browser(a))
	e := &s.e
	port := int64(443)
	if a.Clear {
		port = 80
	}
	e.str("User", a.Who.windows)
	e.str("Protocol", "tcp")
	e.bool("Initiated", true)
	e.bool("SourceIsIpv6", false)
	e.str("SourceIp", a.Who.ip)
	e.str("SourceHostname", a.Who.host)
	e.int("SourcePort", int64(s.d.between(49152, 65535)))
	e.str("SourcePortName", "-")
	e.bool("DestinationIsIpv6", false)
	e.str("DestinationIp", address(a.Host))
	e.str("DestinationHostname", a.Host)
	e.int("DestinationPort", port)
	e.str("DestinationPortName", "https")
	s.done(a, true)
}
