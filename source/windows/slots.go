package windows

import "sekisho/record"

// slots are the fields that the decoder reads, by the names that events give
// them; those that begin with out are derived.
type slots struct {
	utcTime, timeCreated, eventTime, received, timestamp, splunkTime, timeGenerated, eventID        record.Slot
	channel, computer, hostName, provider, recordID, keywords, task, userID, eventType, accountName record.Slot
	accountDomain, user, processID, processGUID, image, commandLine, parentImage, parentCommandLine record.Slot
	parentProcessID, parentGUID, session, logonID, targetFilename, hashes, hash, imageLoaded        record.Slot
	device, sourceIP, sourcePort, sourceHostname, destIP, destPort, destHostname, protocol          record.Slot
	sourceImage, sourcePID, sourceGUID, sourceUser, targetImage, targetPID, targetUser, queryName   record.Slot
	queryStatus, queryResults, queryType, targetObject, pipeName, state, subjectName, subjectDomain record.Slot
	subjectSID, subjectLogon, targetName, targetDomain, targetSID, targetSid, targetLogon           record.Slot
	memberName, memberSID, logonType, authPackage, ipAddress, ipPort, workstation, workstation2     record.Slot
	status, subStatus, targetServer, clientName, clientAddress, sessionName, serviceName            record.Slot
	objectName, objectType, objectValue, accessMask, processName, shareName, relativeTarget         record.Slot
	shareLocalPath, newProcessID, newProcessName, parentProcessName, mandatoryLabel, deviceID       record.Slot
	deviceDescription, className, deviceInstance, deviceInstance2, instance, instance2, minor       record.Slot
	manufacturer, model, serial, capacity, busType, param1, param2, param3, param4, param5, param7  record.Slot
	param8, taskName, serviceFile, imagePath, userName, application, sourceAddress, destAddress     record.Slot
	destPort2, direction, path, sessionID, address, url, remoteName, localName, bytesTransferred    record.Slot
	processPath, jobOwner, clearedLog, fileName, vhdFile, threatName, accountType, accountDomain2   record.Slot
	detectionUser, userContext, privilegeList                                                       record.Slot

	outIntegrity, outTarget, outInitiated, outProtocol, outUser, outMD5, outSHA1, outSHA256 record.Slot
	outImphash                                                                              record.Slot
}

