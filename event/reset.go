package event

// Reset makes e the zero event but keeps the memory of its lists for reuse.
func (e *Event) Reset() {
	to, cc, bcc, names := e.Email.To, e.Email.Cc, e.Email.Bcc, e.Email.Attachments
	answers, targets := e.DNS.Answers, e.Share.Targets
	*e = Event{}
	e.Email.To, e.Email.Cc, e.Email.Bcc, e.Email.Attachments = to[:0], cc[:0], bcc[:0], names[:0]
	e.DNS.Answers, e.Share.Targets = answers[:0], targets[:0]
}
