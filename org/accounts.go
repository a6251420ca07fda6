package org

import (
	"bytes"

	"sekisho/event"
)

// accounts finds persons by account. See the package comment for the rules.
type accounts struct {
	exact  map[string]event.PersonID // canonical account as listed
	locals map[string]event.PersonID // local part of a mail address; "" if several persons have it
	users  map[string]event.PersonID // user of DOMAIN\user; "" if several persons have it
	hosts  map[string]event.PersonID // first label of a host name; "" if several persons have it
}

func newAccounts() accounts {
	return accounts{map[string]event.PersonID{}, map[string]event.PersonID{}, map[string]event.PersonID{}, map[string]event.PersonID{}}
}

// add lists an account. It returns who has it already, if that is another.
func (a *accounts) add(account string, id event.PersonID) (other event.PersonID) {
	c := event.AppendAccount(nil, account)
	if was, ok := a.exact[string(c)]; ok {
		if was != id {
			return was
		}
		return ""
	}
	a.exact[string(c)] = id
	if at := bytes.LastIndexByte(c, '@'); at > 0 {
		share(a.locals, string(c[:at]), id)
	} else if at := bytes.LastIndexByte(c, '\\'); at >= 0 {
		share(a.users, string(c[at+1:]), id)
	} else if at := bytes.IndexByte(c, '.'); at > 0 {
		share(a.hosts, string(c[:at]), id)
	}
	return ""
}

// addID lets a person be found by the register's own id, if no account is
// written like it.
func (a *accounts) addID(id event.PersonID) {
	c := event.CanonicalAccount(string(id))
	if _, ok := a.exact[c]; !ok {
		a.exact[c] = id
	}
}

func share(m map[string]event.PersonID, key string, id event.PersonID) {
	if was, ok := m[key]; ok && was != id {
		id = ""
	}
	m[key] = id
}

// find looks up a canonical account.
func (a *accounts) find(c []byte) event.PersonID {
	if id, ok := a.exact[string(c)]; ok {
		return id
	}
	if bytes.HasPrefix(c, arnPrefix) {
		if cut := bytes.LastIndexAny(c, ":/"); cut+1 < len(c) {
			return a.find(c[cut+1:])
		}
		return ""
	}
	if bytes.IndexByte(c, '@') >= 0 {
		return ""
	}
	if cut := bytes.LastIndexByte(c, '\\'); cut >= 0 {
		if id, ok := a.exact[string(c[cut+1:])]; ok {
			return id
		}
		return a.locals[string(c[cut+1:])]
	}
	if id, ok := a.locals[string(c)]; ok {
		if user, also := a.users[string(c)]; also && user != id {
			return ""
		}
		return id
	}
	return a.users[string(c)]
}

var arnPrefix = []byte("arn:")

// machine looks up a host name or address.
func (a *accounts) machine(c []byte) event.PersonID {
	if id, ok := a.exact[string(c)]; ok {
		return id
	}
	if bytes.IndexByte(c, '.') < 0 {
		return a.hosts[string(c)]
	}
	return ""
}
