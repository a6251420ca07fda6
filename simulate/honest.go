package simulate

import "fmt"

// Honest is something that looks like a pattern and is none.
type Honest struct {
	ID     string
	Person string // a person's id; empty where Sealed
	What   string // a clause that names nobody
	Why    string // a clause: why it is fine
	// Sealed acts went to a destination of class protected. Nothing that is put
	// out may mention them; they are told here, without the person, only because
	// this company is made up.
	Sealed bool
}

func (h Honest) String() string { return h.What + ": " + h.Why }

// Honest lists the look-alikes.
func (w *World) Honest() []Honest { return w.honest }

func (w *World) fine(id string, p *Person, what, why string) {
	w.honest = append(w.honest, Honest{ID: id, Person: p.ID, What: what, Why: why})
}

func (w *World) planHonest() {
	w.honestVenture()
	w.fine("H1", w.guide, "a designer mailed five joint-venture drawings to the partner",
		"the agreement named drawings, partner, person and mail, and was in force")
	w.honestSales()
	w.fine("H3", w.backup, "an account read every document of every library each week",
		"it is the backup's service account, named in each audience, and writes to the company's own vault")
	w.honestLaptop()
	w.honestVisit()
	w.honestPrivate()
	w.honestLeaver()
	w.honestProject()
	w.honestPortal()
	w.sealedMail()
}

// honestVenture stays within the joint venture's agreement.
func (w *World) honestVenture() {
	w.guide = w.cast("mechanical-design")
	for i := range 5 {
		doc := w.site("JointVenture").Docs[1+2*i]
		w.do(Act{At: w.at(w.workingDay(0.08+0.08*float64(i)), 11.4), Kind: SendMail, Who: w.guide,
			To: []string{"guidance@aozora-mechatronics.example"}, Docs: []*Doc{doc}, Text: "technical guidance", Bytes: doc.Size * 4 / 3})
	}
}

func (w *World) honestSales() {
	p := w.cast("sales")
	for i := range 8 {
		doc := w.site("Catalogue").Docs[2*i]
		w.do(Act{At: w.at(w.workingDay(0.05+0.11*float64(i)), 10.7), Kind: SendMail, Who: p,
			To: []string{"buying@midori-trading.example"}, Docs: []*Doc{doc}, Text: "catalogue", Bytes: doc.Size * 4 / 3})
	}
	w.reseller = p
	w.fine("H2", p, "a sales person mailed eight files of the unpublished catalogue to a reseller",
		"the reseller's agreement allows the catalogue, this person and mail")
}

func (w *World) honestLaptop() {
	p := w.cast("irrigation")
	day := w.workingDay(0.3)
	at := w.at(day, 9.4)
	d := newDice(w.seed, "laptop")
	n := 0
	for _, s := range append([]*Site{w.oneDrive(p)}, p.parks...) {
		for _, doc := range s.Docs {
			at += int64(d.between(500, 9000))
			n++
			w.do(Act{At: at, Kind: SyncDoc, Hand: SyncClient, Who: p, Doc: doc})
		}
	}
	w.fine("H4", p, fmt.Sprintf("one account fetched %d files in a quarter of an hour", n),
		"a sync client filled a new laptop; all of it is in the person's audience and nothing went further")
}

func (w *World) honestVisit() {
	p := w.cast("field-service")
	day := w.workingDay(0.56)
	for i, doc := range w.site("ClimateControl").Docs[4:20] {
		w.do(Act{At: w.at(day, 8.9+float64(i)*0.015), Kind: DownloadDoc, Who: p, Doc: doc})
	}
	for i, doc := range w.site("ClimateControl").Docs[4:8] {
		w.do(Act{At: w.at(day, 15+float64(i)*0.03), Kind: WebUpload, Who: p, Host: "field." + domain, Doc: doc, Bytes: doc.Size})
	}
	w.fine("H5", p, "a field engineer downloaded the same climate program before a visit",
		"field engineers are in its audience, and it went only to the company's own field server")
}

func (w *World) honestPrivate() {
	p := w.cast("production")
	to := "own.post@mailbox-hare.example"
	for i, share := range []float64{0.25, 0.9} {
		w.do(Act{At: w.at(w.workingDay(share), 12.4), Kind: SendMail, Who: p, To: []string{to},
			Names: []string{fmt.Sprintf("statement-%d.pdf", 8+i)}, Text: "for my files", Bytes: 61_000})
	}
	w.fine("H6", p, "somebody mailed two files to a private address",
		"they are the person's own statements and no registered asset")
}

func (w *World) honestLeaver() {
	p := w.cast("quality")
	w.leaves(p, w.date(w.workingDay(0.85)))
	w.fine("H7", p, "somebody left the company on "+p.LastDay,
		"nothing was taken: a last working day is never evidence")
}

func (w *World) honestProject() {
	p := w.cast("firmware")
	d := newDice(w.seed, "project")
	for _, day := range w.workday {
		if day < w.workingDay(0.5) {
			continue
		}
		for range d.between(10, 18) {
			w.do(Act{At: w.at(day, 9.5+8*d.r.Float64()), Kind: OpenDoc, Who: p, Doc: pick(d, w.site("Sensors").Docs)})
		}
	}
	p.Groups = append(p.Groups, "project-tsuyu")
	w.do(Act{At: w.at(w.workingDay(0.48), 9.3), Kind: JoinGroup, Who: w.unit("it")[1], To: []string{p.mail}, Text: "project-tsuyu"})
	w.fine("H8", p, "an engineer reads many calibration tables since the middle of the month",
		"a new project needs them; the engineer is in their audience and sent nothing out")
}

func (w *World) honestPortal() {
	people := []*Person{w.cast("production"), w.cast("finance"), w.cast("office")}
	for i, p := range people {
		for k := range 3 {
			w.do(Act{At: w.at(w.workingDay(0.3+0.2*float64(k)), 10.2+float64(i)), Kind: Browse, Who: p,
				Host: newPortal, Bytes: 2_500, Path: "/login"})
		}
	}
	w.fine("H9", people[0], "three people contacted a server that nobody had contacted before",
		"it is a supplier's new portal: they read pages and sent a few kilobytes")
}

// sealedMail goes to a lawyer. It must appear nowhere.
func (w *World) sealedMail() {
	p := w.cast("climate-control")
	doc := w.site("ClimateControl").Docs[30]
	s := w.story("S1", sealedScenario, "climate-program", "desk@kisaragi-law.example", p)
	w.sealed = append(w.sealed, s)
	w.stories = w.stories[:len(w.stories)-1]
	w.do(Act{At: w.at(w.workingDay(0.48), 12.6), Kind: SendMail, Who: p, To: []string{"desk@kisaragi-law.example"},
		Docs: []*Doc{doc}, Text: "advice", Bytes: doc.Size * 4 / 3, Story: s})
	w.honest = append(w.honest, Honest{ID: "H10", Sealed: true,
		What: "somebody mailed a lawyer",
		Why:  "acts towards protected destinations are sealed and appear in no finding, count, report or log"})
}

// sealedScenario marks acts towards a protected destination.
const sealedScenario = "sealed"

// Sealed are the uids of the events that name a protected destination and must
// appear nowhere; filled by Write. The mailbox's own Send record of the same
// message is not among them: it names no recipient.
func (w *World) Sealed() []string {
	var list []string
	for _, s := range w.sealed {
		list = append(list, s.Events...)
	}
	return list
}
