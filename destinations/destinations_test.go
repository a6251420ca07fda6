package destinations_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"sekisho/destinations"
)

// classes are those that a service can have. The others (own, partner,
// protected, ...) are for a company to say.
var classes = []string{"personal", "social", "ai", "unverified"}

var hostname = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$`)

func TestList(t *testing.T) {
	list, err := destinations.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	domains, names, count := map[string]string{}, map[string]bool{}, map[string]int{}
	for _, s := range list.Services {
		count[s.Class]++
		if !slices.Contains(classes, s.Class) || s.Service == "" || s.Name == "" || len(s.Domains) == 0 {
			t.Errorf("%+v: class, service, name or domains are wrong", s)
		}
		if key := strings.ToLower(s.Name); names[key] {
			t.Errorf("%s is listed twice", s.Name)
		} else {
			names[key] = true
		}
		for _, d := range s.Domains {
			if !hostname.MatchString(d) {
				t.Errorf("%s: %q is no host name", s.Name, d)
			}
			if other := domains[d]; other != "" {
				t.Errorf("%s is listed for %s and %s", d, other, s.Name)
			}
			domains[d] = s.Name
		}
	}
	t.Logf("%d services, %d domains, by class %v, updated %s", len(list.Services), len(domains), count, list.Updated)
	for class, least := range map[string]int{"personal": 90, "social": 60, "ai": 50, "unverified": 200} {
		if count[class] < least {
			t.Errorf("%d services of class %s, want at least %d", count[class], class, least)
		}
	}
}

func TestJobSitesHaveNoEntry(t *testing.T) {
	list, err := destinations.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list.Services {
		if strings.Contains(s.Service, "job") {
			t.Errorf("%s: looking for work is nobody's business here", s.Name)
		}
	}
}
