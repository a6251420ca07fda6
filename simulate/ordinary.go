package simulate

import "fmt"

// rates are mean acts on a working day of somebody with heavy = 1.
type rates struct {
	open, preview, download, sync, upload, modify, page float64
	mailIn, mailOut, mailRead, received, chat           float64
	browse, upWeb, run, save, print, usb, git           float64
}

func rateOf(p *Person) rates {
	r := rates{
		open: 3.4, preview: 0.8, download: 0.4, sync: 1.7, upload: 0.4, modify: 1.4, page: 1.2,
		mailIn: 2, mailOut: 0.8, mailRead: 1.9, received: 1.2, chat: 2,
		browse: 9, upWeb: 0.7, run: 3.2, save: 1.6, print: 0.35, usb: 0.02,
	}
	switch p.Unit {
	case "sales":
		r.mailOut, r.received, r.browse, r.open = 3.5, 3, 14, 3
	case "firmware", "climate-control":
		r.git, r.run, r.mailOut = 3.5, 5, 0.5
	case "field-service":
		r.download, r.sync, r.usb = 1, 3, 0.05
	case "production":
		r.print, r.open, r.browse = 1.2, 3, 6
	}
	return r
}

// ordinary appends what a person does on a day that nobody will remember.
func (w *World) ordinary(list []Act, p *Person, day int) []Act {
	d := newDice(w.seed, "day:"+p.ID, day)
	c, works := w.shift(p, day, d)
	if !works {
		return list
	}
	o := ordinaryDay{w: w, p: p, c: c, d: d, list: list, scale: w.opt.Volume * p.heavy * (c.end - c.start) / 9}
	o.signIn()
	r := rateOf(p)
	o.documents(r)
	o.mail(r)
	o.web(r)
	o.machine(r)
	return o.list
}

// ordinaryDay gathers the acts of one person on one day.
type ordinaryDay struct {
	w     *World
	p     *Person
	c     clock
	d     *dice
	list  []Act
	scale float64
}

func (o *ordinaryDay) add(a Act) {
	if a.Who == nil {
		a.Who = o.p
	}
	o.list = append(o.list, a)
}

func (o *ordinaryDay) times(mean float64, act func() Act) {
	for range o.d.count(mean * o.scale) {
		a := act()
		a.At = o.c.any()
		o.add(a)
	}
}

func (o *ordinaryDay) signIn() {
	if o.d.chance(0.06) {
		o.add(Act{At: o.c.hour(o.c.start - 0.01), Kind: SignInFail})
	}
	o.add(Act{At: o.c.hour(o.c.start), Kind: SignIn})
	if o.d.chance(0.5) {
		o.add(Act{At: o.c.any(), Kind: SignIn, Hand: Office})
	}
}

// doc is a document that the person may see: mostly of the own site or drive.
func (o *ordinaryDay) doc() *Doc {
	if o.d.chance(0.3) {
		return pick(o.d, o.w.oneDrive(o.p).Docs)
	}
	s := o.p.parks[len(o.p.parks)-1]
	if o.d.chance(0.7) {
		s = o.p.parks[min(1, len(o.p.parks)-1)]
	} else if o.d.chance(0.6) {
		s = pick(o.d, o.p.parks)
	}
	return pick(o.d, s.Docs)
}

// plain is a document that is not registered.
func (o *ordinaryDay) plain() *Doc {
	if o.d.chance(0.5) {
		return pick(o.d, o.w.site("Company").Docs)
	}
	return pick(o.d, o.w.oneDrive(o.p).Docs)
}

func (o *ordinaryDay) documents(r rates) {
	hand := func() Hand {
		if o.d.chance(0.35) {
			return Office
		}
		return Browser
	}
	o.times(r.open, func() Act { return Act{Kind: OpenDoc, Hand: hand(), Doc: o.doc()} })
	o.times(r.preview, func() Act { return Act{Kind: PreviewDoc, Hand: Server, Doc: o.doc()} })
	o.times(r.download, func() Act { return Act{Kind: DownloadDoc, Hand: Browser, Doc: o.doc()} })
	o.times(r.sync, func() Act { return Act{Kind: SyncDoc, Hand: SyncClient, Doc: o.doc()} })
	o.times(r.upload, func() Act { return Act{Kind: UploadDoc, Hand: hand(), Doc: o.doc()} })
	o.times(r.modify, func() Act { return Act{Kind: ModifyDoc, Hand: hand(), Doc: o.doc()} })
	o.times(r.page, func() Act { return Act{Kind: ViewPage, Doc: o.doc()} })
	if o.p.Unit == "it" {
		o.times(0.2, func() Act { return Act{Kind: JoinGroup, To: []string{o.colleague().mail}, Text: "Teams visitors"} })
	}
	o.times(0.05, func() Act { return Act{Kind: ShareDoc, Doc: o.plain(), To: []string{o.colleague().mail}} })
}

func (o *ordinaryDay) colleague() *Person { return pick(o.d, o.w.Staff) }

// contact is somebody outside: customers, suppliers, the wide rest.
func (o *ordinaryDay) contact() string {
	who := []string{"orders", "support", "office", "sales", "info"}
	switch {
	case o.d.chance(0.5):
		return pick(o.d, who) + "@" + pick(o.d, customers())
	case o.d.chance(0.6):
		return pick(o.d, who) + "@" + pick(o.d, suppliers())
	}
	return fmt.Sprintf("%s@s%03d.example", pick(o.d, who), o.d.n(400))
}

