package simulate

import (
	"fmt"
	"strings"
	"time"
)

// Person is somebody (or a service) who works at the company.
type Person struct {
	ID, User   string // p017, mira.k
	Unit, Role string
	Manager    string // a person's id
	Joined     string // ISO date
	LastDay    string // last working day as ISO date; empty for those who stay
	Groups     []string
	Service    bool

	index        int
	mail, sid    string
	windows      string // DOMAIN\user
	host, ip     string
	github       string
	userKey      string
	objectID     string
	mailbox      string
	logonSID     string
	personalSite string // URL path of the OneDrive
	browser      int    // index into browsers()
	start, hours float64
	jitter       float64         // hours, of the start within the person
	heavy        float64         // how much the person does, round 1
	off          map[string]bool // days not worked, ISO
	parks        []*Site         // sites that the person works in
	lastDayEnd   int64           // nothing is done after this moment; 0: no end
}

// unit is a part of the company and its share of the people.
type unit struct {
	id    string
	share int // of 60
	roles []string
	sites []string
}

func units() []unit {
	return []unit{
		{"climate-control", 9, []string{"engineer", "engineer", "architect"}, []string{"ClimateControl", "Firmware"}},
		{"sensors", 6, []string{"engineer", "technician"}, []string{"Sensors", "Irrigation"}},
		{"irrigation", 5, []string{"engineer", "agronomist"}, []string{"Irrigation", "Sensors"}},
		{"mechanical-design", 6, []string{"designer", "engineer"}, []string{"JointVenture", "Quality"}},
		{"firmware", 5, []string{"engineer"}, []string{"Firmware", "Sensors"}},
		{"field-service", 7, []string{"field-engineer"}, []string{"ClimateControl", "FieldService", "Irrigation"}},
		{"sales", 6, []string{"sales", "account-manager"}, []string{"Sales", "Catalogue"}},
		{"production", 6, []string{"planner", "technician"}, []string{"Production", "Quality"}},
		{"quality", 3, []string{"inspector"}, []string{"Quality", "Production"}},
		{"it", 3, []string{"administrator"}, []string{"ITOperations"}},
		{"finance", 2, []string{"controller"}, []string{"Finance"}},
		{"office", 2, []string{"coordinator"}, []string{"Office"}},
	}
}

// headcount spreads people over the units by their shares, largest remainder
// last, at least two each.
func headcount(people int) []int {
	all := units()
	heads := make([]int, len(all))
	left := people
	for i, u := range all {
		heads[i] = max(2, people*u.share/60)
		left -= heads[i]
	}
	for i := 0; left != 0; i = (i + 1) % len(all) {
		switch {
		case left > 0:
			heads[i]++
			left--
		case heads[i] > 2:
			heads[i]--
			left++
		}
	}
	return heads
}

// userName is a short invented name, unique by its number.
func userName(i int) string {
	first := []string{"mi", "re", "so", "ta", "ka", "no", "yu", "ha", "su", "ki", "na", "ro"}
	second := []string{"ra", "mo", "ta", "ne", "ki", "so", "ru", "na", "ri", "ko", "to"}
	name := first[i%len(first)] + second[i/2%len(second)] + "." + string(rune('a'+i*7%26))
	if round := i / 100; round > 0 {
		name += fmt.Sprint(round)
	}
	return name
}

func (w *World) hire() {
	taken := map[string]bool{}
	i := 0
	for n, heads := range headcount(w.opt.People) {
		u := units()[n]
		lead := fmt.Sprintf("p%03d", i+1)
		for k := range heads {
			i++
			p := w.newPerson(i, u, u.roles[k%len(u.roles)], taken)
			if k == 0 {
				p.Role, lead = "manager", p.ID
				p.Groups = append(p.Groups, "managers")
				if i != 1 {
					p.Manager = w.Staff[0].ID
				}
			} else {
				p.Manager = lead
			}
			w.Staff = append(w.Staff, p)
		}
	}
	w.backup = w.newService("svc-backup", "hz-backup01", i+1)
	w.robot = w.newService("svc-build", "hz-build01", i+2)
	w.robot.github = "hz-ci[bot]"
}

