// Package all is the list of formats that Sekisho reads. To add one, add its
// line here; see docs/adding-a-format.md.
package all

import (
	"sekisho/source"
	"sekisho/source/box"
	"sekisho/source/cert"
	"sekisho/source/cloudtrail"
	"sekisho/source/github"
	"sekisho/source/googleworkspace"
	"sekisho/source/m365"
	"sekisho/source/ocsf"
	"sekisho/source/okta"
	"sekisho/source/postfix"
	"sekisho/source/slack"
	"sekisho/source/squid"
	"sekisho/source/windows"
	"sekisho/source/zeek"
)

// Formats lists every format. The order decides between formats that are
// equally sure of a stream.
func Formats() []source.Format {
	return []source.Format{
		m365.New(), m365.NewExport(), googleworkspace.New(), box.New(), slack.New(),
		github.New(), okta.New(), cloudtrail.New(), cloudtrail.NewTable(),
		zeek.New(), zeek.NewTSV(),
		windows.New(), squid.New(), postfix.New(), cert.New(), ocsf.New(),
	}
}
