package org_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sekisho/event"
	"sekisho/org"
)

var rewrite = flag.Bool("rewrite", false, "write golden files anew")

// TestRefusals: each register of testdata/refusals.txt and what is said of it,
// for a person to read. A case begins with "-- file --"; what is said follows
// "=>".
func TestRefusals(t *testing.T) {
	const golden = "testdata/refusals.txt"
	raw, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, c := range strings.Split(string(raw), "-- ")[1:] {
		head, rest, _ := strings.Cut(c, " --\n")
		text, want, _ := strings.Cut(rest, "=>\n")
		got := "loads\n"
		if _, err := org.Load(folder(map[string]string{head: text})); err != nil {
			got = err.Error() + "\n"
		}
		if strings.TrimSpace(got) != strings.TrimSpace(want) && !*rewrite {
			t.Errorf("%s\n%s\ngot:\n%swant:\n%s", head, text, got, want)
		}
		out.WriteString("-- " + head + " --\n" + text + "=>\n" + got + "\n")
	}
	if *rewrite {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Law 2: whatever language or spelling the attribute comes in, its column and
// its key are refused as what they are.
func TestProtectedAttributes(t *testing.T) {
	for _, name := range []string{
		"nationality", "Nationality", "citizenship", "ethnicity", "race", "religion", "political_party", "family-status",
		"Marital Status", "children", "health", "disability", "union member", "native language", "mother_tongue", "sentiment",
		"home_address", "residence", "birthplace", "date of birth", "country_of_origin", "visa", "psychometric",
		"国籍", "民族", "宗教", "支持政党", "家族構成", "配偶者", "健康状態", "障害者手帳", "労働組合", "母語", "自宅住所", "出身地", "生年月日", "本籍",
	} {
		_, err := org.Load(folder(map[string]string{"people.csv": "person," + name + "\nu001,x\n"}))
		want := `people.csv:1: column "` + name + `" is a protected attribute and cannot be used; remove the column`
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
		_, err = org.Load(folder(map[string]string{"assets.yaml": "- id: a\n  level: secret\n  '" + name + "': x\n"}))
		want = `assets.yaml:3: key "` + name + `" is a protected attribute and cannot be used; remove the key`
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestManyProblemsAreBounded(t *testing.T) {
	_, err := org.Load(folder(map[string]string{"people.csv": "person,end\n" + strings.Repeat("u,soon\n", 5000)}))
	if n := strings.Count(err.Error(), "\n") + 1; n != 101 {
		t.Errorf("%d lines", n)
	}
}

func TestDeepAndLargeYAML(t *testing.T) {
	for name, text := range map[string]string{
		"nesting": strings.Repeat("[", 20000),
		"large":   strings.Repeat("- {id: a}\n", 2<<20),
		"bomb":    "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b]\n",
	} {
		if _, err := org.Load(folder(map[string]string{"assets.yaml": text})); err == nil {
			t.Errorf("%s: loads", name)
		}
	}
}

func FuzzLoad(f *testing.F) {
	names := []string{"people.csv", "assets.yaml", "destinations.yaml", "agreements.yaml", "settings.yaml"}
	for name, text := range company() {
		f.Add(uint8(slices.Index(names, name)), []byte(text))
	}
	f.Add(uint8(1), []byte("- &a {id: *a}"))
	f.Add(uint8(0), []byte("\xef\xbb\xbfperson,\"acc\"\"ounts\"\n\x00,\n"))
	f.Fuzz(func(t *testing.T, which uint8, raw []byte) {
		name := names[int(which)%len(names)]
		fsys := fstest.MapFS{name: {Data: raw}}
		r, err := org.Load(fsys)
		if (r == nil) == (err == nil) {
			t.Fatalf("registers %v, error %v", r, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), name+":") {
			t.Fatalf("an error without its place: %v", err)
		}
	})
}

// Names in logs are anybody's: none stops a resolver, and a place found in one
// spelling is found in the spellings that mean the same.
func FuzzResolve(f *testing.F) {
	for _, s := range []string{
		`\\plant\recipes\a`, "https://portal.example:443/hotline/%2e%2e/x?y", "s3://recipes/Climate/a", "arn:aws:s3:::b/c", "a+b@law.example",
		"/../..", "//", "%", "%2F%5c", "[::1]:80", "http://[::1]:80/", "hoshizora/climate-core", "か\u3099/**", "\xff\xfe", "*",
	} {
		f.Add(s)
	}
	r, err := org.Load(folder(company()))
	if err != nil {
		f.Fatal(err)
	}
	s := r.NewResolver()
	f.Fuzz(func(t *testing.T, name string) {
		for kind := event.PlaceNone; kind <= event.PlaceDomain; kind++ {
			if d := s.Destination(kind, name); d.Class == "" || name != "" && d.ID == "" && kind != event.PlaceMail && kind != event.PlaceHost && kind != event.PlaceDomain && kind != event.PlaceIP && kind != event.PlaceURL {
				t.Fatalf("%v %q: %+v", kind, name, d)
			}
		}
		assets := func(place string) (list []event.AssetID) {
			var k event.Known
			s.Resolve(&event.Event{Actor: event.User{Name: name}, File: event.File{Path: place}}, &k)
			return k.Assets
		}
		if strings.Contains(name, "%") || strings.Contains(name, "://") || strings.Contains(strings.ToLower(name), "arn:") || !strings.HasPrefix(name, "/") {
			assets(name)
			return
		}
		if a, b := assets(name), assets(strings.ReplaceAll(name, "/", `\`)); !slices.Equal(a, b) {
			t.Fatalf("%q: %v with slashes, %v with backslashes", name, a, b)
		}
	})
}
