package vault_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sekisho/event"
	"sekisho/vault"
)

func open(t testing.TB) (*vault.Secret, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

func TestSecretIsMadeOnceAndKept(t *testing.T) {
	s, dir := open(t)
	again, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := open(t)
	if s.Pseudonym("p001") != again.Pseudonym("p001") {
		t.Error("another pseudonym with the same secret")
	}
	if s.Pseudonym("p001") == other.Pseudonym("p001") || s.Pseudonym("p001") == s.Pseudonym("p002") {
		t.Error("the same pseudonym for another installation or person")
	}
	path := filepath.Join(dir, "secrets", "pseudonym.key")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.Open(dir); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a secret that everybody can read: %v", err)
	}
}

func TestRevealIsRecorded(t *testing.T) {
	s, _ := open(t)
	path, err := s.RecordReveal(time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), "case 12, asked by counsel")
	if err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(path)
	if want := `{"time":"2026-11-02T09:00:00Z","reason":"case 12, asked by counsel"}` + "\n"; string(got) != want {
		t.Errorf("got %s", got)
	}
}

func TestNames(t *testing.T) {
	s, _ := open(t)
	n := s.Names(map[string]event.PersonID{
		"mika.s@hoshizora.example": "p1", `hoshizora\mika.s`: "p1", "ren.o@hoshizora.example": "p2", "hz-pc-002.hoshizora.example": "p2",
	})
	p1, p2 := n.Person("p1"), n.Person("p2")
	outside := n.Account("someone@mailbox.example")
	for _, c := range []struct{ in, want string }{
		{"nothing here", "nothing here"},
		{"Mika.S@Hoshizora.example sent", p1 + " sent"},
		{`C:\Users\mika.s\plan.xlsx`, `C:\Users\` + p1 + `\plan.xlsx`},
		{"https://x.example/personal/mika_s_hoshizora_example/Documents/a", "https://x.example/personal/" + p1 + "/Documents/a"},
		{"report mika.s_final.docx", "report " + p1 + "_final.docx"},
		{"mika.solar is a project", "mika.solar is a project"},
		{"HOSHIZORA\\MIKA.S and ren.o", p1 + " and " + p2},
		{"HZ-PC-002 unlocked", p2 + " unlocked"},
		{"to someone@mailbox.example.", "to " + outside + "."},
		{"https://x.example/u/someone%40mailbox.example/a", "https://x.example/u/" + outside + "/a"},
		{"?user=mika.s%40hoshizora.example&x", "?user=" + p1 + "&x"},
		{"/home/stranger/x", "/home/" + n.Account("stranger") + "/x"},
		{`C:\Users\Public\x`, `C:\Users\Public\x`},
	} {
		if got := n.Text(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
	if !strings.HasSuffix(outside, "@mailbox.example") || strings.Contains(outside, "someone") {
		t.Errorf("an outside address is shown as %q", outside)
	}
	if got := vault.Revealed().Text("mika.s@hoshizora.example"); got != "mika.s@hoshizora.example" {
		t.Errorf("revealed: %q", got)
	}
}

// Whatever stands around it, no registered account can be read in the result.
func TestNoAccountSurvives(t *testing.T) {
	s, _ := open(t)
	accounts := map[string]event.PersonID{"mika.s@hoshizora.example": "p1", `hoshizora\ren.oda`: "p2", "s-1-5-21-1-2-3-1101": "p3"}
	n := s.Names(accounts)
	rapid.Check(t, func(t *rapid.T) {
		around := rapid.StringMatching(`[ /\\:;,."'()_-]{0,3}`)
		var b strings.Builder
		for range rapid.IntRange(1, 4).Draw(t, "n") {
			b.WriteString(around.Draw(t, "before") + "/")
			b.WriteString(rapid.SampledFrom([]string{"mika.s@hoshizora.example", "MIKA.S", `hoshizora\ren.oda`, "ren.oda", "S-1-5-21-1-2-3-1101", "mika_s_hoshizora_example"}).Draw(t, "account"))
			b.WriteString("/" + around.Draw(t, "after"))
		}
		got := strings.ToLower(n.Text(b.String()))
		for _, bad := range []string{"mika.s", "mika_s", "ren.oda", "s-1-5-21-1-2-3-1101"} {
			if strings.Contains(got, bad) {
				t.Fatalf("%q gives %q", b.String(), got)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	s, _ := open(f)
	n := s.Names(map[string]event.PersonID{"mika.s@hoshizora.example": "p1"})
	f.Add("a mika.s@hoshizora.example b")
	f.Fuzz(func(t *testing.T, text string) {
		once := n.Text(text)
		if strings.Contains(strings.ToLower(once), "mika.s@hoshizora.example") {
			t.Errorf("%q gives %q", text, once)
		}
	})
}
