package jsontext_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"sekisho/event/jsontext"
)

func TestStringsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "s"))
		var got string
		if err := json.Unmarshal(jsontext.AppendString(nil, s), &got); err != nil {
			t.Fatal(err)
		}
		want := strings.ToValidUTF8(s, "\uFFFD")
		if utf8.ValidString(s) && got != want {
			t.Fatalf("%q reads back as %q", s, got)
		}
		if !utf8.ValidString(got) {
			t.Fatal("broken UTF-8 goes through")
		}
	})
}

func TestFloatsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64().Draw(t, "f")
		var w jsontext.Writer
		w.ItemFloat(f)
		var got any
		if err := json.Unmarshal(w.Buf, &got); err != nil {
			t.Fatal(err)
		}
		if math.IsInf(f, 0) || math.IsNaN(f) {
			if got != nil {
				t.Fatalf("%v becomes %v", f, got)
			}
		} else if got != f {
			t.Fatalf("%v reads back as %v", f, got)
		}
	})
}

func TestWriter(t *testing.T) {
	var w jsontext.Writer
	w.ItemObject()
	w.Str("empty", "")
	w.Int("zero", 0)
	w.NonZero("none", 0)
	w.Array("list")
	w.ItemObject()
	w.True("yes", true)
	w.True("no", false)
	w.EndObject()
	w.Item("b")
	w.ItemInt(-1)
	w.EndArray()
	w.Float("f", math.Copysign(0, -1))
	w.EndObject()
	if want := `{"zero":0,"list":[{"yes":true},"b",-1],"f":0}`; string(w.Buf) != want {
		t.Errorf("got %s, want %s", w.Buf, want)
	}
}
