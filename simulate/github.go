package simulate

import (
	"strconv"
	"strings"
	"time"
)

// githubName is the name by which the format is known, and part of event uids.
const githubName = "github"

// github writes the organisation's audit log as audit log streaming delivers
// it: one JSON object a line, git events included.
type github struct {
	w    *World
	d    *dice
	e    enc
	page page
	id   string
}

func newGitHub(w *World) *github { return &github{w: w, d: newDice(w.seed, githubName)} }

func (g *github) format() string { return githubName }
func (g *github) pages() []*page { return []*page{&g.page} }

func (g *github) begin(day int, date time.Time) {
	g.d = newDice(g.w.seed, githubName, day)
	g.page.name = "logs/github/audit-" + date.Format(time.DateOnly) + ".ndjson"
}

func (g *github) record(a *Act) {
	if a.Kind != GitAct {
		return
	}
	actor, ip, agent, bot := a.Who.github, "198.51.100.10", "git/2.51.0", a.Who.Service
	switch {
	case bot:
		ip = "203.0.113.60"
	case !strings.HasPrefix(a.Text, "git."):
		agent = g.w.browsers[a.Who.browser].agent
	}
	e := &g.e
	e.b = append(e.b[:0], '{')
	e.int("@timestamp", a.At)
	g.id = g.document()
	e.str("_document_id", g.id)
	e.str("action", a.Text)
	e.str("actor", actor)
	e.int("actor_id", int64(40_000_000+hash64(actor)%9_000_000))
	e.str("actor_ip", ip)
	e.bool("actor_is_bot", bot)
	e.str("business", org)
	e.int("business_id", 48213)
	e.int("created_at", a.At)
	g.access(bot)
	e.str("operation_type", operationType(a.Text))
	e.str("org", org)
	e.int("org_id", 73_018_442)
	e.bool("public_repo", false)
	e.str("repo", a.Host)
	e.int("repo_id", int64(500_000_000+hash64(a.Host)%90_000_000))
	e.bool("repository_public", false)
	g.details(a)
	e.str("user_agent", agent)
	e.end()
	if a.Story != nil {
		g.w.mark(a.Story, githubName, g.id, e.b)
	}
	g.page.add(a.At, e.b)
}

// document is an opaque id of 22 characters.
func (g *github) document() string {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	var b [22]byte
	for i := range b {
		b[i] = digits[g.d.n(64)]
	}
	return string(b[:])
}

func (g *github) access(bot bool) {
	kind := "Fine-grained personal access token"
	if bot {
		kind = "GitHub App server-to-server token"
	}
	g.e.str("hashed_token", g.document()+g.document()[:21]+"=")
	g.e.str("programmatic_access_type", kind)
}

func operationType(action string) string {
	switch action {
	case "git.clone", "git.fetch":
		return "access"
	case "pull_request.create":
		return "create"
	}
	return "modify"
}

func (g *github) details(a *Act) {
	switch {
	case strings.HasPrefix(a.Text, "git."):
		g.e.str("repository", a.Host)
		g.e.int("transport_protocol", 1)
		g.e.str("transport_protocol_name", "http")
	case strings.HasPrefix(a.Text, "pull_request."):
		n := int64(g.d.between(100, 999))
		g.e.int("pull_request_id", 1_900_000_000+n)
		g.e.str("pull_request_title", "adjust limits")
		g.e.str("pull_request_url", "https://github.com/"+a.Host+"/pull/"+strconv.FormatInt(n, 10))
	case strings.HasPrefix(a.Text, "workflows."):
		g.e.str("conclusion", "success")
		g.e.str("event", "push")
		g.e.str("head_branch", "main")
		g.e.str("name", "build")
		g.e.int("run_number", int64(g.d.between(100, 9999)))
		g.e.int("workflow_run_id", int64(g.d.between(1_000_000_000, 1_999_999_999)))
	}
}
