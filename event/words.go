package event

// The words by which rules, findings and exports name enumerations. Each list
// is in the order of the constants.
var (
	handWords    = [...]string{"unknown", "person", "sync", "backup", "service", "agent"}
	actWords     = [...]string{"none", "open", "collect", "pack", "expose", "send", "hide", "administer"}
	channelWords = [...]string{"none", "mail", "share", "upload", "chat", "ai", "git", "removable", "print", "cloud", "network"}
	shareWords   = [...]string{"", "direct", "company", "anonymous", "public"}
	placeWords   = [...]string{"none", "mail", "host", "ip", "url", "tenant", "bucket", "repository", "device", "printer", "anyone", "domain"}
)

func (h Hand) String() string      { return word(handWords[:], int(h)) }
func (a Act) String() string       { return word(actWords[:], int(a)) }
func (c Channel) String() string   { return word(channelWords[:], int(c)) }
func (s ShareType) String() string { return word(shareWords[:], int(s)) }
func (p PlaceKind) String() string { return word(placeWords[:], int(p)) }

func word(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return list[0]
}

// Caption is OCSF's name of a status.
func (s Status) Caption() string {
	switch s {
	case StatusSuccess:
		return "Success"
	case StatusFailure:
		return "Failure"
	}
	return "Unknown"
}

// Caption is OCSF's name of a direction.
func (d Direction) Caption() string {
	switch d {
	case DirectionInbound:
		return "Inbound"
	case DirectionOutbound:
		return "Outbound"
	case DirectionInternal:
		return "Internal"
	}
	return "Unknown"
}
