// Package simulate makes a company that does not exist, lets its people work
// for some weeks, and writes what the company's products would have logged:
// Microsoft 365, Zeek, Postfix, Sysmon and GitHub records in the shapes of the
// real products, the registers of docs/quickstart.md, and the ground truth of
// which acts were harmful.
//
// What enters: a seed and [Options]. What leaves: files. What it must never
// know: rules, detectors, statistics, decoders. The world must not know the
// detector, so this package writes raw text by itself and imports only the
// typed words of package event.
//
// # The way through
//
//	Company     options.go, company.go, people.go, places.go   who and what there is
//	  └ day     schedule.go, ordinary.go, services.go          an ordinary day's acts
//	  └ plans   pattern_*.go, honest.go                        the hidden patterns, and honest acts that look alike
//	      └ Act act.go                                         something done, told without any product's words
//	          └ writers  m365*.go, zeek.go, postfix.go, sysmon*.go, github.go   the same act in each product's words
//	              └ page.go                                    order, repetition and gaps of a product's delivery
//
// A format is added with one file that turns acts into its lines and one line
// in writers(). A pattern is added with one function in plans().
//
// # Determinism
//
// The same seed and options give the same bytes. Every person and day, and
// every format and day, draw from a stream of random numbers of their own
// (PCG, seeded from the seed and a label), so that a change in one place does
// not move the rest. No clock, no map order, no goroutine.
//
// # Memory
//
// A world holds its people and documents; acts and lines are held one day at
// a time. 60 people are about 5 MB a day; work grows with people times days.
//
// # Caveats
//
// The company is tidier than a real one: document names carry a document
// number, hosts keep their address, and one person uses one computer. Rates
// are made up. A score against this truth shows that the mechanism works; it
// is not a forecast of what a site will see.
package simulate
