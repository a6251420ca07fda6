// Package scan is the one-shot driver: files in, findings out.
//
// What enters: paths, a compiled pipeline, and how many goroutines to use. What
// leaves: findings and leads, and facts about the run: bytes, records, refused
// records by reason, files of unknown format, what could not be seen. What it
// must never know: how anything is shown to a person, and what a finding means.
//
// The same input gives the same findings with any number of workers and in any
// order of files: workers only sort what they keep by its content, and one
// goroutine takes the merged order (see package pipeline). Goroutines are
// started and awaited by [Run] alone; cancelling the context ends them at the
// next block.
//
// Memory is bounded by workers x (one block, one run of [runs.RunSize], the
// registers' caches) plus the findings; everything else spills to temporary
// files.
package scan
