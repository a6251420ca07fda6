// Package boundary proves, without statistics, that a boundary defined in
// advance was crossed.
//
// What enters: one known event, and what the registers say ([Register]). What
// leaves: breaches, each naming the fact of the register that it rests on and
// what would have made it none. What it must never know: other events, rules,
// how a person is shown.
//
// # Boundaries
//
//   - boundary.audience: an asset opened or collected by somebody outside its
//     audience. Only people of the register are judged; an account that nobody
//     registered is boundary.stranger, a rule, because who it is remains a guess.
//     Programs that act on their own (sync, backup, service) and that nobody
//     registered are not judged.
//   - boundary.destination: an asset moved to a destination that neither its
//     level nor an agreement allows.
//   - boundary.agreement: an asset disclosed to a partner who has agreements, none
//     of which covers asset, person, medium and date.
//   - boundary.after_end: an asset touched after the person's last working day; a
//     successful sign-in alone is boundary.sign_in, a rule.
//   - boundary.exposure: access given to such a destination, by a link or a
//     share. It is a rule: nothing has moved until the access is used, and then
//     it is boundary.destination.
//
// An open link is used from outside if the record names no account, or names one
// that has not the form of an address: a colleague who follows it, or an account
// that may be a colleague's, is no movement.
//
// Acts that the log calls failed are no breach. A destination whose class is
// only guessed gives no proof: the breach is then boundary.guessed, a rule.
package boundary
