// Package destinations is the built-in list of services where data can end up,
// as dated data: destinations.yaml.
//
// What enters: the embedded file. What leaves: its services with class and
// domains. What it must never know: what a company's own registers say, which
// win over it (package org), and how a class is judged.
//
// A domain stands for itself and everything below it; of webmail, for addresses
// at it and hosts such as mail.example.com ([Service.MailOnly]). Services whose host does
// not tell a company's own tenant from another's are marked as ambiguous: their
// class is a guess until a register says more.
package destinations

import (
	"bytes"
	_ "embed"
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"
)

//go:embed destinations.yaml
var raw []byte

// List is the built-in list.
type List struct {
	Updated  string // ISO date on which the file was last looked through
	Services []Service
}

// Service is one service.
type Service struct {
	Name      string
	Class     string // as in destinations.yaml of the registers
	Service   string // what it is: messenger, webmail, drive, ...
	Ambiguous bool   // its hosts serve every tenant alike
	Domains   []string
}

// MailOnly reports whether a service's domains stand for mail addresses and mail
// hosts only: the rest of a portal's hosts is no mail.
func (s *Service) MailOnly() bool { return s.Service == "webmail" || s.Service == "disposable-mail" }

// file is the form of destinations.yaml.
type file struct {
	Updated string  `yaml:"updated"`
	Groups  []group `yaml:"groups"`
}

type group struct {
	Class     string    `yaml:"class"`
	Service   string    `yaml:"service"`
	Ambiguous bool      `yaml:"ambiguous"`
	Note      string    `yaml:"note"`
	Services  yaml.Node `yaml:"services"` // name: [domains], in order
}

// BuiltIn reads the list. An error means that the program was built from a
// damaged file.
func BuiltIn() (*List, error) {
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	var f file
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("reading the built-in destinations: %w", err)
	}
	if _, err := time.Parse(time.DateOnly, f.Updated); err != nil {
		return nil, fmt.Errorf("reading the built-in destinations: updated: %w", err)
	}
	list := &List{Updated: f.Updated}
	for _, g := range f.Groups {
		n := &g.Services
		for i := 0; i+1 < len(n.Content); i += 2 {
			s := Service{Name: n.Content[i].Value, Class: g.Class, Service: g.Service, Ambiguous: g.Ambiguous}
			for _, d := range n.Content[i+1].Content {
				s.Domains = append(s.Domains, d.Value)
			}
			list.Services = append(list.Services, s)
		}
	}
	return list, nil
}
