package event_test

import (
	"strings"
	"testing"

	"sekisho/event"
)

func TestCanonicalAccount(t *testing.T) {
	for in, want := range map[string]string{
		"Mika.S@Hoshizora.Example":                            "mika.s@hoshizora.example",
		" mika.s+news@hoshizora.example ":                     "mika.s@hoshizora.example",
		"+81@hoshizora.example":                               "+81@hoshizora.example",
		`HOSHIZORA\Mika.S`:                                    `hoshizora\mika.s`,
		"i:0#.f|membership|mika.s@hoshizora.example":          "mika.s@hoshizora.example",
		"SMTP:mika.s@hoshizora.example":                       "mika.s@hoshizora.example",
		"Mika S <mika.s@hoshizora.example>":                   "mika.s@hoshizora.example",
		"<mailto:Mika.S@hoshizora.example>":                   "mika.s@hoshizora.example",
		"kai_l_aozora.example#EXT#@hoshizora.onmicrosoft.com": "kai_l@aozora.example",
		"arn:aws:iam::123456789012:user/Mika":                 "arn:aws:iam::123456789012:user/mika",
		"S-1-5-21-1-2-3-1017":                                 "s-1-5-21-1-2-3-1017",
		"ミカ":                                                  "ミカ",
		"":                                                    "",
		"|":                                                   "|",
		"<>":                                                  "<>",
	} {
		if got := event.CanonicalAccount(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestCanonicalAccountOfLongText(t *testing.T) {
	long := strings.Repeat("smtp: ", 1<<20)
	if got := event.CanonicalAccount(long); got != long {
		t.Errorf("%d bytes became %d", len(long), len(got))
	}
}

func FuzzCanonicalAccount(f *testing.F) {
	for _, s := range []string{"a+b@x.example", "i:0#.f|membership|a@x", "a_x#EXT#@t", "smtp:mailto:A@B", "Z <<a@b>>", "İ|\xff@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := event.CanonicalAccount(s)
		if again := event.CanonicalAccount(once); again != once {
			t.Errorf("%q: %q, then %q", s, once, again)
		}
	})
}
