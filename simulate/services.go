package simulate

import (
	"fmt"
	"time"
)

// services appends what programs do: the nightly backup, the build robot, the
// guests who open links that were made for them.
func (w *World) services(list []Act, day int) []Act {
	d := newDice(w.seed, "services", day)
	list = w.runBackup(list, day, d)
	for range d.count(10 * w.opt.Volume) {
		list = append(list, Act{
			At: w.at(day, 24*d.r.Float64()), Kind: GitAct, Hand: Server, Who: w.robot,
			Host: org + "/" + pick(d, []string{"climate-core", "vent-firmware", "build-scripts"}),
			Text: pick(d, []string{"git.clone", "workflows.completed_workflow_run"}),
		})
	}
	for range d.count(14 * w.opt.Volume) { // mail from outside arrives at any hour
		p := pick(d, w.Staff)
		if at := w.at(day, 24*d.r.Float64()); p.lastDayEnd == 0 || at < p.lastDayEnd {
			list = append(list, Act{At: at, Kind: ReceiveOut, Who: p, To: []string{p.mail},
				Host: "news@" + pick(d, suppliers()), Bytes: d.size(40_000)})
		}
	}
	return w.guests(list, day, d)
}

// guests open links to unregistered documents that somebody made an hour before.
func (w *World) guests(list []Act, day int, d *dice) []Act {
	if !w.working(w.date(day)) {
		return list
	}
	for range d.count(0.5 * w.opt.Volume) {
		p, doc := pick(d, w.unit("sales")), pick(d, w.site("Company").Docs)
		if w.casted[p.ID] {
			continue
		}
		at := w.at(day, 9.5+6*d.r.Float64())
		list = append(list,
			Act{At: at, Kind: LinkMade, Who: p, Doc: doc},
			Act{At: at + 3_600_000, Kind: LinkUsed, Doc: doc, Host: address("gate." + pick(d, customers()))})
	}
	return list
}

// runBackup reads what changed, a tenth of everything, each night at one, and
// everything on Sundays.
func (w *World) runBackup(list []Act, day int, d *dice) []Act {
	share := 0.1
	if w.date(day).Weekday() == time.Sunday {
		share = 1
	}
	at := w.at(day, 1)
	list = append(list, Act{At: at, Kind: SignIn, Hand: Backup, Who: w.backup})
	for _, s := range w.sites {
		for _, doc := range s.Docs {
			if !d.chance(share) {
				continue
			}
			at += int64(d.between(300, 2500))
			list = append(list, Act{At: at, Kind: DownloadDoc, Hand: Backup, Who: w.backup, Doc: doc})
		}
	}
	bytes := int64(share * 90_000_000)
	return append(list, Act{At: at, Kind: WebUpload, Hand: Backup, Who: w.backup, Host: "vault." + domain, Bytes: bytes})
}

// outageFrom and outageHours say when the network sensor was silent.
const (
	outageFrom  = 13.0
	outageHours = 5.0
)

// planOutage lets the network sensor lose five hours of one working day.
func (w *World) planOutage() {
	day := w.workingDay(0.38)
	w.gaps = append(w.gaps, gap{format: zeekName, from: w.at(day, outageFrom), until: w.at(day, outageFrom+outageHours)})
}

// Outage is a time in which a product recorded nothing.
type Outage struct {
	Format      string
	From, Until time.Time
}

func (o Outage) String() string {
	return fmt.Sprintf("%s: nothing from %s to %s", o.Format, o.From.Format(time.RFC3339), o.Until.Format(time.RFC3339))
}

// Outages lists what the products could not see.
func (w *World) Outages() []Outage {
	var list []Outage
	for _, g := range w.gaps {
		list = append(list, Outage{g.format, time.UnixMilli(g.from).In(tokyo()), time.UnixMilli(g.until).In(tokyo())})
	}
	return list
}
