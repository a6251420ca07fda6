package rule_test

import (
	"testing"

	"sekisho/rule"
)

// TestModifiers has, for each modifier, records that a selection is and is not
// true of.
func TestModifiers(t *testing.T) {
	opts := rule.Options{Placeholders: map[string][]string{"servers": {"srv*", "db01"}, "net": {"10.0.0.0/8"}, "one": {"a?c"}}}
	for _, c := range []struct {
		name, selection string
		yes, no         []string
	}{
		{"equal", `F: Alpha`, []string{`{"F":"alpha"}`, `{"F":"ALPHA"}`, `{"F":["x","Alpha"]}`}, []string{`{"F":"alphab"}`, `{"F":" alpha"}`, `{}`, `{"F":null}`, `{"G":"alpha"}`}},
		{"list is or", `F: [a, b]`, []string{`{"F":"a"}`, `{"F":"B"}`}, []string{`{"F":"c"}`, `{"F":"ab"}`}},
		{"map is and", "F: a\nG: b", []string{`{"F":"a","G":"b"}`}, []string{`{"F":"a"}`, `{"F":"b","G":"a"}`}},
		{"list of maps is or", "- F: a\n- G: b", []string{`{"F":"a"}`, `{"G":"b"}`}, []string{`{"F":"b","G":"a"}`}},
		{"number as text", `F: 4688`, []string{`{"F":4688}`, `{"F":"4688"}`}, []string{`{"F":46880}`, `{"F":"4688.0"}`}},
		{"number in another base", `F: 0x1F`, []string{`{"F":31}`, `{"F":"0x1f"}`}, []string{`{"F":"1f"}`}},
		{"big number", `F: 18446744073709551616`, []string{`{"F":18446744073709551616}`}, []string{`{"F":18446744073709551617}`}},
		{"truth value", `F: true`, []string{`{"F":true}`, `{"F":"True"}`}, []string{`{"F":false}`, `{"F":1}`}},
		{"null", `F: null`, []string{`{}`, `{"F":null}`}, []string{`{"F":""}`, `{"F":"null"}`, `{"F":0}`}},
		{"empty text", `F: ''`, []string{`{"F":""}`}, []string{`{}`, `{"F":null}`, `{"F":" "}`}},
		{"many", `F: 'a*c'`, []string{`{"F":"ac"}`, `{"F":"abbc"}`, `{"F":"a\nc"}`}, []string{`{"F":"ab"}`, `{"F":"xac"}`}},
		{"one", `F: 'a?c'`, []string{`{"F":"abc"}`, `{"F":"aあc"}`}, []string{`{"F":"ac"}`, `{"F":"abbc"}`}},
		{"inner wildcards", `F: '*ab?d*ef'`, []string{`{"F":"xxabcdyyef"}`, `{"F":"ababcdef"}`, `{"F":"abcdefef"}`}, []string{`{"F":"abdef"}`, `{"F":"abcdefx"}`}},
		{"star is any text", `F: '*'`, []string{`{"F":""}`, `{"F":"x"}`, `{"F":0}`}, []string{`{}`, `{"F":null}`}},
		{"escaped star", `F: 'a\*c'`, []string{`{"F":"a*c"}`}, []string{`{"F":"abc"}`, `{"F":"a\\*c"}`}},
		{"backslash and star", `F: 'a\\*'`, []string{`{"F":"a\\b"}`}, []string{`{"F":"ab"}`}},
		{"three backslashes and star", `F: 'a\\\*'`, []string{`{"F":"a\\*"}`}, []string{`{"F":"a\\b"}`}},
		{"single backslash", `F: 'a\b'`, []string{`{"F":"a\\b"}`}, []string{`{"F":"a\\\\b"}`}},
		{"double backslash", `F: 'a\\b'`, []string{`{"F":"a\\b"}`}, []string{`{"F":"a\\\\b"}`}},
		{"four backslashes", `F: 'a\\\\b'`, []string{`{"F":"a\\\\b"}`}, []string{`{"F":"a\\b"}`}},
		{"three backslashes", `F: '\\\b'`, []string{`{"F":"\\\\b"}`}, []string{`{"F":"\\b"}`}},
		{"case beyond ASCII", `F: 'ÄÖ-ΣΑΣ-ж'`, []string{`{"F":"äö-σας-Ж"}`}, []string{`{"F":"ao-σας-Ж"}`}},
		{"Kelvin sign", `F: 'k'`, []string{`{"F":"K"}`}, nil},
		{"contains", `F|contains: bc`, []string{`{"F":"abcd"}`, `{"F":"BC"}`, `{"F":["x","abc"]}`}, []string{`{"F":"bac"}`, `{"F":["b","c"]}`}},
		{"contains one character", `F|contains: b`, []string{`{"F":"abc"}`}, []string{`{"F":"ac"}`}},
		{"contains with wildcard", `F|contains: 'b*d'`, []string{`{"F":"abcde"}`}, []string{`{"F":"adb"}`}},
		{"contains a long text", `F|contains: 'a rather long text that has no rare part'`, []string{`{"F":"xx A rather long text that has no rare part."}`}, []string{`{"F":"a rather long text that has no rare par"}`}},
		{"startswith", `F|startswith: 'C:\'`, []string{`{"F":"c:\\x"}`, `{"F":"C:\\"}`}, []string{`{"F":"xc:\\"}`, `{"F":"C:"}`}},
		{"endswith", `F|endswith: '\cmd.exe'`, []string{`{"F":"C:\\CMD.EXE"}`}, []string{`{"F":"cmd.exe"}`, `{"F":"\\cmd.exe "}`}},
		{"all", "F|contains|all:\n  - ab\n  - cd", []string{`{"F":"cdab"}`, `{"F":["ab","cd"]}`}, []string{`{"F":"ab"}`}},
		{"cased", `F|cased: Alpha`, []string{`{"F":"Alpha"}`}, []string{`{"F":"alpha"}`}},
		{"contains cased", `F|contains|cased: Alpha`, []string{`{"F":"xAlphax"}`}, []string{`{"F":"xalphax"}`}},
		{"endswith cased", `F|endswith|cased: Alpha`, []string{`{"F":"xAlpha"}`}, []string{`{"F":"xalpha"}`}},
		{"exists", `F|exists: true`, []string{`{"F":"x"}`, `{"F":""}`, `{"F":null}`}, []string{`{}`}},
		{"exists not", `F|exists: false`, []string{`{}`}, []string{`{"F":""}`, `{"F":null}`}},
		{"neq", `F|neq: a`, []string{`{"F":"b"}`, `{"F":null}`}, []string{`{"F":"A"}`, `{}`, `{"F":["b","a"]}`}},
		{"neq list", `F|neq: [a, b]`, []string{`{"F":"c"}`}, []string{`{"F":"a"}`, `{"F":"b"}`}},
		{"contains neq", `F|contains|neq: bc`, []string{`{"F":"bac"}`}, []string{`{"F":"abcd"}`}},
		{"re", `F|re: '^a.c$'`, []string{`{"F":"abc"}`, `{"F":"abc\n"}`}, []string{`{"F":"Abc"}`, `{"F":"a\nc"}`, `{"F":"abcd"}`}},
		{"re anywhere", `F|re: 'b\d+'`, []string{`{"F":"ab12c"}`}, []string{`{"F":"abc"}`}},
		{"re i", `F|re|i: 'ab\s'`, []string{`{"F":"xAB\t"}`, `{"F":"ab\u000b"}`}, []string{`{"F":"ab"}`}},
		{"re m", `F|re|m: '^b$'`, []string{`{"F":"a\nb\nc"}`}, []string{`{"F":"a\nbc"}`}},
		{"re s", `F|re|s: 'a.c'`, []string{`{"F":"a\nc"}`}, []string{`{"F":"ac"}`}},
		{"re i s", `F|re|i|s: 'a.c'`, []string{`{"F":"A\nC"}`}, []string{`{"F":"ac"}`}},
		{"re with small class", `F|re: 'x[ab]\.[cd]y'`, []string{`{"F":"xa.cy"}`, `{"F":"xb.dy"}`}, []string{`{"F":"xc.cy"}`, `{"F":"xa.cz"}`}},
		{"re alternatives", `F|re: '(one|two)\d'`, []string{`{"F":"one1"}`, `{"F":"two2"}`}, []string{`{"F":"one"}`, `{"F":"three3"}`}},
		{"re class with blank", `F|re: 'a[\s,]b'`, []string{`{"F":"a b"}`, `{"F":"a,b"}`, `{"F":"a\u000bb"}`}, []string{`{"F":"ab"}`}},
		{"re without blanks", `F|re: '^[^\s]+$'`, []string{`{"F":"ab"}`}, []string{`{"F":"a b"}`, `{"F":"a\u000bb"}`}},
		{"re startswith", `F|re|startswith: 'a|b'`, []string{`{"F":"bx"}`}, []string{`{"F":"xa"}`}},
		{"cidr", `F|cidr: 10.0.0.0/8`, []string{`{"F":"10.1.2.3"}`, `{"F":"::ffff:10.1.2.3"}`}, []string{`{"F":"11.0.0.1"}`, `{"F":"10.1.2"}`, `{"F":"host.example"}`, `{"F":""}`}},
		{"cidr 6", `F|cidr: '2001:db8::/32'`, []string{`{"F":"2001:DB8::1"}`, `{"F":"[2001:db8::1]"}`, `{"F":"2001:db8::1%eth0"}`}, []string{`{"F":"2001:db9::1"}`, `{"F":"10.0.0.1"}`}},
		{"cidr list", `F|cidr: [10.0.0.0/8, 'fe80::/10']`, []string{`{"F":"10.0.0.1"}`, `{"F":"fe80::1"}`}, []string{`{"F":"192.0.2.1"}`}},
		{"base64", `F|base64: abc`, []string{`{"F":"YWJj"}`}, []string{`{"F":"abc"}`}},
		{"base64 contains", `F|base64|contains: abc`, []string{`{"F":"xxYWJjxx"}`}, []string{`{"F":"xxabcxx"}`}},
		{"base64offset", `F|base64offset|contains: 'secret'`, []string{`{"F":"c2VjcmV0"}`, `{"F":"eHNlY3JldHg="}`, `{"F":"eHhzZWNyZXR4"}`}, []string{`{"F":"secret"}`}},
		{"wide base64offset", `F|wide|base64offset|contains: 'ab'`, []string{`{"F":"YQBiAA=="}`}, []string{`{"F":"YWI="}`}},
		{"utf16be base64", `F|utf16be|base64: 'ab'`, []string{`{"F":"AGEAYg=="}`}, []string{`{"F":"YQBiAA=="}`}},
		{"utf16 base64", `F|utf16|base64: 'a'`, []string{`{"F":"//5hAA=="}`}, []string{`{"F":"YQA="}`}},
		{"wide text", `F|wide: 'ab'`, []string{`{"F":"a\u0000b\u0000"}`}, []string{`{"F":"ab"}`}},
		{"windash", `F|contains|windash: ' -a'`, []string{`{"F":"x -a"}`, `{"F":"x /A"}`, `{"F":"x –a"}`, `{"F":"x —a"}`, `{"F":"x ―a"}`}, []string{`{"F":"x +a"}`, `{"F":"-a"}`}},
		{"windash, two dashes", `F|windash|endswith: '-a-b'`, []string{`{"F":"x/a–b"}`, `{"F":"-a/b"}`}, []string{`{"F":"-ab"}`}},
		{"windash of a slash", `F|windash|contains: '/x'`, []string{`{"F":"a -x"}`}, nil},
		{"windash base64", `F|windash|base64: '-a'`, []string{`{"F":"LWE="}`, `{"F":"L2E="}`}, []string{`{"F":"K2E="}`}},
		{"expand", `F|expand: '%servers%'`, []string{`{"F":"SRV7"}`, `{"F":"db01"}`}, []string{`{"F":"%servers%"}`, `{"F":"db011"}`}},
		{"expand inside", `F|contains|expand: 'x-%servers%-y'`, []string{`{"F":"ax-srv9-yb"}`, `{"F":"x-db01-y"}`}, []string{`{"F":"x--y"}`}},
		{"expand escaped", `F|expand: '\%servers%one%'`, []string{`{"F":"%serversabc"}`}, []string{`{"F":"%servers%one%"}`}},
		{"no expand", `F: '%servers%'`, []string{`{"F":"%servers%"}`}, []string{`{"F":"srv1"}`}},
		{"expand cidr", `F|cidr|expand: '%net%'`, []string{`{"F":"10.9.9.9"}`}, []string{`{"F":"9.9.9.9"}`}},
		{"fieldref", `F|fieldref: G`, []string{`{"F":"a","G":"A"}`}, []string{`{"F":"a","G":"b"}`, `{"F":"a"}`, `{}`}},
		{"fieldref startswith", `F|fieldref|startswith: G`, []string{`{"F":"abc","G":"AB"}`}, []string{`{"F":"ab","G":"abc"}`}},
		{"fieldref endswith", `F|fieldref|endswith: G`, []string{`{"F":"abc","G":"bc"}`}, []string{`{"F":"abc","G":"ab"}`}},
		{"fieldref contains", `F|fieldref|contains: G`, []string{`{"F":"abc","G":"b"}`}, []string{`{"F":"abc","G":"d"}`}},
		{"fieldref neq", `F|fieldref|neq: G`, []string{`{"F":"a","G":"b"}`, `{"F":"a"}`}, []string{`{"F":"a","G":"a"}`, `{"G":"a"}`}},
		{"fieldref cased", `F|fieldref|cased: G`, []string{`{"F":"a","G":"a"}`}, []string{`{"F":"a","G":"A"}`}},
		{"lt", `F|lt: 10`, []string{`{"F":9}`, `{"F":"9.5"}`, `{"F":-1e3}`}, []string{`{"F":10}`, `{"F":"abc"}`, `{"F":""}`, `{}`}},
		{"lte", `F|lte: 10`, []string{`{"F":10}`, `{"F":"10.0"}`}, []string{`{"F":10.01}`}},
		{"gt", `F|gt: 9223372036854775806`, []string{`{"F":9223372036854775807}`, `{"F":1e300}`}, []string{`{"F":9223372036854775806}`}},
		{"gte", `F|gte: 1.5`, []string{`{"F":1.5}`, `{"F":2}`}, []string{`{"F":1.4999}`}},
		{"neq number", `F|neq: 5`, []string{`{"F":6}`}, []string{`{"F":5}`}},
		{"minute", `F|minute: 7`, []string{`{"F":"2026-05-04T03:07:59Z"}`, `{"F":"2026-05-04 03:07"}`}, []string{`{"F":"2026-05-04T07:08:07Z"}`, `{"F":"2026-05-04"}`, `{"F":7}`}},
		{"hour", `F|hour: [22, 23]`, []string{`{"F":"2026-05-04T23:07:59+09:00"}`}, []string{`{"F":"2026-05-04T21:22:23Z"}`}},
		{"hour gte", `F|hour|gte: 22`, []string{`{"F":"2026-05-04T23:07:59Z"}`}, []string{`{"F":"2026-05-04T21:22:23Z"}`}},
		{"day", `F|day: 4`, []string{`{"F":"2026/05/04"}`}, []string{`{"F":"2026-04-05"}`}},
		{"week", `F|week: 1`, []string{`{"F":"2026-01-01"}`, `{"F":"2025-12-29"}`}, []string{`{"F":"2026-01-05"}`}},
		{"month", `F|month: 5`, []string{`{"F":"2026-05-04"}`}, []string{`{"F":"2026-04-05"}`}},
		{"year", `F|year: 2026`, []string{`{"F":"2026-05-04"}`}, []string{`{"F":"2025-05-04"}`}},
		{"keyword", `- needle`, []string{`{"F":"a Needle b"}`, `{"F":{"G":["x","needle"]}}`}, []string{`{"F":"need","G":"le"}`, `{"needle":"x"}`}},
		{"keywords are or", "- one\n- two", []string{`{"F":"two"}`}, []string{`{"F":"three"}`}},
		{"keywords all", "'|all':\n  - one\n  - two", []string{`{"F":"two","G":"one"}`}, []string{`{"F":"two"}`}},
		{"keyword with wildcard", `- 'a*c'`, []string{`{"F":"xabcx"}`}, []string{`{"F":"a","G":"c"}`}},
		{"keyword number", `- 1102`, []string{`{"F":1102}`, `{"F":"id 1102 x"}`}, []string{`{"F":110}`}},
		{"keyword re", "'|re': '^x\\d'", []string{`{"F":"x1"}`}, []string{`{"F":"ax1"}`}},
		{"keywords and maps", "- word\n- F: a", []string{`{"G":"word"}`, `{"F":"a"}`}, []string{`{"F":"b"}`}},
	} {
		r := selecting(t, c.selection)
		for _, raw := range c.yes {
			if !matches(t, r, opts, raw) {
				t.Errorf("%s: %q does not match %s", c.name, c.selection, raw)
			}
		}
		for _, raw := range c.no {
			if matches(t, r, opts, raw) {
				t.Errorf("%s: %q matches %s", c.name, c.selection, raw)
			}
		}
	}
}