func (w *World) newPerson(i int, u unit, role string, taken map[string]bool) *Person {
	d := newDice(w.seed, "person", i)
	user := userName(i)
	for k := 2; taken[user]; k++ {
		user = fmt.Sprintf("%s%d", userName(i), k)
	}
	taken[user] = true
	p := &Person{
		ID: fmt.Sprintf("p%03d", i), User: user, Unit: u.id, Role: role, Groups: []string{"staff"},
		Joined: w.opt.Start.AddDate(0, 0, -d.between(400, 4000)).Format(time.DateOnly),
		index:  i, browser: d.n(len(browsers())),
		start: d.norm(8.6, 0.45), hours: d.norm(8.9, 0.5), jitter: 0.08 + 0.1*d.r.Float64(),
		heavy: min(2.5, max(0.4, d.norm(1, 0.35))), off: map[string]bool{},
	}
	w.identify(p)
	for _, s := range append([]string{"Company"}, u.sites...) {
		p.parks = append(p.parks, w.site(s))
	}
	w.holidays(p, d)
	return p
}

// identify gives a person the names that products know it by.
func (w *World) identify(p *Person) {
	label := "person:" + p.User
	p.mail = p.User + "@" + domain
	p.windows = `HOSHIZORA\` + p.User
	p.host = fmt.Sprintf("HZ-PC-%03d.%s", p.index, domain)
	p.ip = fmt.Sprintf("10.%d.%d.%d", 20+p.index/40_000, p.index/200%200, 10+p.index%200)
	p.github = strings.ReplaceAll(p.User, ".", "-") + "-hz"
	p.userKey = "100320" + strings.ToLower(hexOf(w.seed, label, 10))
	p.objectID = uuidOf(w.seed, label)
	p.mailbox = uuidOf(w.seed, label+":mailbox")
	p.sid = fmt.Sprintf("S-1-5-21-3017862411-1190554372-2846550187-%d", 1100+p.index)
	p.logonSID = fmt.Sprintf("S-1-5-21-1733240819-902214455-3328712904-%d", 25_000_000+7*p.index)
	p.personalSite = strings.ReplaceAll(p.User, ".", "_") + "_hoshizora_example"
}

// holidays gives a person days off: about one a fortnight, and for one in ten
// a fixed weekday, as part-time people have.
func (w *World) holidays(p *Person, d *dice) {
	free := time.Weekday(-1)
	if d.chance(0.1) {
		free = time.Weekday(d.between(1, 5))
	}
	for i := range w.opt.Days {
		day := w.opt.Start.AddDate(0, 0, i)
		if day.Weekday() == free || d.chance(0.05) {
			p.off[day.Format(time.DateOnly)] = true
		}
	}
}

// newService is an account that a program works with.
func (w *World) newService(name, host string, i int) *Person {
	p := &Person{
		ID: name, User: name, Unit: "it", Role: "service", Service: true,
		Manager: w.unit("it")[0].ID, Groups: []string{"service-accounts"},
		Joined: w.opt.Start.AddDate(-3, 0, 0).Format(time.DateOnly), index: i, off: map[string]bool{},
	}
	w.identify(p)
	p.host, p.github = host+"."+domain, ""
	return p
}

func (w *World) unit(id string) []*Person {
	var list []*Person
	for _, p := range w.Staff {
		if p.Unit == id {
			list = append(list, p)
		}
	}
	return list
}

// cast takes a person of a unit who has no part in any other pattern or
// look-alike and is no manager.
func (w *World) cast(unit string) *Person {
	d := newDice(w.seed, "cast", len(w.casted))
	var free []*Person
	for _, p := range w.unit(unit) {
		if !w.casted[p.ID] && p.Role != "manager" {
			free = append(free, p)
		}
	}
	if len(free) == 0 {
		free = w.unit(unit)
	}
	p := pick(d, free)
	w.casted[p.ID] = true
	return p
}

// leaves sets the last working day.
func (w *World) leaves(p *Person, day time.Time) {
	p.LastDay = day.Format(time.DateOnly)
	p.lastDayEnd = day.AddDate(0, 0, 1).UnixMilli()
}
