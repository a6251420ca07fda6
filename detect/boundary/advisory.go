package boundary

import "sekisho/finding"

const kind = "Rule"

// The advisories of this detector, by what was crossed.
var (
	audience = &finding.Advisory{
		ID: "boundary.audience", Name: "Opened by somebody outside the audience", Kind: kind,
		Sentence: "An asset was opened, downloaded or sent by a person who is not in the audience that its owner set.",
		Severity: finding.SeverityHigh, Tier: finding.Proof,
		Attacks: []string{"T1213"}, Insider: []string{"PR004"},
		Benign: []string{"the person joined the project and the register was not updated", "the owner asked for help and did not note it"},
	}
	stranger = &finding.Advisory{
		ID: "boundary.stranger", Name: "Opened by an account that nobody registered", Kind: kind,
		Sentence: "An asset with an audience was opened, downloaded or sent by an account that people.csv does not have.",
		Severity: finding.SeverityMedium, Tier: finding.Rule,
		Attacks: []string{"T1213"}, Insider: []string{"PR004"},
		Benign: []string{"a new account that is not in people.csv yet", "a guest whom the owner invited"},
	}
	destination = &finding.Advisory{
		ID: "boundary.destination", Name: "Moved to a destination that is not allowed", Kind: kind,
		Sentence: "An asset was moved to a destination of a class that neither its level nor an agreement allows.",
		Severity: finding.SeverityCritical, Tier: finding.Proof,
		Attacks: []string{"T1567", "T1048", "T1052"}, Insider: []string{"IF001", "IF002", "IF010"},
		Benign: []string{"the destination belongs to the company or a partner and is not registered", "the owner allowed it and did not note it as an agreement"},
	}
	guessed = &finding.Advisory{
		ID: "boundary.guessed", Name: "Moved to a destination whose class is a guess", Kind: kind,
		Sentence: "An asset was moved to a destination that no register lists and whose class is only inferred.",
		Severity: finding.SeverityMedium, Tier: finding.Rule,
		Attacks: []string{"T1567"}, Insider: []string{"IF001"},
		Benign: []string{"the destination belongs to the company and is not registered"},
	}
	agreement = &finding.Advisory{
		ID: "boundary.agreement", Name: "Disclosed outside the agreement", Kind: kind,
		Sentence: "An asset was disclosed to a partner outside the assets, people, medium or dates of the agreement with that partner.",
		Severity: finding.SeverityCritical, Tier: finding.Proof,
		Attacks: []string{"T1567", "T1199"}, Insider: []string{"IF011", "IF010"},
		Benign: []string{"the agreement was extended and the register was not updated"},
	}
	exposure = &finding.Advisory{
		ID: "boundary.exposure", Name: "Access given to a destination that is not allowed", Kind: kind,
		Sentence: "A link or share gave access to an asset to a destination that neither its level nor an agreement allows.",
		Severity: finding.SeverityHigh, Tier: finding.Rule,
		Attacks: []string{"T1537"}, Insider: []string{"IF001.001", "IF011"},
		Benign: []string{"a link made by mistake and removed before anybody used it"},
	}
	afterEnd = &finding.Advisory{
		ID: "boundary.after_end", Name: "Used after the last working day", Kind: kind,
		Sentence: "An asset was touched with a person's account after that person's last working day.",
		Severity: finding.SeverityCritical, Tier: finding.Proof,
		Attacks: []string{"T1078"}, Insider: []string{"ME021"},
		Benign: []string{"the last working day was moved and the register was not updated", "a mailbox handed over to a successor who reads it"},
	}
	signIn = &finding.Advisory{
		ID: "boundary.sign_in", Name: "Signed in after the last working day", Kind: kind,
		Sentence: "A person's account signed in after that person's last working day.",
		Severity: finding.SeverityMedium, Tier: finding.Rule,
		Attacks: []string{"T1078"}, Insider: []string{"ME021"},
		Benign: []string{"the last working day was moved and the register was not updated", "a phone that still fetches mail"},
	}
)

// Advisories lists what this detector can say.
func Advisories() []*finding.Advisory {
	return []*finding.Advisory{audience, stranger, destination, guessed, agreement, exposure, afterEnd, signIn}
}
