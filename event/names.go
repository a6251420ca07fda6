package event

// Names says how people are shown. It is asked wherever a value that names an
// account is put out; a nil Names shows everything as the logs wrote it, which
// only tests and tools over public data may do.
type Names interface {
	// Person is what stands for a person: a pseudonym, or the id when names are
	// opened.
	Person(PersonID) string
	// Text returns s with every account, mail address or personal folder that it
	// contains replaced. It serves paths, file names, URLs and sentences.
	Text(s string) string
}

// Accounts is an optional power of Names: to show one account, mail address or
// directory id, given as a whole. Without it Text is asked, and what Text does
// not recognise within a longer text it may miss as a whole.
type Accounts interface {
	Account(s string) string
}

// showPerson gives what stands for a person.
func showPerson(n Names, id PersonID) string {
	if n == nil || id == "" {
		return string(id)
	}
	return n.Person(id)
}

// showAccount gives what may be shown of a value that is an account.
func showAccount(n Names, s string) string {
	if n == nil || s == "" {
		return s
	}
	if a, ok := n.(Accounts); ok {
		return a.Account(s)
	}
	return n.Text(s)
}

// showText gives what may be shown of a value that may contain an account.
func showText(n Names, s string) string {
	if n == nil || s == "" {
		return s
	}
	return n.Text(s)
}
