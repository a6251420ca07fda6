package org_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sekisho/event"
	"sekisho/org"
)

// globRegexp is the same meaning written as a regular expression, over places in
// normal form.
func globRegexp(glob string, fold bool) *regexp.Regexp {
	if !strings.Contains(glob, "*") {
		glob += "/**"
	}
	var re strings.Builder
	re.WriteString("^")
	if fold {
		re.WriteString("(?i)")
	}
	for _, segment := range strings.Split(glob, "/") {
		if segment == "**" {
			re.WriteString("(?:/[^/]*)*")
		} else {
			re.WriteString("/" + strings.ReplaceAll(regexp.QuoteMeta(segment), `\*`, "[^/]*"))
		}
	}
	return regexp.MustCompile(re.String() + "$")
}

// Many globs at once find what each finds by itself as a regular expression.
func TestGlobsAgreeWithRegexp(t *testing.T) {
	segment := rapid.OneOf(rapid.Just("**"), rapid.StringMatching(`[abA*]{1,4}`).Filter(func(s string) bool { return !strings.Contains(s, "**") }))
	rapid.Check(t, func(t *rapid.T) {
		globs := rapid.SliceOfN(rapid.Map(rapid.SliceOfN(segment, 3, 6), func(s []string) string { return strings.Join(s, "/") }), 1, 12).Draw(t, "globs")
		place := strings.Join(rapid.SliceOfN(rapid.StringMatching(`[abA]{1,4}`), 3, 7).Draw(t, "place"), "/")
		var yaml strings.Builder
		var want []event.AssetID
		for i, g := range globs {
			fmt.Fprintf(&yaml, "- {id: a%02d, level: secret, locations: ['%s']}\n", i, g)
			if globRegexp(g, true).MatchString("/" + place) {
				want = append(want, event.AssetID(fmt.Sprintf("a%02d", i)))
			}
		}
		r, err := org.Load(folder(map[string]string{"assets.yaml": yaml.String()}))
		if err != nil {
			t.Fatal(err)
		}
		var k event.Known
		r.NewResolver().Resolve(&event.Event{File: event.File{Path: place}}, &k)
		if diff := cmp.Diff(want, k.Assets); diff != "" {
			t.Fatalf("%v at %s:\n%s", globs, place, diff)
		}
	})
}

// Law 2: who is who follows from the register alone. If two people exchange
// their accounts, results exchange, and nothing else changes.
func TestSwappedAccountsSwapResults(t *testing.T) {
	account := rapid.OneOf(
		rapid.StringMatching(`[a-cé]{1,3}(\.[a-c]{1,2})?@(a|b)\.example`),
		rapid.StringMatching(`(A|B)\\[a-c]{1,3}`), rapid.StringMatching(`[a-c]{1,4}`), rapid.StringMatching(`pc-[a-c]{2}\.x\.example`),
	)
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfNDistinct(account, 2, 8, func(s string) string { return event.CanonicalAccount(s) }).Draw(t, "accounts")
		cut := rapid.IntRange(1, len(list)-1).Draw(t, "cut")
		people := func(first, second []string) *org.Registers {
			csv := "person,accounts,end\nperson-one,\"" + strings.Join(first, ";") + "\",2026-11-20\nperson-two,\"" + strings.Join(second, ";") + "\",2026-11-20\n"
			r, err := org.Load(folder(map[string]string{"people.csv": csv}))
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		a, b := people(list[:cut], list[cut:]).NewResolver(), people(list[cut:], list[:cut]).NewResolver()
		swap := map[event.PersonID]event.PersonID{"person-one": "person-two", "person-two": "person-one"}
		for _, name := range append(list, account.Draw(t, "other")) {
			e := event.Event{Time: 1 << 41, Actor: event.User{Name: name}}
			var ka, kb event.Known
			a.Resolve(&e, &ka)
			b.Resolve(&e, &kb)
			if other, ok := swap[kb.Person]; ok {
				kb.Person = other
			}
			if ka.Person != kb.Person || ka.Registered != kb.Registered || ka.AfterEnd != kb.AfterEnd {
				t.Fatalf("%s is %q in one and %q in the other", name, ka.Person, kb.Person)
			}
		}
	})
}

// What a resolver remembers changes no result.
func TestCachesChangeNothing(t *testing.T) {
	r := load(t, company())
	warm := r.NewResolver()
	rapid.Check(t, func(t *rapid.T) {
		kind := event.PlaceKind(rapid.IntRange(0, int(event.PlaceDomain)).Draw(t, "kind"))
		name := rapid.StringMatching(`(https://|s3://|\\\\)?(a@)?(hoshizora|law|aozora|shop\.aozora|gmail)(\.example|\.com)?(/[a-c]{1,2}){0,2}`).Draw(t, "name")
		borrowed := []byte(name)
		first := warm.Destination(kind, string(borrowed))
		copy(borrowed, bytes.Repeat([]byte("x"), len(borrowed)))
		if again := warm.Destination(kind, name); again != first || r.NewResolver().Destination(kind, name) != first {
			t.Fatalf("%v %s: %+v, then %+v", kind, name, first, again)
		}
	})
}
