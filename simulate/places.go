package simulate

import (
	"fmt"
	"strings"
)

// The company's names. All are invented; .example is kept free for that.
const (
	company  = "Hoshizora Greenhouse"
	domain   = "hoshizora.example"
	tenant   = "hoshizora.onmicrosoft.com"
	share    = "https://hoshizora.sharepoint.com"
	personal = "https://hoshizora-my.sharepoint.com"
	org      = "hoshizora"
)

// Site is a SharePoint site with one document library.
type Site struct {
	Name  string
	Asset *Asset // nil: nothing registered lies here
	Docs  []*Doc

	url               string
	id, web, list     string
	personalOf        *Person
	library, localDir string
}

// Doc is a document.
type Doc struct {
	Site *Site
	Name string
	Dir  string // folder below the library, may be empty
	Ext  string
	Size int64
	uid  string
}

// URL is the document's place in SharePoint.
func (d *Doc) URL() string { return d.Site.url + "/" + d.rel() + "/" + d.Name }

func (d *Doc) rel() string {
	if d.Dir == "" {
		return d.Site.library
	}
	return d.Site.library + "/" + d.Dir
}

// local is where the sync client puts it on a person's computer.
func (d *Doc) local(p *Person) string {
	path := `C:\Users\` + p.User + `\` + d.Site.localDir + `\`
	if d.Dir != "" {
		path += strings.ReplaceAll(d.Dir, "/", `\`) + `\`
	}
	return path + d.Name
}

// download is where a browser puts it.
func (d *Doc) download(p *Person) string { return `C:\Users\` + p.User + `\Downloads\` + d.Name }

// Asset is a row of assets.yaml.
type Asset struct {
	ID, Name, Level      string
	Owner                string   // unit of which the manager owns it
	Units, Roles         []string // its audience
	Number               string   // the start of its documents' names
	Site                 string
	Repo                 string
	element, date, claim string // a statement of secrecy
}

func assets() []*Asset {
	return []*Asset{
		{ID: "climate-program", Name: "Cloud-managed climate-control program", Level: "secret", Owner: "climate-control",
			Units: []string{"climate-control"}, Roles: []string{"field-engineer"}, Number: "HZ-CLM-", Site: "ClimateControl", Repo: "climate-core",
			element: "usefulness", date: "2025-04-10", claim: "Keeps temperature and soil moisture at their optimum with a third less heating than the trade's usual control."},
		{ID: "sensor-calibration", Name: "Sensor calibration tables", Level: "confidential", Owner: "sensors",
			Units: []string{"sensors", "irrigation", "firmware"}, Number: "HZ-SEN-", Site: "Sensors",
			element: "not_public", date: "2025-05-20", claim: "Measured in our own chamber over four seasons; no table has been published."},
		{ID: "irrigation-recipes", Name: "Irrigation recipes", Level: "confidential", Owner: "irrigation",
			Units: []string{"irrigation", "sensors", "field-service"}, Number: "HZ-IRR-", Site: "Irrigation",
			element: "management", date: "2025-05-20", claim: "Kept in a library of its own; the audience is reviewed each quarter."},
		{ID: "joint-venture-drawings", Name: "Vent actuator drawings of the joint venture", Level: "confidential", Owner: "mechanical-design",
			Units: []string{"mechanical-design"}, Number: "HZ-JVD-", Site: "JointVenture",
			element: "management", date: "2025-11-01", claim: "Disclosed to the partner for technical guidance only, under agreement AG-2025-011."},
		{ID: "vent-firmware", Name: "Vent controller firmware", Level: "confidential", Owner: "firmware",
			Units: []string{"firmware", "climate-control"}, Number: "HZ-FRM-", Site: "Firmware", Repo: "vent-firmware",
			element: "management", date: "2025-06-01", claim: "Private repository; branch protection and review by two."},
		{ID: "product-catalogue", Name: "Product catalogue before publication", Level: "internal", Owner: "sales",
			Units: []string{"sales"}, Roles: []string{"manager"}, Number: "HZ-CAT-", Site: "Catalogue",
			element: "not_public", date: "2026-02-01", claim: "Next season's products and prices, public from the spring fair on."},
		{ID: "cost-sheets", Name: "Cost sheets", Level: "confidential", Owner: "finance",
			Units: []string{"finance"}, Roles: []string{"manager"}, Number: "HZ-CST-", Site: "Finance",
			element: "management", date: "2025-04-01", claim: "Readable by finance and unit managers only."},
	}
}

func (w *World) site(name string) *Site {
	for _, s := range w.sites {
		if s.Name == name {
			return s
		}
	}
	return nil
}

func (w *World) build() {
	w.Assets = assets()
	for _, s := range []struct {
		name, number string
		docs         int
	}{
		{"Company", "", 40}, {"ClimateControl", "HZ-CLM-", 46}, {"Sensors", "HZ-SEN-", 60}, {"Irrigation", "HZ-IRR-", 52},
		{"JointVenture", "HZ-JVD-", 38}, {"Firmware", "HZ-FRM-", 24}, {"Catalogue", "HZ-CAT-", 18}, {"Finance", "HZ-CST-", 22},
		{"Sales", "", 40}, {"FieldService", "", 36}, {"Production", "", 44}, {"Quality", "", 36}, {"ITOperations", "", 24}, {"Office", "", 20},
	} {
		w.addSite(s.name, s.number, s.docs)
	}
}

func (w *World) addSite(name, number string, docs int) {
	s := &Site{
		Name: name, url: share + "/sites/" + name, library: "Shared Documents",
		localDir: company + `\` + name + ` - Documents`,
		id:       uuidOf(w.seed, "site:"+name), web: uuidOf(w.seed, "web:"+name), list: uuidOf(w.seed, "list:"+name),
	}
	for _, a := range w.Assets {
		if a.Site == name {
			s.Asset = a
		}
	}
	d := newDice(w.seed, "docs:"+name)
	for i := range docs {
		s.Docs = append(s.Docs, w.newDoc(s, d, number, i))
	}
	w.sites = append(w.sites, s)
}

// newDoc names a document the way engineering companies do: a number first
// where it is registered, then what it is.
func (w *World) newDoc(s *Site, d *dice, number string, i int) *Doc {
	topic := pick(d, topics(s.Name))
	ext := pick(d, []string{"xlsx", "xlsx", "docx", "pdf", "pptx"})
	if number == "HZ-JVD-" {
		ext = pick(d, []string{"dwg", "dwg", "pdf", "step"})
	}
	name := fmt.Sprintf("%s-%02d.%s", topic, i+1, ext)
	if number != "" {
		name = fmt.Sprintf("%s%03d_%s.%s", number, i+1, topic, ext)
	}
	return &Doc{
		Site: s, Name: name, Dir: pick(d, []string{"", "2025", "2026", "Review"}), Ext: ext,
		Size: 4096 + d.size(180_000), uid: uuidOf(w.seed, "doc:"+s.Name+":"+name),
	}
}

func topics(site string) []string {
	switch site {
	case "ClimateControl":
		return []string{"setpoint-control", "vent-sequence", "heating-curve", "night-cooling", "co2-dosing", "humidity-model"}
	case "Sensors":
		return []string{"soil-moisture-table", "leaf-wetness-table", "par-calibration", "drift-study"}
	case "Irrigation":
		return []string{"tomato-recipe", "strawberry-recipe", "lettuce-recipe", "fertigation-steps"}
	case "JointVenture":
		return []string{"vent-actuator-frame", "gearbox-section", "rack-and-pinion", "motor-mount"}
	case "Firmware":
		return []string{"interface-note", "release-plan", "test-log"}
	case "Catalogue":
		return []string{"spring-catalogue", "price-list", "product-sheet"}
	case "Finance":
		return []string{"cost-sheet", "margin-table"}
	}
	return []string{"minutes", "plan", "report", "checklist", "schedule", "overview", "order-list"}
}

// oneDrive is a person's own library; its documents are made when asked for.
func (w *World) oneDrive(p *Person) *Site {
	if s := w.drives[p.ID]; s != nil {
		return s
	}
	name := "OneDrive:" + p.User
	s := &Site{
		Name: name, url: personal + "/personal/" + p.personalSite, library: "Documents", personalOf: p,
		localDir: "OneDrive - " + company,
		id:       uuidOf(w.seed, "site:"+name), web: uuidOf(w.seed, "web:"+name), list: uuidOf(w.seed, "list:"+name),
	}
	d := newDice(w.seed, "docs:"+name)
	for i := range 14 {
		s.Docs = append(s.Docs, w.newDoc(s, d, "", i))
	}
	w.drives[p.ID] = s
	return s
}