func customers() []string {
	return []string{"kusabue-farms.example", "minamo-growers.example", "tsubomi-coop.example", "hidamari-agri.example"}
}

func suppliers() []string {
	return []string{"parts-kawasemi.example", "relay-works.example", "glasshouse-frames.example"}
}

// portals are where suppliers take orders with their drawings.
func portals() []string {
	return []string{"portal.parts-kawasemi.example", "orders.relay-works.example"}
}

func (o *ordinaryDay) mail(r rates) {
	o.times(r.mailIn, func() Act {
		return Act{Kind: SendMail, To: []string{o.colleague().mail}, Text: o.subject(), Docs: o.attach(0.1), Bytes: o.d.size(28_000)}
	})
	o.times(r.mailOut, func() Act {
		return Act{Kind: SendMail, To: []string{o.contact()}, Text: o.subject(), Docs: o.attach(0.25), Bytes: o.d.size(28_000)}
	})
	o.times(r.received, func() Act {
		return Act{Kind: ReceiveOut, To: []string{o.p.mail}, Host: o.contact(), Bytes: o.d.size(28_000)}
	})
	o.times(r.mailRead, func() Act { return Act{Kind: ReadMail} })
	o.times(0.01, func() Act { return Act{Kind: MailRule, Text: "newsletters"} })
	o.times(r.chat, func() Act { return Act{Kind: Chat, To: []string{o.colleague().mail}} })
}

func (o *ordinaryDay) attach(p float64) []*Doc {
	if !o.d.chance(p) {
		return nil
	}
	return []*Doc{o.plain()}
}

func (o *ordinaryDay) subject() string {
	what := pick(o.d, []string{"order", "delivery", "visit", "meeting", "quotation", "schedule", "test run"})
	return fmt.Sprintf("%s %d", what, o.d.between(100, 9999))
}

// visited are hosts that everybody's browser talks to.
func visited() []string {
	return []string{
		"outlook.office365.com", "hoshizora.sharepoint.com", "login.microsoftonline.com", "teams.microsoft.com",
		"hoshizora-my.sharepoint.com", "erp." + domain, "intra." + domain, "wiki." + domain,
		"news-mikazuki.example", "weather-obs.example", "maps-ryokou.example", "dictionary-kotoba.example",
		"parts-kawasemi.example", "cdn-static.example", "telemetry-desk.example",
	}
}

func (o *ordinaryDay) web(r rates) {
	o.times(r.browse, func() Act {
		host := pick(o.d, visited())
		if o.d.chance(0.25) {
			host = fmt.Sprintf("www.s%03d.example", o.d.n(900))
		}
		return Act{Kind: Browse, Host: host, Bytes: o.d.size(3_000), Clear: o.d.chance(0.06), Path: fmt.Sprintf("/p/%d", o.d.n(5000))}
	})
	o.times(r.upWeb, func() Act {
		host := pick(o.d, []string{"hoshizora.sharepoint.com", "hoshizora-my.sharepoint.com", "teams.microsoft.com", "erp." + domain})
		if o.d.chance(0.15) {
			host = pick(o.d, portals())
		}
		return Act{Kind: WebUpload, Host: host, Doc: o.plain(), Bytes: 4000 + o.d.size(90_000)}
	})
}

func (o *ordinaryDay) machine(r rates) {
	o.times(r.run, func() Act { return Act{Kind: RunProgram, Text: pick(o.d, programs()), Path: o.doc().local(o.p)} })
	o.times(r.save, func() Act {
		return Act{Kind: SaveFile, Text: pick(o.d, programs()), Path: o.plain().local(o.p)}
	})
	o.times(r.print, func() Act {
		return Act{Kind: Print, Doc: o.plain(), Host: pick(o.d, printers()), Bytes: o.d.size(90_000)}
	})
	o.times(r.usb, func() Act { return Act{Kind: CopyUSB, Doc: o.plain(), Bytes: o.d.size(90_000)} })
	o.times(r.git, func() Act { return o.w.gitAct(o.p, o.d) })
}

// programs are what people start; the words are keys of the Sysmon writer.
func programs() []string {
	return []string{"excel", "excel", "word", "outlook", "chrome", "edge", "teams", "explorer", "notepad", "onedrive", "svchost"}
}

func printers() []string { return []string{"HZ-PRN-2F-01", "HZ-PRN-2F-02", "HZ-PRN-LAB-01"} }

// gitAct is what an engineer does in the unit's repository.
func (w *World) gitAct(p *Person, d *dice) Act {
	repo := "vent-firmware"
	if p.Unit == "climate-control" {
		repo = "climate-core"
	}
	if d.chance(0.2) {
		repo = pick(d, []string{"build-scripts", "field-tools", "simulator-rig"})
	}
	action := pick(d, []string{"git.fetch", "git.fetch", "git.fetch", "git.push", "git.push", "git.clone", "pull_request.create", "pull_request.merge"})
	return Act{Kind: GitAct, Host: org + "/" + repo, Text: action}
}
