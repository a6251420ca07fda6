// Package certimport makes registers out of a folder of the CMU CERT insider
// threat test datasets, releases 4.2 and 6.2.
//
// What enters: a folder that holds LDAP/YYYY-MM.csv, the employees month by
// month, and optionally logon.csv. What leaves: people.csv, settings.yaml and
// destinations.yaml after the contract of registers, and notes on what could not
// be told. What it must never know: psychometric.csv and the answers, which it
// does not open, and the employees' names: a supervisor is written as a name and
// looked up, nothing else is done with one.
//
// A person is the user id; accounts are it and the mail address. The last month
// in which somebody is listed counts for unit (the department), role, manager
// and groups (business unit, functional unit, team, projects). Somebody who is
// not in the first month has a start, somebody who is not in the last has an
// end: the day of the first and last row in logon.csv. Without logon.csv the
// start is the first day of the first month listed, and the end the last day of
// the month after the last, since the lists do not say on which day of a month
// they were made and a day too early would put honest work after the end.
//
// Sources: the readme files that come with the datasets and the headers of
// their tables. The data may not be passed on; none of them is in this project.
package certimport
