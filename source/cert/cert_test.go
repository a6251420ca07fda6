package cert_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sekisho/source"
	"sekisho/source/cert"
	"sekisho/source/sourcetest"
)

func TestAccept(t *testing.T) { sourcetest.Accept(t, cert.New(), "testdata") }

func FuzzDecode(f *testing.F) { sourcetest.Fuzz(f, cert.New(), "testdata") }

func BenchmarkDecode(b *testing.B) { sourcetest.Benchmark(b, cert.New(), "testdata/file62.in") }

func TestOnlyItsOwn(t *testing.T) {
	for _, head := range []string{
		"id,date,user,pc\n",
		"dataset,scenario,details,user,start,end\n",
		"person,accounts,unit,role,manager,start,end,groups\n",
		"CreationDate,UserIds,Operations,AuditData\n",
	} {
		if c := cert.New().Sniff([]byte(head)); c > source.No {
			t.Errorf("claims %q with confidence %d", head, c)
		}
	}
}

// The order of columns makes no difference.
func TestShuffledColumns(t *testing.T) {
	one, _ := sourcetest.Decode(t, cert.New(), []byte("id,date,user,pc,activity\n{1},01/04/2010 07:58:02,HSZ0017,PC-1,Logon\n"))
	two, _ := sourcetest.Decode(t, cert.New(), []byte("activity,user,id,pc,date\nLogon,HSZ0017,{1},PC-1,01/04/2010 07:58:02\n"))
	if len(one) != 1 || len(two) != 1 || one[0].NativeID != two[0].NativeID || one[0].Time != two[0].Time || one[0].Activity != two[0].Activity {
		t.Errorf("%+v\n%+v", one, two)
	}
}

// No made-up content of a document, mail or page reaches an event.
func TestNoContent(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.golden")
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(raw), "words") || strings.Contains(string(raw), "moisture") {
			t.Errorf("%s holds content", f)
		}
	}
}