func newSlots(b *record.Builder) slots {
	return slots{
		utcTime: b.Add("UtcTime"), timeCreated: b.Add("TimeCreated"), eventTime: b.Add("EventTime"),
		received: b.Add("EventReceivedTime"), timestamp: b.Add("@timestamp"), splunkTime: b.Add("_time"),
		timeGenerated: b.Add("TimeGenerated"), eventID: b.Add(sysEventID), channel: b.Add(sysChannel),
		computer: b.Add(sysComputer), hostName: b.Add("host.name"), provider: b.Add("Provider_Name"),
		recordID: b.Add("EventRecordID"), keywords: b.Add("Keywords"), task: b.Add("Task"), userID: b.Add("UserID"),
		eventType: b.Add("EventType"), accountName: b.Add("AccountName"), accountDomain: b.Add("Domain"),
		user: b.Add("User"), processID: b.Add("ProcessId"), processGUID: b.Add("ProcessGuid"), image: b.Add("Image"),
		commandLine: b.Add("CommandLine"), parentImage: b.Add("ParentImage"),
		parentCommandLine: b.Add("ParentCommandLine"), parentProcessID: b.Add("ParentProcessId"),
		parentGUID: b.Add("ParentProcessGuid"), session: b.Add("TerminalSessionId"), logonID: b.Add("LogonId"),
		targetFilename: b.Add("TargetFilename"), hashes: b.Add("Hashes"), hash: b.Add("Hash"),
		imageLoaded: b.Add("ImageLoaded"), device: b.Add("Device"), sourceIP: b.Add("SourceIp"),
		sourcePort: b.Add("SourcePort"), sourceHostname: b.Add("SourceHostname"), destIP: b.Add("DestinationIp"),
		destPort: b.Add("DestinationPort"), destHostname: b.Add("DestinationHostname"), protocol: b.Add("Protocol"),
		sourceImage: b.Add("SourceImage"), sourcePID: b.Add("SourceProcessId"), sourceGUID: b.Add("SourceProcessGUID"),
		sourceUser: b.Add("SourceUser"), targetImage: b.Add("TargetImage"), targetPID: b.Add("TargetProcessId"),
		targetUser: b.Add("TargetUser"), queryName: b.Add("QueryName"), queryStatus: b.Add("QueryStatus"),
		queryResults: b.Add("QueryResults"), queryType: b.Add("QueryType"), targetObject: b.Add("TargetObject"),
		pipeName: b.Add("PipeName"), state: b.Add("State"), subjectName: b.Add("SubjectUserName"),
		subjectDomain: b.Add("SubjectDomainName"), subjectSID: b.Add("SubjectUserSid"),
		subjectLogon: b.Add("SubjectLogonId"), targetName: b.Add("TargetUserName"),
		targetDomain: b.Add("TargetDomainName"), targetSID: b.Add("TargetUserSid"), targetSid: b.Add("TargetSid"),
		targetLogon: b.Add("TargetLogonId"), memberName: b.Add("MemberName"), memberSID: b.Add("MemberSid"),
		logonType: b.Add("LogonType"), authPackage: b.Add("AuthenticationPackageName"), ipAddress: b.Add("IpAddress"),
		ipPort: b.Add("IpPort"), workstation: b.Add("WorkstationName"), workstation2: b.Add("Workstation"),
		status: b.Add("Status"), subStatus: b.Add("SubStatus"), targetServer: b.Add("TargetServerName"),
		clientName: b.Add("ClientName"), clientAddress: b.Add("ClientAddress"), sessionName: b.Add("SessionName"),
		serviceName: b.Add("ServiceName"), objectName: b.Add("ObjectName"), objectType: b.Add("ObjectType"),
		objectValue: b.Add("ObjectValueName"), accessMask: b.Add("AccessMask"), processName: b.Add("ProcessName"),
		shareName: b.Add("ShareName"), relativeTarget: b.Add("RelativeTargetName"),
		shareLocalPath: b.Add("ShareLocalPath"), newProcessID: b.Add("NewProcessId"),
		newProcessName: b.Add("NewProcessName"), parentProcessName: b.Add("ParentProcessName"),
		mandatoryLabel: b.Add("MandatoryLabel"), deviceID: b.Add("DeviceId"),
		deviceDescription: b.Add("DeviceDescription"), className: b.Add("ClassName"),
		deviceInstance: b.Add("DeviceInstanceId"), deviceInstance2: b.Add("DeviceInstanceID"),
		instance: b.Add("InstanceId"), instance2: b.Add("instance"), minor: b.Add("Minor"),
		manufacturer: b.Add("Manufacturer"), model: b.Add("Model"), serial: b.Add("SerialNumber"),
		capacity: b.Add("Capacity"), busType: b.Add("BusType"), param1: b.Add("Param1"), param2: b.Add("Param2"),
		param3: b.Add("Param3"), param4: b.Add("Param4"), param5: b.Add("Param5"), param7: b.Add("Param7"),
		param8: b.Add("Param8"), taskName: b.Add("TaskName"), serviceFile: b.Add("ServiceFileName"),
		imagePath: b.Add("ImagePath"), userName: b.Add("UserName"), application: b.Add("Application"),
		sourceAddress: b.Add("SourceAddress"), destAddress: b.Add("DestAddress"), destPort2: b.Add("DestPort"),
		direction: b.Add("Direction"), path: b.Add("Path"), sessionID: b.Add("SessionID"), address: b.Add("Address"),
		url: b.Add("url"), remoteName: b.Add("RemoteName"), localName: b.Add("LocalName"),
		bytesTransferred: b.Add("bytesTransferred"), processPath: b.Add("processPath"), jobOwner: b.Add("jobOwner"),
		clearedLog: b.Add("Channel"), fileName: b.Add("FileName"), vhdFile: b.Add("VhdFileName"),
		threatName: b.Add("Threat Name"), accountType: b.Add("AccountType"), accountDomain2: b.Add("AccountDomain"),
		detectionUser: b.Add("Detection User"), userContext: b.Add("UserContext"),
		privilegeList: b.Add("PrivilegeList"), outIntegrity: b.Add(derivedIntegrity), outTarget: b.Add(derivedTarget),
		outInitiated: b.Add(derivedInitiated), outProtocol: b.Add(derivedProtocol), outUser: b.Add(derivedUser),
		outMD5: b.Add(derivedMD5), outSHA1: b.Add(derivedSHA1), outSHA256: b.Add(derivedSHA256),
		outImphash: b.Add(derivedImphash),
	}
}
