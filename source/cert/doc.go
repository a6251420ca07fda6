// Package cert reads the tables of the CMU CERT insider threat test datasets,
// releases 4.2 and 6.2: logon, device, file, email and http.
//
// What enters: CSV with the header of one of those tables, in any order of
// columns. What leaves: authentication, peripheral, file, email and HTTP
// activity. What it must never know: the tables' column "content", which holds
// made-up text of documents, mails and pages and is not read; psychometric.csv,
// whose scores are an attribute of people that no part of this program may use
// (its rows are refused by name); LDAP tables, which are registers (package
// org/certimport reads them); the answers.
//
// # What it can show, and cannot
//
// Release 4.2: a logon is also an unlocking; every row of the file table is a
// copy to a removable device; a row of the http table does not say whether
// something was sent; attachments are a number. Release 6.2: file rows say what
// was done and whether to or from a removable device; web rows say visit,
// download or upload; mails are sent or viewed, attachments have names and sizes.
// No release identifies the removable device: all are "removable media".
// Times have no zone and are taken as UTC. Ids are unique within a table, so a
// record's id is the table's name and the id.
//
// # Hand
//
// The data describe what people did by hand: person.
//
// # Sources of these facts
//
// The readme files that come with the datasets, and the headers of their tables.
// The data themselves may not be passed on by their licence: nothing in this
// project is from them.
package cert
