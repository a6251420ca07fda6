package simulate

import (
	"fmt"
	"slices"
	"time"
)

// Pattern says of one row of product.md what these logs hold of it.
type Pattern struct {
	ID, Title string
	InLogs    bool
	Note      string   // what is in the logs; empty unless InLogs
	Hidden    string   // what logs lack to show it; empty if InLogs
	People    []string // ids of those who take part; empty unless InLogs
}

// Patterns lists P1 to P9.
func (w *World) Patterns() []Pattern {
	list := []Pattern{
		{ID: "P1", Title: "reads cloud-managed secrets, then sends them over a social network",
			Note: "An engineer reads the climate program for two weeks, downloads it and uploads parts to two conversations before the last working day. One upload is a renamed archive: its content cannot be told from the logs."},
		{ID: "P2", Title: "approached from outside, hands over bit by bit",
			Note: "A new outside address, six small mails with one calibration table each, one print, one copy to a stick."},
		{ID: "P3", Title: "one person's own behaviour changes, a year after joining",
			Note: "In the second half of the month one person reads far more irrigation recipes than before, inside the audience, and saves some into a personal cloud folder. The change is a matter of statistics; rules see only the folder and the traffic."},
		{ID: "P4", Title: "three people's computers upload to one rented, unknown server",
			Note: "What was sent is encrypted, but for one upload in the clear, and one fell into the network sensor's outage."},
		{ID: "P5", Title: "joint venture: more than agreed, and after the agreement's end",
			Note: "Drawings go to the partner as agreed; then one mail carries something else than agreed, and two more, and an anonymous link that is opened from outside, follow after the agreement's end."},
		{ID: "P6", Title: "a thousand grains of sand",
			Hidden: "needs the content of what was sent, summed over people and months"},
		{ID: "P7", Title: "legal channels",
			Hidden: "needs the ledger of disclosures and the technology catalogues"},
		{ID: "P8", Title: "surfaced in another case",
			Hidden: "needs cases of more than one month that find each other"},
		{ID: "P9", Title: "gone before anybody knew",
			Hidden: "needs the time at which a finding was told, which a scan of past logs lacks"},
	}
	for i := range list {
		list[i].People = w.takePart(list[i].ID)
		list[i].InLogs = len(list[i].People) > 0
	}
	return list
}

// takePart lists the people of a scenario, each once.
func (w *World) takePart(scenario string) []string {
	var list []string
	for _, s := range w.stories {
		for _, p := range s.People {
			if s.Scenario == scenario && !slices.Contains(list, p.ID) {
				list = append(list, p.ID)
			}
		}
	}
	return list
}

// Hosts of the patterns and of one look-alike.
const (
	socialHost = "web.kazaguruma.example"
	driveHost  = "www.dropbox.com"
	rentedHost = "node7.yoruhost.example"
	newPortal  = "newportal.glasshouse-frames.example"
)

// planSocial is P1.
func (w *World) planSocial() {
	p := w.cast("climate-control")
	last := w.workingDay(0.78)
	w.leaves(p, w.date(last))
	s := w.story("T1", "P1", "climate-program", socialHost, p)
	s.LastDay = p.LastDay
	d := newDice(w.seed, "P1")
	docs := w.site("ClimateControl").Docs
	for _, day := range w.workday {
		if day >= w.workingDay(0.1) && day < w.workingDay(0.58) {
			for range d.between(4, 8) {
				w.do(Act{At: w.at(day, 9+8*d.r.Float64()), Kind: OpenDoc, Who: p, Doc: pick(d, docs)})
			}
		}
	}
	taken := docs[4:18]
	day := w.workingDay(0.58)
	for i, doc := range taken {
		w.do(Act{At: w.at(day, 18.4+float64(i)*0.02), Kind: DownloadDoc, Who: p, Doc: doc})
	}
	w.sendParts(p, s, socialHost, taken)
}

