// Package vault keeps the secret of the pseudonyms and decides how a person is
// shown (law 3: names come last).
//
// What enters: a folder for the secret, internal ids and texts. What leaves:
// pseudonyms, and texts in which no account can be read. What it must never
// know: findings, rules, what anybody did.
//
// # Pseudonyms
//
// A pseudonym is "p-" and twelve base32 characters of HMAC-SHA256 over the
// person's id under the installation's secret: 60 bits, so that two of 100,000
// people share one with a probability under one in two hundred million. The same
// person has the same pseudonym in every scan with the same secret, and another
// one anywhere else. Without the secret a pseudonym cannot be tested against a
// list of names.
//
// # What is recognised in texts
//
// Paths, file names and sentences carry names too. [Names.Text] replaces every
// account of the registers as a word of its own (whole, by its local part, in
// the form of a personal site), every mail address, and the owner's segment of
// home folders and personal sites. What it cannot know is a name that is part of
// no account, such as a title "Offer for Ms M."; such texts should not be put
// out where that matters.
package vault
