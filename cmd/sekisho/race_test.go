//go:build race

package main

// raceDetector: under the race detector pools forget at random, so that
// allocations cannot be counted.
const raceDetector = true
