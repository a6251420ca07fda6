// Package org knows the company: who works here, what is worth protecting, which
// destinations are whose, and what was agreed with partners.
//
// What enters: the registers, a folder with a closed schema, and events. What
// leaves: events that know their person, their assets and their destinations.
// What it must never know: rules, findings, and any attribute of a person beyond
// accounts, unit, role, manager, dates of employment and groups: a register that
// brings a protected attribute is refused by name (law 2).
//
// # Accounts
//
// An account is compared without regard to case, without the +tag of a mail
// address and without the claim prefix that SharePoint writes. A bare user name
// or DOMAIN\user finds a registered person by the name alone only if no two
// people have it; a mail address never does, because mika.s@elsewhere.example is
// not our mika.s. Without a register a person is the account itself, so
// HOSHIZORA\mika.s and mika.s@hoshizora.example are then two people.
//
// # Places and destinations
//
// A place belongs to an asset when one of its globs matches: * inside a segment,
// ** across, without regard to case except for object keys (s3://) and
// repositories (owner/name). Percent-encoding and backslashes are undone first.
//
// A destination is looked up in destinations.yaml, then in the built-in list;
// within each the longest match wins. A domain stands for itself, *.domain for
// everything below it. What neither knows is unverified. Without a
// destinations.yaml the domain of the actor's own address counts as own; such a
// class is marked as guessed, and no proof rests on it.
package org