// sendParts uploads single files to one conversation, and a renamed archive to
// another.
func (w *World) sendParts(p *Person, s *Story, host string, taken []*Doc) {
	for i, doc := range taken[:7] {
		day := w.workingDay(0.62 + 0.05*float64(i/3))
		at := w.at(day, 19.1+0.06*float64(i%3))
		talk := fmt.Sprintf("/t/88412%02d", 7+4*(i%2))
		w.do(Act{At: at, Kind: WebUpload, Who: p, Host: host, Doc: doc, Path: talk, Bytes: doc.Size, Story: s})
	}
	day := w.workingDay(0.72)
	zip := `C:\Users\` + p.User + `\Downloads\photos-september.zip`
	w.do(Act{At: w.at(day, 18.7), Kind: RunProgram, Who: p, Text: "7z",
		Path: `a -tzip ` + zip + ` C:\Users\` + p.User + `\Downloads\HZ-CLM-*`})
	w.do(Act{At: w.at(day, 18.701), Kind: SaveFile, Who: p, Text: "7z", Path: zip})
	w.do(Act{At: w.at(day, 18.8), Kind: WebUpload, Who: p, Host: host, Path: "/t/8841211", Bytes: 2_400_000, Text: zip, Story: s})
}

// planApproached is P2.
func (w *World) planApproached() {
	const contact = "h.research@mailbox-hare.example"
	p := w.cast("sensors")
	s := w.story("T2", "P2", "sensor-calibration", contact, p)
	docs := w.site("Sensors").Docs
	w.do(Act{At: w.at(w.workingDay(0.08), 11.3), Kind: ReceiveOut, Who: p, To: []string{p.mail}, Host: contact, Bytes: 9_000})
	w.do(Act{At: w.at(w.workingDay(0.12), 17.2), Kind: SendMail, Who: p, To: []string{contact}, Text: "re: a question", Bytes: 7_000})
	for i := range 6 {
		day, doc := w.workingDay(0.2+0.12*float64(i)), docs[3+7*i]
		at := w.at(day, 17.6+0.1*float64(i%3))
		w.do(Act{At: at - 600_000, Kind: OpenDoc, Who: p, Doc: doc})
		w.do(Act{At: at - 300_000, Kind: DownloadDoc, Who: p, Doc: doc})
		w.do(Act{At: at, Kind: SendMail, Who: p, To: []string{contact}, Docs: []*Doc{doc}, Text: "notes", Bytes: doc.Size * 4 / 3, Story: s})
	}
	day := w.workingDay(0.68)
	w.do(Act{At: w.at(day, 18.2), Kind: Print, Who: p, Doc: docs[9], Host: "HZ-PRN-LAB-01", Bytes: docs[9].Size, Story: s})
	w.do(Act{At: w.at(w.workingDay(0.88), 18.35), Kind: CopyUSB, Who: p, Doc: docs[24], Bytes: docs[24].Size, Story: s})
}

// planChanged is P3: joined a year ago, usual until the middle of the month.
func (w *World) planChanged() {
	p := w.cast("sensors")
	p.Joined = w.opt.Start.AddDate(-1, 0, -6).Format(time.DateOnly)
	s := w.story("T3", "P3", "irrigation-recipes", driveHost, p)
	d := newDice(w.seed, "P3")
	docs := w.site("Irrigation").Docs
	for _, day := range w.workday {
		if day < w.workingDay(0.5) {
			continue
		}
		for range d.between(14, 26) {
			w.do(Act{At: w.at(day, 9+9.5*d.r.Float64()), Kind: OpenDoc, Who: p, Doc: pick(d, docs)})
		}
	}
	for i := range 5 {
		day := w.workingDay(0.7 + 0.06*float64(i))
		doc := docs[2+5*i]
		at := w.at(day, 18.5)
		w.do(Act{At: at - 240_000, Kind: DownloadDoc, Who: p, Doc: doc})
		w.do(Act{At: at, Kind: SaveFile, Who: p, Text: "explorer", Path: `C:\Users\` + p.User + `\Dropbox\notes\` + doc.Name, Story: s})
		w.do(Act{At: at + 9_000, Kind: WebUpload, Who: p, Host: driveHost, Hand: SyncClient, Bytes: doc.Size + 9000, Story: s})
	}
}

// planRented is P4.
func (w *World) planRented() {
	people := []*Person{w.cast("firmware"), w.cast("production"), w.cast("sales")}
	s := w.story("T4", "P4", "", rentedHost, people...)
	d := newDice(w.seed, "P4")
	for i, p := range people {
		for k := range 4 {
			day := w.workingDay(0.15*float64(i+1) + 0.14*float64(k))
			at := w.at(day, 10+7*d.r.Float64())
			w.do(Act{At: at, Kind: WebUpload, Who: p, Host: rentedHost, Bytes: int64(d.between(6, 38)) << 20, Story: s})
		}
	}
	// One more falls into the outage, and one goes out in the clear.
	outage := w.gaps[0]
	w.do(Act{At: outage.from + 5_000_000, Kind: WebUpload, Who: people[1], Host: rentedHost, Bytes: 22 << 20, Story: s})
	doc := w.site("Firmware").Docs[3]
	w.do(Act{At: w.at(w.workingDay(0.8), 16.4), Kind: WebUpload, Who: people[0], Host: rentedHost, Clear: true,
		Path: "/u?name=" + doc.Name, Text: doc.Name, Bytes: doc.Size, Story: s})
}

// planVenture is P5: allowed drawings, then more than the agreement allows.
func (w *World) planVenture() {
	const partner = "guidance@aozora-mechatronics.example"
	p := w.cast("mechanical-design")
	w.venture = p
	docs := w.site("JointVenture").Docs
	for i := range 3 {
		doc := docs[2*i]
		w.do(Act{At: w.at(w.workingDay(0.05+0.09*float64(i)), 14.2), Kind: SendMail, Who: p, To: []string{partner},
			Docs: []*Doc{doc}, Text: "technical guidance", Bytes: doc.Size * 4 / 3})
	}
	other := w.site("Sensors").Docs[11]
	excess := w.story("T5a", "P5", "sensor-calibration", partner, p)
	w.do(Act{At: w.at(w.workingDay(0.43), 15.5), Kind: SendMail, Who: p, To: []string{partner},
		Docs: []*Doc{other}, Text: "technical guidance", Bytes: other.Size * 4 / 3, Story: excess})
	after := w.story("T5b", "P5", "joint-venture-drawings", partner, p)
	for i, share := range []float64{0.64, 0.82} {
		doc := docs[11+4*i]
		w.do(Act{At: w.at(w.workingDay(share), 16.1), Kind: SendMail, Who: p, To: []string{partner},
			Docs: []*Doc{doc}, Text: "technical guidance", Bytes: doc.Size * 4 / 3, Story: after})
	}
	linked := docs[21]
	w.do(Act{At: w.at(w.workingDay(0.87), 16.4), Kind: LinkMade, Who: p, Doc: linked, Story: after})
	w.do(Act{At: w.at(w.workingDay(0.92), 10.1), Kind: LinkUsed, Doc: linked, Host: address("gate.aozora-mechatronics.example"), Story: after})
}

// ventureEnds is the last day of the joint venture's agreement.
func (w *World) ventureEnds() time.Time { return w.date(w.workingDay(0.5)) }
