package windows

// channelService is a Sigma service and the channels, in lower case, that it
// stands for.
type channelService struct {
	service  string
	channels []string
}

// secondName is what public rules call a service besides the taxonomy's name.
func secondName(service string) string {
	if service == "servicebus-client" {
		return "microsoft-servicebus-client"
	}
	return ""
}

// channelServices follow the Sigma taxonomy 2.1.0, "Windows Folder", with the
// spellings that occur in records, and after them channels that this field
// needs and the taxonomy does not name.
func channelServices() []channelService {
	const w = "microsoft-windows-"
	return []channelService{
		{"sysmon", []string{w + "sysmon/operational"}},
		{"security", []string{"security"}},
		{"system", []string{"system"}},
		{"application", []string{"application"}},
		{"powershell", []string{w + "powershell/operational", "powershellcore/operational"}},
		{"powershell-classic", []string{"windows powershell"}},
		{"application-experience", []string{w + "application-experience/program-telemetry", w + "application-experience/program-compatibility-assistant"}},
		{"applocker", []string{w + "applocker/msi and script", w + "applocker/exe and dll", w + "applocker/packaged app-deployment", w + "applocker/packaged app-execution"}},
		{"appmodel-runtime", []string{w + "appmodel-runtime/admin"}},
		{"appxdeployment-server", []string{w + "appxdeploymentserver/operational"}},
		{"appxpackaging-om", []string{w + "appxpackaging/operational"}},
		{"bitlocker", []string{w + "bitlocker/bitlocker management"}},
		{"bits-client", []string{w + "bits-client/operational"}},
		{"capi2", []string{w + "capi2/operational"}},
		{"certificateservicesclient-lifecycle-system", []string{w + "certificateservicesclient-lifecycle-system/operational"}},
		{"codeintegrity-operational", []string{w + "codeintegrity/operational"}},
		{"dhcp", []string{w + "dhcp-server/operational"}},
		{"diagnosis-scripted", []string{w + "diagnosis-scripted/operational"}},
		{"dns-client", []string{w + "dns client events/operational", w + "dns-client/operational"}},
		{"dns-server", []string{"dns server"}},
		{"dns-server-analytic", []string{w + "dns-server/analytical", w + "dnsserver/analytical"}},
		{"dns-server-audit", []string{w + "dns-server/audit", w + "dnsserver/audit"}},
		{"driver-framework", []string{w + "driverframeworks-usermode/operational"}},
		{"firewall-as", []string{w + "windows firewall with advanced security/firewall"}},
		{"hyper-v-worker", []string{w + "hyper-v-worker", w + "hyper-v-worker-admin", w + "hyper-v-worker/admin"}},
		{"iis-configuration", []string{"microsoft-iis-configuration/operational"}},
		{"kernel-event-tracing", []string{w + "kernel-eventtracing", w + "kernel-eventtracing/admin"}},
		{"kernel-shimengine", []string{w + "kernel-shimengine/operational", w + "kernel-shimengine/diagnostic"}},
		{"ldap", []string{w + "ldap-client/debug"}},
		{"lsa-server", []string{w + "lsa/operational"}},
		{"msexchange-management", []string{"msexchange management"}},
		{"ntfs", []string{w + "ntfs/operational"}},
		{"ntlm", []string{w + "ntlm/operational"}},
		{"openssh", []string{"openssh/operational"}},
		{"printservice-admin", []string{w + "printservice/admin"}},
		{"printservice-operational", []string{w + "printservice/operational"}},
		{"security-mitigations", []string{w + "security-mitigations/kernel mode", w + "security-mitigations/user mode", w + "security-mitigations/kernelmode", w + "security-mitigations/usermode"}},
		{"sense", []string{w + "sense/operational"}},
		{"servicebus-client", []string{"microsoft-servicebus-client/operational", "microsoft-servicebus-client/admin"}},
		{"shell-core", []string{w + "shell-core/operational"}},
		{"smbclient-security", []string{w + "smbclient/security"}},
		{"smbclient-connectivity", []string{w + "smbclient/connectivity"}},
		{"smbserver-connectivity", []string{w + "smbserver/connectivity"}},
		{"taskscheduler", []string{w + "taskscheduler/operational"}},
		{"terminalservices-localsessionmanager", []string{w + "terminalservices-localsessionmanager/operational"}},
		{"vhdmp", []string{w + "vhdmp/operational", w + "vhdmp-operational"}},
		{"windefend", []string{w + "windows defender/operational"}},
		{"wmi", []string{w + "wmi-activity/operational"}},
		// not in the taxonomy
		{"terminalservices-remoteconnectionmanager", []string{w + "terminalservices-remoteconnectionmanager/operational"}},
		{"partition", []string{w + "partition/diagnostic"}},
		{"kernel-pnp", []string{w + "kernel-pnp/configuration", w + "kernel-pnp/device configuration"}},
	}
}
