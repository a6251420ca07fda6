package simulate

import (
	"io"
)

// bulkPeople is the company of the bulk writers: enough people that accounts,
// addresses and documents vary.
const bulkPeople = 400

// bulkFlush is how many bytes the bulk writers gather before they write.
const bulkFlush = 1 << 20

// WriteM365 writes at least size bytes of Management-API records, about 1.6 kB
// each on average, with the workloads in a realistic mix, unique ids and
// rising times; the same size and seed give the same bytes. It returns the
// number of records. It is for benchmarks: nothing is hidden in it.
func WriteM365(out io.Writer, size int64, seed uint64) (records int64, err error) {
	b, err := newBulk(seed)
	if err != nil {
		return 0, err
	}
	m := newM365(b.w)
	m.repeats = 0
	return b.run(out, size, func(at int64) []*page {
		a := b.m365Act(at)
		m.record(&a)
		return m.pages()
	})
}

// WriteSysmon writes at least size bytes of Sysmon records, about 1.35 kB each
// on average, under the same terms as [WriteM365].
func WriteSysmon(out io.Writer, size int64, seed uint64) (records int64, err error) {
	b, err := newBulk(seed)
	if err != nil {
		return 0, err
	}
	s := newSysmon(b.w)
	return b.run(out, size, func(at int64) []*page {
		a := b.sysmonAct(at)
		s.record(&a)
		return s.pages()
	})
}

// bulkGap is the mean time between two acts in milliseconds: sixty acts a day of
// each of the 400 people, so that a gigabyte is about a month.
const bulkGap = 3600

// bulk draws acts without a schedule.
type bulk struct {
	w *World
	d *dice
}

func newBulk(seed uint64) (*bulk, error) {
	w, err := Company(seed, Options{People: bulkPeople})
	if err != nil {
		return nil, err
	}
	return &bulk{w: w, d: newDice(seed, "bulk")}, nil
}

// run lets step record acts until enough is written. Lines go out in the order
// of the acts.
func (b *bulk) run(out io.Writer, size int64, step func(at int64) []*page) (int64, error) {
	at := b.w.opt.Start.UnixMilli()
	var records, written int64
	for written < size {
		at += int64(b.d.n(2 * bulkGap))
		for _, p := range step(at) {
			if len(p.arena) < bulkFlush && written+int64(len(p.arena)) < size {
				continue
			}
			n, err := out.Write(p.arena)
			written += int64(n)
			records += int64(len(p.entries))
			p.arena, p.entries = p.arena[:0], p.entries[:0]
			if err != nil {
				return records, err
			}
		}
	}
	return records, nil
}

// m365Act draws an act; the mix is about that of a working day.
func (b *bulk) m365Act(at int64) Act {
	mix := [...]Kind{
		OpenDoc, OpenDoc, OpenDoc, OpenDoc, OpenDoc, PreviewDoc, DownloadDoc, SyncDoc, SyncDoc, UploadDoc,
		ModifyDoc, ModifyDoc, ViewPage, ViewPage, SendMail, SendMail, SendMail, ReadMail, ReadMail, ReadMail,
		Chat, Chat, SignIn, SignIn, Print, WebUpload,
	}
	a := Act{At: at, Kind: mix[b.d.n(len(mix))], Who: pick(b.d, b.w.Staff), Bytes: 20_000 + int64(b.d.n(90_000))}
	switch b.d.n(64) {
	case 0:
		a.Kind = ShareDoc
	case 1:
		a.Kind = SignInFail
	case 2:
		a.Kind = CopyUSB
	}
	a.Doc = pick(b.d, pick(b.d, b.w.sites).Docs)
	b.finish(&a)
	return a
}

func (b *bulk) finish(a *Act) {
	switch a.Kind {
	case SyncDoc:
		a.Hand = SyncClient
	case PreviewDoc:
		a.Hand = Server
	case SendMail, Chat, ShareDoc:
		a.To, a.Text = []string{pick(b.d, b.w.Staff).mail}, "weekly numbers"
	case WebUpload:
		a.Host, a.Path = "hoshizora.sharepoint.com", "/upload"
	case Print:
		a.Host = "HZ-PRN-2F-01"
	}
}

func (b *bulk) sysmonAct(at int64) Act {
	a := Act{At: at, Who: pick(b.d, b.w.Staff), Doc: pick(b.d, pick(b.d, b.w.sites).Docs), Text: pick(b.d, programs())}
	switch b.d.n(8) {
	case 0, 1, 2:
		a.Kind = RunProgram
	case 3, 4:
		a.Kind = SaveFile
	default:
		a.Kind, a.Host = Browse, pick(b.d, visited())
		if b.d.n(2) == 0 {
			a.Kind = WebUpload
		}
	}
	a.Path = a.Doc.local(a.Who)
	return a
}
